import pytest

from lessons.images.samples import SAMPLES
from lessons.nets.vgg16 import load_vgg16


@pytest.fixture(scope="session")
def vgg16():
    return load_vgg16()


@pytest.fixture(scope="session")
def cat():
    return SAMPLES["chelsea"].load()
