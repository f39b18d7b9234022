import subprocess
import sys

import pytest
import tensorflow as tf

from lessons.nets.device import use_device


def test_the_device_that_tensorflow_sees_is_named():
    gpus = tf.config.list_physical_devices("GPU")
    assert use_device().startswith("GPU" if gpus else "CPU")


def test_asking_for_the_name_does_not_start_tensorflow(pytestconfig):
    code = "import sys; from lessons.nets.device import device_name; print(device_name(), 'tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=pytestconfig.rootpath, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "False"]


AT_ONCE = """
import importlib, threading

def use_device():
    from lessons.nets.device import use_device
    use_device()

modules = ["lessons.training.results", "lessons.finding.locating"]
jobs = [use_device, *(lambda name=name: importlib.import_module(name) for name in modules)]
both, fine = threading.Barrier(len(jobs)), []

def run(job):
    both.wait()
    job()
    fine.append(job)

threads = [threading.Thread(target=run, args=[job]) for job in jobs]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(fine), "fine")
"""


def test_threads_that_need_tensorflow_at_once_all_get_it(pytestconfig):
    """A page, a result that comes back, and what is made beside the pages: see `test_keras_comes_before_tensorflow`."""
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], cwd=pytestconfig.rootpath, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "3 fine", done.stderr


@pytest.mark.skipif(not tf.config.list_physical_devices("GPU"), reason="this machine has no GPU")
def test_gpus_take_memory_as_they_need_it():
    use_device()
    assert all(tf.config.experimental.get_memory_growth(gpu) for gpu in tf.config.list_physical_devices("GPU"))
