"""Activation, pooling, dense and receptive field, against Keras and by their laws."""

import doctest
import itertools

import keras
import numpy as np
import pytest
import scipy.spatial.distance
import scipy.special
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lessons.core import dense as dense_module
from lessons.core import pooling, receptive_field
from lessons.core.activation import ACTIVATIONS
from lessons.core.convolution import convolve2d
from lessons.core.dense import dense, flat_position, flatten, map_position, softmax
from lessons.core.pooling import pool2d, share_that_changes, window_at
from lessons.core.receptive_field import SlidingLayer
from lessons.core.receptive_field import receptive_field as fields_of

finite = st.floats(-100, 100, allow_subnormal=False, width=32)
maps = hnp.arrays(np.float32, hnp.array_shapes(min_dims=2, max_dims=2, min_side=3, max_side=10), elements=finite)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_activations_are_kerass(name, rng):
    values = np.concatenate([rng.normal(scale=5, size=200), [0, -0.0, 1e4, -1e4]]).astype(np.float32)
    result = ACTIVATIONS[name](values)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, np.asarray(getattr(keras.activations, name)(values)), rtol=1e-5, atol=1e-6)


@given(maps)
def test_relu_is_idempotent_and_never_negative(values):
    once = ACTIVATIONS["relu"](values)
    assert (once >= 0).all()
    np.testing.assert_array_equal(ACTIVATIONS["relu"](once), once)


@pytest.mark.parametrize(
    ("size", "stride", "padding", "mode"),
    list(itertools.product([1, 2, 3], [None, 1, 2, 3], ["valid", "same"], ["max", "average"])),
)
def test_pooling_is_kerass(rng, size, stride, padding, mode):
    image = rng.normal(size=(11, 8, 3)).astype(np.float32) - 5  # all negative: padding with zeros would win
    layer = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}[mode]
    expected = np.asarray(layer(size, strides=stride, padding=padding)(image[None]))[0]
    np.testing.assert_allclose(pool2d(image, size, stride=stride, padding=padding, mode=mode), expected, rtol=1e-5)
    np.testing.assert_allclose(
        pool2d(image[..., 1], size, stride=stride, padding=padding, mode=mode), expected[..., 1], rtol=1e-5
    )


@given(st.data(), maps, st.integers(1, 3), st.integers(1, 3), st.sampled_from(["valid", "same"]))
def test_a_window_explains_its_cell_and_names_the_winner(data, image, size, stride, padding):
    for mode in ("max", "average"):
        output = pool2d(image, size, stride=stride, padding=padding, mode=mode)
        row, column = (data.draw(st.integers(0, length - 1)) for length in output.shape)
        shown = window_at(image, size, row, column, stride=stride, padding=padding, mode=mode)
        assert shown.total == pytest.approx(output[row, column], rel=1e-5, abs=1e-4)
        assert image[shown.winner] == shown.patch.max()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"size": 0}, "Received: window=0"),
        ({"size": 5}, "must fit"),
        ({"mode": "median"}, "mode must be one of max, average. Received: mode='median'"),
        ({"padding": 2}, "a window sees nothing. Received: padding=2"),
        ({"image": [[np.nan]]}, "finite"),
        ({"image": [1, 2]}, "Received: shape (2,)"),
    ],
)
def test_bad_pooling_is_named(arguments, message):
    with pytest.raises(ValueError) as error:
        pool2d(**({"image": np.ones((4, 4)), "size": 2} | arguments))
    assert message in str(error.value)


def test_windows_that_are_not_there_are_refused():
    with pytest.raises(ValueError, match=r"2 × 2 output\. Received: row=2, column=0"):
        window_at(np.ones((4, 4)), 2, 2, 0)
    with pytest.raises(ValueError, match=r"Received: shape \(4, 4, 1\)"):
        window_at(np.ones((4, 4, 1)), 2, 0, 0)


def test_flatten_has_kerass_order_and_positions_go_both_ways(rng):
    stack = rng.normal(size=(3, 4, 5)).astype(np.float32)
    np.testing.assert_array_equal(flatten(stack), np.asarray(keras.layers.Flatten()(stack[None]))[0])
    for index in range(stack.size):
        position = map_position(index, stack.shape)
        assert flat_position(*position, stack.shape) == index
        assert flatten(stack)[index] == stack[position]


def test_dense_is_kerass(rng):
    vector, weights, bias = (rng.normal(size=shape).astype(np.float32) for shape in ((7,), (7, 4), (4,)))
    layer = keras.layers.Dense(4)
    layer.build((None, 7))
    layer.set_weights([weights, bias])
    np.testing.assert_allclose(dense(vector, weights, bias), np.asarray(layer(vector[None]))[0], rtol=1e-5, atol=1e-6)
    with pytest.raises(ValueError, match=r"Received: shapes \(6,\), \(7, 4\) and \(4,\)"):
        dense(vector[:6], weights, bias)


@given(
    hnp.arrays(
        np.float32,
        st.tuples(st.integers(1, 4), st.integers(1, 9)),
        elements=st.floats(-1e4, 1e4, width=32, allow_subnormal=False),
    )
)
def test_softmax_is_scipys_and_sums_to_one(logits):
    result = softmax(logits)
    np.testing.assert_allclose(result, scipy.special.softmax(logits.astype(np.float64), axis=-1), rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(result.sum(axis=-1), 1, rtol=1e-5)


def test_temperature_sharpens_and_flattens():
    logits = [1.0, 2.0, 4.0]
    np.testing.assert_allclose(softmax(logits, temperature=2), scipy.special.softmax([0.5, 1, 2]), rtol=1e-6)
    assert softmax(logits, temperature=0.1).max() > 0.999
    np.testing.assert_allclose(softmax(logits, temperature=1e6), 1 / 3, atol=1e-5)
    for temperature in (0, -1, np.nan):
        with pytest.raises(ValueError, match="temperature must be above 0"):
            softmax(logits, temperature=temperature)
    with pytest.raises(ValueError, match="finite"):
        softmax([np.inf, 0])


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(0, 1), st.integers(1, 2)), min_size=1, max_size=4))
def test_the_field_is_what_can_reach_the_unit(layers):
    """Brute force: a kernel of ones after another, and which pixels of a row change the first unit."""
    length = 90
    row = np.eye(length, dtype=np.float32)  # one picture of a single bright pixel per row
    for window, stride, padding, dilation in layers:
        row = np.stack(
            [convolve2d(np.pad(r, padding)[None], np.ones((1, window)), stride=stride, dilation=dilation)[0] for r in row]
        )
    field = fields_of(layers)[-1]
    for unit in (0, row.shape[1] - 1):
        first, last = field.of_unit(unit)
        reached = np.flatnonzero(row[:, unit])
        if not reached.size:  # the unit lies on padding alone
            continue
        inside = range(max(first, 0), min(last, length - 1) + 1)
        assert reached.min() >= inside.start
        assert reached.max() <= inside.stop - 1
        if all(dilation == 1 and stride <= window for window, stride, _, dilation in layers) and first >= 0 and last < length:
            assert (reached.min(), reached.max()) == (first, last)


def test_vgg16s_last_units_see_196_pixels():
    """Block 5's last convolution: published as 196 pixels, a step of 16 (Araujo et al., 2019)."""
    layers = []
    for convolutions in (2, 2, 3, 3, 3):
        layers += [SlidingLayer(3, padding=1)] * convolutions + [SlidingLayer(2, stride=2)]
    fields = fields_of(layers)
    assert (fields[-2].size, fields[-2].step) == (196, 16)
    assert (fields[-1].size, fields[-1].step) == (212, 32)


def test_impossible_layers_are_refused():
    for layer in ((0,), (3, 0), (3, 1, -1), (3, 1, 0, 0)):
        with pytest.raises(ValueError, match="Received"):
            fields_of([layer])


@given(st.data())
def test_the_share_that_changes_is_braycurtis_from_nothing_to_all(data):
    """Of maps as ReLU leaves them."""
    before = np.abs(data.draw(maps))
    after = np.abs(data.draw(hnp.arrays(np.float32, before.shape, elements=finite)))
    share = share_that_changes(before, after)
    if (before + after).any():
        expected = scipy.spatial.distance.braycurtis(before.ravel().astype(float), after.ravel().astype(float))
        assert share == pytest.approx(expected)
    assert 0 <= share <= 1
    assert share_that_changes(before, before) == 0


@pytest.mark.parametrize("module", [pooling, dense_module, receptive_field])
def test_examples_in_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("layers", [[(3,)], [(3,), (3,)], [(3,), (2, 2), (3,)], [(3, 1, 0, 2), (3, 2), (5,)]])
def test_the_share_of_paths_is_what_equal_weights_make_of_a_single_pixel(layers):
    """The gradient of one unit of Keras's layers with all weights equal, scaled to sum 1."""
    field = fields_of(layers)[-1]
    unit = keras.Sequential([keras.Input((field.size, field.size, 1))])
    for layer in (SlidingLayer(*layer) for layer in layers):
        unit.add(keras.layers.Conv2D(1, layer.window, layer.stride, dilation_rate=layer.dilation, kernel_initializer="ones"))
    picture = tf.Variable(np.zeros((1, field.size, field.size, 1), np.float32))
    with tf.GradientTape() as tape:
        answer = unit(picture)
    assert answer.shape[1:3] == (1, 1)
    gradient = tape.gradient(answer, picture)[0, :, :, 0].numpy()
    share = receptive_field.path_share(layers)
    np.testing.assert_allclose(np.outer(share, share), gradient / gradient.sum(), rtol=1e-5)
