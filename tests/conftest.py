import ctypes
import gc
import itertools
import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

# Two processes share two cores: each network that they run takes one. TensorFlow reads it when it is imported.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("PIXELS_NICENESS", "0")  # a test that waits for a training has nothing better to do

_FILES, UNFROZEN_EVERY = itertools.count(1), 10
# Their tests wait for browsers, servers and trainings: one that fails is tried once more, and named at the end of the run.
WAITING = {"browser", "deploy", "pages", "work"}

# In CI the same examples every time: a push must not fail over another one's find. Elsewhere new ones at every run.
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("project")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file's tests stay together, and one process drives the browser: one server, one set of workers, half the memory."""
    from xdist.scheduler import LoadFileScheduling

    class ByFileAndBrowser(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return "browser" if nodeid.startswith("tests/browser/") else super()._split_scope(nodeid)

    return ByFileAndBrowser(config, log)


def pytest_collection_modifyitems(items):
    """The browser's tests begin first: they take longest. Those that wait for other processes have a second try."""
    for item in items:
        if item.path.relative_to(Path(__file__).parent).parts[0] in WAITING:
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: "browser" not in item.path.parts)


@pytest.fixture(scope="module", autouse=True)
def _what_other_files_left():
    """The garbage collector seldom looks at it: late in a long run that took a minute for a single test."""
    if next(_FILES) % UNFROZEN_EVERY == 0:  # what was alive then, and is not any more, goes
        gc.unfreeze()
    gc.collect()
    with suppress(AttributeError):  # another C library than GNU's
        ctypes.CDLL(None).malloc_trim(0)
    gc.freeze()


@pytest.fixture(scope="session")
def workers():
    from lessons.work.workers import Workers

    workers = Workers()
    yield workers
    workers.close()


@pytest.fixture
def rng():
    return np.random.default_rng(20260101)


@pytest.fixture(scope="session")
def cat():
    from lessons.images.samples import SAMPLES

    return SAMPLES["chelsea"].load()


@pytest.fixture(scope="session")
def vgg16():
    from lessons.nets.vgg16 import load_vgg16

    return load_vgg16()


@pytest.fixture(scope="session")
def faces():
    from lessons.data.datasets import DATASETS

    return DATASETS["faces"]
