import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

ROOT = Path(__file__).parent

# Two processes share two cores: each network that they run takes one. TensorFlow reads it when it is imported.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")

# In CI the same examples every time: a push must not fail over another one's find. Elsewhere new ones at every run.
settings.register_profile("project", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("project")


# What is dear to start is started by one process alone: the browser with its server, and the pages with their networks. Of
# everything else a file's tests stay together, because they share what they train.
_TOGETHER = {"browser", "pages"}


def pytest_collection_modifyitems(items):
    for item in items:
        folder, _, file = item.path.relative_to(ROOT).as_posix().partition("/")
        item.add_marker(pytest.mark.xdist_group(folder if folder in _TOGETHER else file or folder))


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
