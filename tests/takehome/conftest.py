"""What tests of projects begin with."""

import keras
import numpy as np
import pytest

from lessons.takehome.project import save_project
from lessons.training.settings import TrainingSettings
from tests.takehome.project_files import NAMES


@pytest.fixture
def pictures(rng):
    return {name: tuple(rng.integers(0, 256, (9 + i, 256, 3), dtype=np.uint8) for i in range(3)) for name in NAMES}


@pytest.fixture(scope="module")
def model():
    """A network with everything that those of the app have, and weights that are not at their start."""
    layers = keras.layers
    inputs = keras.Input((16, 16, 3), name="picture")
    x = layers.Rescaling(1 / 255, name="scale")(inputs)
    x = layers.Conv2D(4, 3, padding="same", use_bias=False, kernel_regularizer=keras.regularizers.L2(1e-3), name="conv")(x)
    x = layers.BatchNormalization(name="norm")(x)
    y = layers.ReLU(6.0, name="relu")(layers.DepthwiseConv2D(3, padding="same", name="depthwise")(x))
    x = layers.MaxPooling2D(name="pool")(layers.Add(name="add")([x, y]))
    x = layers.Dropout(0.5, seed=1, name="dropout")(layers.Flatten(name="flatten")(x))
    model = keras.Model(inputs, layers.Dense(len(NAMES), activation="softmax", name="probabilities")(x), name="small")
    rng = np.random.default_rng(3)
    model.set_weights([rng.uniform(0.1, 1, weight.shape).astype(np.float32) for weight in model.get_weights()])
    return model


@pytest.fixture
def saved(pictures):
    return save_project(pictures, TrainingSettings(epochs=3))
