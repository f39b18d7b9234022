"""Which maps feed a map: parts that add up to it, held against the sum of each single cell."""

import numpy as np
import pytest

from lessons.core.convolution import convolve2d, products_at
from lessons.core.map_links import cell_feeds, feeding, map_changes, pool_feeding, strongest


def layer(rng, before, maps, *, stride=1, padding="same", window=3, size=(13, 9)):
    inputs = rng.normal(0.2, 1, (*size, before)).astype(np.float32)
    kernel = rng.normal(0, 0.4, (window, window, before, maps)).astype(np.float32)
    bias = rng.normal(0, 0.3, maps).astype(np.float32)
    return inputs, kernel, bias, convolve2d(inputs, kernel, stride=stride, padding=padding, bias=bias)


@pytest.mark.parametrize(("stride", "padding", "window"), [(1, "same", 3), (1, "valid", 3), (2, "same", 3), (1, "same", 1)])
def test_the_parts_of_a_map_are_the_products_of_all_its_cells_that_are_on(rng, stride, padding, window):
    inputs, kernel, bias, sums = layer(rng, 4, 3, stride=stride, padding=padding, window=window)
    outputs = np.maximum(sums, 0)
    found = feeding(inputs, kernel, bias, outputs, stride=stride, padding=padding)
    for channel in range(3):
        parts, cells = np.zeros(4), np.argwhere(outputs[..., channel] > 0)
        for row, column in cells:
            told = products_at(
                inputs, kernel[..., channel : channel + 1], row, column, stride=stride, padding=padding, bias=[bias[channel]]
            )
            parts += told.products[..., 0].sum(axis=(0, 1))
        np.testing.assert_allclose(found.parts[:, channel], parts, rtol=1e-4, atol=1e-4)
        assert found.biases[channel] == pytest.approx(bias[channel] * len(cells), rel=1e-5)


def test_parts_and_biases_add_up_to_the_map_and_shares_to_one(rng):
    inputs, kernel, bias, sums = layer(rng, 6, 5, size=(40, 31))
    found = feeding(inputs, kernel, bias, np.maximum(sums, 0))
    np.testing.assert_allclose(found.parts.sum(0) + found.biases, np.maximum(sums, 0).sum((0, 1)), rtol=1e-4, atol=1e-3)
    gross = np.abs(found.parts).sum(0) + np.abs(found.biases)
    np.testing.assert_allclose(np.abs(found.shares).sum(0) + np.abs(found.biases) / gross, 1, rtol=1e-5)


def test_without_relu_all_cells_count(rng):
    inputs, kernel, bias, sums = layer(rng, 3, 4)
    found = feeding(inputs, kernel, bias, sums, rectified=False)
    np.testing.assert_allclose(found.parts.sum(0) + found.biases, sums.sum((0, 1)), rtol=1e-4, atol=1e-3)


def test_a_map_that_is_off_everywhere_is_fed_by_nothing(rng):
    inputs, kernel, bias, sums = layer(rng, 3, 2)
    found = feeding(inputs, kernel, bias, np.zeros_like(sums))
    assert not found.parts.any()
    assert not found.shares.any()
    assert (strongest(found.parts) == -1).all()


def test_a_pools_map_is_fed_by_its_own_and_nothing_else(rng):
    found = pool_feeding(rng.random((4, 4, 3), np.float32))
    np.testing.assert_allclose(found.shares, np.eye(3))


def test_what_a_cell_feeds_is_what_the_next_layer_lacks_without_it(rng):
    inputs, kernel, bias, sums = layer(rng, 4, 6)
    for row, column in ((0, 0), (6, 4), (12, 8)):
        without = inputs.copy()
        without[row, column, 2] = 0
        lost = sums - convolve2d(without, kernel, padding="same", bias=bias)
        expected = (lost * (sums > 0)).sum((0, 1))
        added = cell_feeds(float(inputs[row, column, 2]), kernel[:, :, 2], np.maximum(sums, 0), row, column)
        np.testing.assert_allclose(added, expected, rtol=1e-3, atol=1e-4)


def test_the_strongest_are_the_largest_by_size_and_nothing_is_none():
    sizes = np.float32([[1, 0], [-5, 0], [2, 3]])
    np.testing.assert_array_equal(strongest(sizes, 2), [[1, 2], [2, -1]])
    np.testing.assert_array_equal(strongest(sizes, 4), [[1, 2, 0, -1], [2, -1, -1, -1]])


def test_a_change_is_the_mean_difference_of_each_map(rng):
    one = rng.random((5, 4, 3), np.float32)
    other = one.copy()
    other[..., 1] += 2
    other[0, 0, 2] -= 4
    np.testing.assert_allclose(map_changes(one, other), [0, 2, 0.2], atol=1e-6)
    with pytest.raises(ValueError, match="same shape"):
        map_changes(one, other[:3])
