"""Which pixels can reach a unit, where ways part and join: against the gradients of a twin that lets all through."""

import keras
import numpy as np
import pytest

from lessons.nets.gradients import unit_gradient
from lessons.nets.units import given_to, layer_fields
from lessons.nets.weights import YOLO_SOURCE

layers = keras.layers


def _open_twin(model):
    """The same layers with even weights, and pools that average: every path lets something through."""

    def clone(layer):
        config = layer.get_config()
        if isinstance(layer, layers.MaxPooling2D):
            return layers.AveragePooling2D.from_config(config)
        return type(layer).from_config(config)

    twin = keras.models.clone_model(model, clone_function=clone)
    for layer in twin.layers:
        layer.set_weights([np.full(array.shape, 1 / max(array[..., 0].size, 1), np.float32) for array in layer.get_weights()])
    return twin


def _reached(twin, layer, row, column):
    """(top, bottom, left, right) of the pixels that do reach a unit."""
    picture = np.full(twin.inputs[0].shape[1:], 100, np.float32)
    _, gradient = unit_gradient(twin, picture, layer, row, column, 0)
    rows, columns = np.nonzero(gradient.max(axis=-1))
    return rows.min(), rows.max(), columns.min(), columns.max()


def _check(model, names, places):
    twin, fields, last = _open_twin(model), layer_fields(model), model.inputs[0].shape[1] - 1
    for name in names:
        size = model.get_layer(name).output.shape[1]
        for place in places:
            row, column = int(place * (size - 1)), int((1 - place) * (size - 1))
            expected = [min(max(pixel, 0), last) for at in (row, column) for pixel in fields[name].of_unit(at)]
            assert list(_reached(twin, name, row, column)) == expected, (name, row, column)


def test_strides_paddings_and_ways_that_join_are_counted_as_keras_computes_them():
    picture = keras.Input((48, 48, 3), name="picture")
    first = layers.Conv2D(4, 3, strides=2, padding="same", name="strided")(picture)  # Keras pads 0 before, 1 after
    maps = layers.MaxPooling2D(2, strides=1, padding="same", name="pool")(first)
    maps = layers.Conv2D(4, 5, name="valid")(maps)
    maps = layers.DepthwiseConv2D(3, padding="same", name="deep")(maps)
    coarse = layers.Conv2D(4, 3, strides=2, padding="same", name="coarse")(maps)
    larger = layers.UpSampling2D(2, name="larger")(coarse)
    joined = layers.Concatenate(name="joined")([larger, maps])
    model = keras.Model(picture, layers.Conv2D(2, 3, padding="same", name="last")(joined))
    _check(model, ("strided", "pool", "valid", "deep", "coarse", "last"), (0, 0.4, 0.75, 1))
    assert given_to(model, "joined") == ("larger", "deep")
    assert given_to(model, "strided") == ("picture",)


def test_a_layer_whose_units_do_not_all_see_alike_has_no_field():
    picture = keras.Input((32, 32, 3), name="picture")
    large = layers.UpSampling2D(2, name="larger")(layers.MaxPooling2D(2, name="pool")(picture))
    even = layers.Conv2D(2, 2, padding="same", name="even")(large)
    wide = layers.UpSampling2D(2, interpolation="bilinear", name="smooth")(picture)
    model = keras.Model(picture, [even, layers.Conv2D(2, 3, name="after")(wide)])
    assert not {"even", "after"} & {*layer_fields(model)}


@pytest.mark.skipif(not YOLO_SOURCE.is_installed(), reason="the detector's package is not there")
def test_the_fields_of_the_detector_are_what_reaches_its_units():
    from lessons.nets.yolov3_tiny import load_yolo

    model = load_yolo()
    _check(model, ("conv1", "conv5", "pool6", "conv8", "coarse", "conv11", "fine"), (0.3, 0.5))
    fields = layer_fields(model)
    assert [fields[f"conv{number}"].size for number in range(1, 12)] == [3, 8, 18, 38, 78, 158, 254, 254, 318, 254, 286]
    assert given_to(model, "conv10") == ("conv8",)
