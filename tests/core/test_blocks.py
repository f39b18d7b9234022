"""Building blocks against the layers of Keras, and their costs against what Keras counts."""

import keras
import numpy as np
import pytest

from lessons.core import blocks
from lessons.core.blocks import BLOCKS, DROPOUT, NORM, PLAIN, POINT, SEPARABLE, SHORTCUT, STRIDED, cost, pass_through
from lessons.nets.costs import multiply_adds

SIDE, COUNT = 12, 5


@pytest.fixture
def maps(rng):
    return rng.normal(1, 2, (SIDE, SIDE, COUNT)).astype(np.float32)


def passed(block, maps, *, learning=True, seed=3, others=()):
    batch = np.stack([maps, *others])
    return pass_through(
        block, maps, seed=seed, learning=learning, batch=batch, running=(np.full(COUNT, 0.5), np.full(COUNT, 4.0))
    )


def layer_of(block, count):
    how = {"padding": "same", "name": "asked"}
    return {
        PLAIN: lambda: keras.layers.Conv2D(count, 3, **how),
        POINT: lambda: keras.layers.Conv2D(count, 1, **how),
        STRIDED: lambda: keras.layers.Conv2D(count, 3, strides=2, **how),
        SEPARABLE: lambda: keras.layers.SeparableConv2D(count, 3, **how),
        NORM: lambda: keras.layers.BatchNormalization(name="asked"),
        DROPOUT: lambda: keras.layers.Dropout(0.5, name="asked"),
    }[block]()


@pytest.mark.parametrize("block", [PLAIN, POINT, STRIDED, SEPARABLE, NORM, DROPOUT])
@pytest.mark.parametrize(("count", "side"), [(8, 64), (32, 7)])
def test_a_block_costs_what_keras_counts(block, count, side):
    model = keras.Sequential([keras.Input((side, side, count)), layer_of(block, count)])
    found = cost(block, count, side)
    assert (found.parameters, found.multiply_adds) == (model.count_params(), multiply_adds(model))


def test_a_shortcut_costs_nothing():
    assert cost(SHORTCUT, 64, 32) == blocks.Cost(0, 0)


@pytest.mark.parametrize("block", [PLAIN, POINT])
def test_convolutions_are_those_of_keras(block, maps):
    side = 3 if block == PLAIN else 1
    kernels = blocks.random_kernels(np.random.default_rng(3), side, COUNT, COUNT)
    expected = keras.ops.relu(keras.ops.conv(maps[None], kernels, padding="same"))[0]
    np.testing.assert_allclose(passed(block, maps).maps, expected, rtol=1e-4, atol=1e-4)


def test_a_stride_of_two_keeps_a_quarter_of_the_cells(maps):
    kernels = blocks.random_kernels(np.random.default_rng(3), 3, COUNT, COUNT)
    expected = keras.ops.relu(keras.ops.conv(maps[None], kernels, strides=2, padding="same"))[0]
    found = passed(STRIDED, maps).maps
    assert 4 * found.size == maps.size
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)


def test_a_separable_convolution_is_that_of_keras(maps):
    rng = np.random.default_rng(3)
    depth, point = blocks.random_kernels(rng, 3, 1, COUNT)[:, :, 0], blocks.random_kernels(rng, 1, COUNT, COUNT)
    expected = keras.ops.separable_conv(maps[None], depth[..., None], point, padding="same")
    np.testing.assert_allclose(passed(SEPARABLE, maps).maps, keras.ops.relu(expected)[0], rtol=1e-4, atol=1e-4)
    alone = keras.ops.depthwise_conv(maps[None], depth[..., None], padding="same")[0]
    np.testing.assert_allclose(passed(SEPARABLE, maps).between, alone, rtol=1e-4, atol=1e-4)


def test_batch_normalisation_takes_the_batch_while_learning_and_running_figures_in_use(maps, rng):
    other = rng.normal(-3, 1, maps.shape).astype(np.float32)
    layer = keras.layers.BatchNormalization()
    expected = layer(np.stack([maps, other]), training=True)[0]
    np.testing.assert_allclose(passed(NORM, maps, others=[other]).maps, expected, rtol=1e-3, atol=1e-4)
    layer.set_weights([np.ones(COUNT), np.zeros(COUNT), np.full(COUNT, 0.5), np.full(COUNT, 4.0)])
    in_use = passed(NORM, maps, others=[other], learning=False).maps
    np.testing.assert_allclose(in_use, layer(maps[None], training=False)[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(in_use, passed(NORM, maps, learning=False).maps)


def test_dropout_drops_half_and_doubles_the_rest_and_does_nothing_in_use(maps):
    found = passed(DROPOUT, maps).maps
    assert 0.4 < np.mean(found == 0) < 0.6
    np.testing.assert_allclose(found[found != 0], 2 * maps[found != 0])
    np.testing.assert_array_equal(passed(DROPOUT, maps, learning=False).maps, maps)


def test_a_shortcut_adds_what_came_in(maps):
    found = passed(SHORTCUT, maps)
    np.testing.assert_allclose(found.maps, np.maximum(maps + found.between, 0), rtol=1e-6)


def test_a_seed_makes_every_block_repeatable_and_no_block_is_left_out(maps):
    for block in BLOCKS:
        np.testing.assert_array_equal(passed(block, maps).maps, passed(block, maps).maps)


def test_the_first_maps_are_eight_and_none_is_below_zero(rng):
    found = blocks.first_maps(rng.integers(0, 256, (20, 20)))
    assert found.shape == (20, 20, blocks.MAPS)
    assert found.min() == 0
    flat = blocks.first_maps(np.full((20, 20), 80))
    assert flat[..., 0].max() == 0  # no edge in a grey picture, and none at its border


@pytest.mark.parametrize("maps", [4, 8, 512])
@pytest.mark.parametrize("block", blocks.BLOCKS)
def test_the_boxes_of_a_block_have_the_parameters_that_it_costs(block, maps):
    counted = sum(part.parameters for part in blocks.parts(block, maps))
    mine, plain = blocks.compared(block, maps, 16)
    assert counted == mine.parameters
    if block == blocks.SHORTCUT:
        assert mine == plain  # the shortcut itself costs nothing
        assert counted == 2 * blocks.cost(blocks.PLAIN, maps, 16).parameters
    else:
        assert mine == blocks.cost(block, maps, 16)
