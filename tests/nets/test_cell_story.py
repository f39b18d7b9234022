"""What is told of one cell of the real VGG16: its sum is that of "One unit", and it can be worked out from what is told."""

import json

import keras
import numpy as np
import pytest

from lessons.core.convolution import convolve2d
from lessons.images.resizing import square
from lessons.nets.cell_story import cell_story
from lessons.nets.preprocessing import vgg16_input
from lessons.nets.probing import feature_maps
from lessons.nets.units import layer_fields, unit_sum
from lessons.nets.vgg16 import MAP_LAYERS


@pytest.fixture(scope="module")
def maps(vgg16, cat):
    return feature_maps(vgg16, cat)


@pytest.mark.parametrize("layer", ["block1_conv1", "block3_conv2", "block5_conv1"])
def test_the_sum_is_that_of_one_unit_and_its_products_are_those_that_are_told(rng, vgg16, cat, maps, layer):
    place = MAP_LAYERS.index(layer)
    inputs = maps[MAP_LAYERS[place - 1]] if place else vgg16_input(square(cat, 224))
    kernel, bias = vgg16.get_layer(layer).get_weights()
    for _ in range(4):
        row, column, channel = (int(rng.integers(0, length)) for length in maps[layer].shape)
        told = cell_story(vgg16, maps, inputs, layer, channel, (row, column), shown=5)
        assert json.loads(json.dumps(told)) == {**told, "field": [list(ends) for ends in told["field"]]}
        unit = unit_sum(inputs, kernel[..., channel], bias[channel], row, column)
        found = told["sum"]
        assert found["before"] == pytest.approx(unit.before, rel=1e-5)
        assert told["value"] == pytest.approx(max(unit.before, 0), rel=1e-3, abs=1e-2)
        for part in found["parts"]:
            assert np.sum(np.multiply(part["patch"], part["weights"])) == pytest.approx(part["adds"], rel=1e-3, abs=1e-3)
        total = sum(part["adds"] for part in found["parts"]) + found["others"] + found["bias"]
        assert total == pytest.approx(found["before"], rel=1e-3, abs=1e-2)
        assert found["gain"][1] + found["loss"][1] + found["bias"] == pytest.approx(found["before"], rel=1e-3, abs=1e-2)
        assert len(found["all"]) == inputs.shape[2]
        assert found["products"] == 9 * inputs.shape[2]
        field = layer_fields(vgg16)[layer]
        assert told["field"] == [field.of_unit(row), field.of_unit(column)]


def test_what_an_activation_makes_of_a_sum_is_called_by_its_name(rng):
    activations = {"relu": "ReLU", None: "", "tanh": "tanh", keras.layers.LeakyReLU(negative_slope=0.1): "Leaky ReLU"}
    for activation, name in activations.items():
        inputs = keras.Input((6, 6, 3), name="picture")
        outputs = keras.layers.Conv2D(2, 3, padding="same", activation=activation, name="conv")(inputs)
        model = keras.Model(inputs, outputs)
        given = rng.normal(size=(6, 6, 3)).astype(np.float32)
        maps = {"conv": np.asarray(model(given[None]))[0]}
        told = cell_story(model, maps, given, "conv", 1, (2, 3), shown=2)
        assert told["sum"]["bend"] == name
        bent = model.get_layer("conv").activation(np.float32([told["sum"]["before"]]))
        assert told["value"] == pytest.approx(float(np.asarray(bent)[0]), rel=1e-4, abs=1e-5)


def test_a_pools_cell_is_the_largest_of_its_window(vgg16, maps):
    told = cell_story(vgg16, maps, maps["block3_conv3"], "block3_pool", 5, (7, 9), shown=5)
    assert told["value"] == pytest.approx(np.max(told["window"]))
    assert np.shape(told["window"]) == (2, 2)
    assert told["kind"] == "largest"
    assert "sum" not in told


def test_what_a_cell_feeds_is_what_the_next_layer_lacks_without_it(vgg16, maps):
    before, after = maps["block4_conv1"], maps["block4_conv2"]
    channel = int(before[10, 12].argmax())
    told = cell_story(vgg16, maps, maps["block3_pool"], "block4_conv1", channel, (10, 12), shown=5)
    kernel, _ = vgg16.get_layer("block4_conv2").get_weights()
    alone = np.zeros_like(before)
    alone[10, 12, channel] = before[10, 12, channel]
    added = (convolve2d(alone, kernel, padding="same") * (after > 0)).sum((0, 1))
    assert [fed["map"] for fed in told["feeds"]] == list(np.argsort(-np.abs(added), kind="stable")[:5])
    for fed in told["feeds"]:
        assert fed["adds"] == pytest.approx(float(added[fed["map"]]), rel=1e-3)


def test_the_last_layer_and_one_before_a_pool_feed_no_maps(vgg16, maps):
    for layer, inputs in (("block5_pool", "block5_conv3"), ("block5_conv3", "block5_conv2")):
        assert cell_story(vgg16, maps, maps[inputs], layer, 3, (2, 2), shown=5)["feeds"] == []
