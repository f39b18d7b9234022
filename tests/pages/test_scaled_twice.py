"""What a network's first layer makes of a pixel is measured, and agrees with what its authors wrote."""

from types import SimpleNamespace

import keras
import numpy as np
import pytest

from lessons.images.samples import SAMPLES
from lessons.nets.classification import rank
from lessons.training.arms import assemble
from lessons.training.settings import TrainingSettings
from pages.transfer.parts.scaled_twice import first_scaling, scaled_twice


def network(**settings):
    return SimpleNamespace(model=assemble(TrainingSettings(image_size=64, **settings), 2).model, labels=("a", "b"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"network": "efficientnet_lite0", "arm": "random"}, (127, 128)),
        ({"network": "vgg16", "arm": "random"}, (103.939, 1)),  # the mean of ImageNet's blue, which VGG16 has first
        ({"network": "vgg16", "arm": "scratch"}, (127.5, 127.5)),
    ],
)
def test_the_scaling_of_a_first_layer_is_measured(settings, expected):
    assert first_scaling(network(**settings)) == pytest.approx(expected, rel=1e-4)


@pytest.mark.slow
def test_a_picture_as_it_is_gets_the_classifiers_answer():
    made, picture = network(network="efficientnet_lite0"), SAMPLES["coffee"].load()
    right, _ = scaled_twice(made, picture)
    best = rank(made.model, made.labels, picture, top=1)[0]
    assert (right.index, right.name) == (best.index, best.name)
    assert right.probability == pytest.approx(best.probability, abs=1e-5)


def test_a_network_that_scales_nothing_says_so():
    inputs = keras.Input((8, 8, 3), name="picture")
    outputs = keras.layers.Dense(2, activation="softmax", name="probabilities")(keras.layers.Flatten(name="flatten")(inputs))
    strange = SimpleNamespace(model=keras.Model(inputs, outputs), labels=("a", "b"))
    assert first_scaling(strange) == (0, 1)
    assert len(scaled_twice(strange, np.zeros((5, 9, 3), np.uint8))) == 2
