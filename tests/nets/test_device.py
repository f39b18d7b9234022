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


@pytest.mark.skipif(not tf.config.list_physical_devices("GPU"), reason="this machine has no GPU")
def test_gpus_take_memory_as_they_need_it():
    use_device()
    assert all(tf.config.experimental.get_memory_growth(gpu) for gpu in tf.config.list_physical_devices("GPU"))
