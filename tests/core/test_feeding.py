"""What feeds a cell: its parts add up to it, and each is by how much the cell grows where its map does."""

import itertools

import numpy as np
import pytest

from lessons.core.convolution import convolve2d
from lessons.core.feeding import feed_strongest
from lessons.core.pooling import pool2d


def stack(rng, channels):
    """Convolutions from so many channels to the next count of them, with biases."""
    return [
        (rng.normal(0, 0.3, (3, 3, one, other)).astype(np.float32), rng.normal(0, 0.2, other).astype(np.float32))
        for one, other in itertools.pairwise(channels)
    ]


def after(before, layers):
    values = before
    for kernel, bias in layers:
        values = np.maximum(convolve2d(values, kernel, padding="same", bias=bias), 0)
    return np.stack([pool2d(values[..., channel], 2) for channel in range(values.shape[2])], axis=2)


@pytest.mark.parametrize("channels", [(3, 4, 2), (4, 5, 3, 3)])
def test_the_parts_of_a_cell_add_up_to_it_and_are_its_slopes(rng, channels):
    before, layers = rng.random((14, 14, channels[0]), np.float32), stack(rng, channels)
    whole, rim = after(before, layers), len(channels) // 2
    feeds = feed_strongest(before, layers, whole)
    assert len(feeds) == channels[-1]
    for number, feed in enumerate(feeds):
        assert feed.value == pytest.approx(whole[feed.row, feed.column, number], rel=1e-5)
        assert feed.value == pytest.approx(whole[rim:-rim, rim:-rim, number].max(), rel=1e-5)
        assert feed.maps.sum() + feed.biases == pytest.approx(feed.value, rel=1e-4)
    step = 1e-3
    for channel in range(channels[0]):
        more = before.copy()
        more[..., channel] *= 1 + step
        grown = after(more, layers)
        for number, feed in enumerate(feeds):
            slope = (grown[feed.row, feed.column, number] - feed.value) / step
            assert slope == pytest.approx(feed.maps[channel], abs=2e-2 * abs(feed.value))


def test_a_cell_that_is_off_is_fed_by_nothing(rng):
    before, layers = rng.random((14, 14, 2), np.float32), stack(rng, (2, 3, 1))
    layers[-1] = (layers[-1][0], np.float32([-1000]))
    (feed,) = feed_strongest(before, layers, np.zeros((7, 7, 1), np.float32))
    assert (feed.value, feed.biases, *feed.maps) == (0, 0, 0, 0)
