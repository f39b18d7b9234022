import pytest

from lessons.training.datasets import DATASETS
from lessons.training.fit import fit
from lessons.training.settings import TrainingSettings


@pytest.fixture(scope="session")
def textures_result():
    """The app's default run on textures, with every step that it reported."""
    steps = []
    return fit(TrainingSettings(), DATASETS["textures"], on_step=steps.append), steps


@pytest.fixture(scope="session")
def faces():
    return DATASETS["faces"]
