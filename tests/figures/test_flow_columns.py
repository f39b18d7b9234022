"""Which maps the first page shows: strong ones, unlike each other, and not those that answer to the picture's border alone."""

import io

import numpy as np
import pytest
from PIL import Image

from lessons.figures.flow_columns import flow_columns, unlike_maps


@pytest.mark.parametrize("size", [7, 14, 28, 56, 112])
def test_maps_are_chosen_once_each_and_those_that_are_alike_last(rng, size):
    patterns = rng.random((size, size, 4), np.float32)
    copies = 0.9 * patterns
    faint = 0.01 * rng.random((size, size, 1), np.float32)
    maps = np.concatenate([copies, patterns, faint], axis=2)
    chosen = unlike_maps(maps, 6)
    assert len(set(chosen)) == 6
    assert {channel % 4 for channel in chosen[:4]} == {0, 1, 2, 3}
    assert set(chosen[:4]) == {4, 5, 6, 7}  # the stronger of each pair
    assert sorted(unlike_maps(maps, 99)) == list(range(9))


def test_a_map_of_the_border_alone_comes_last(rng):
    maps = rng.random((28, 28, 3), np.float32)
    maps[..., 1] = 0
    maps[[0, -1], :, 1] = maps[:, [0, -1], 1] = 100
    assert unlike_maps(maps, 3)[-1] == 1
    assert unlike_maps(np.zeros((7, 7, 3), np.float32), 3) == [0, 1, 2]


def test_a_column_shows_each_of_its_maps_up_to_almost_its_largest_value(rng):
    maps = rng.random((28, 28, 9), np.float32) * rng.uniform(1, 50, 9).astype(np.float32)
    maps[3, 3, :] = 1000  # one value in 784
    (column,) = flow_columns({"pool": maps}, count=4)
    assert (column.layer, column.size, column.sheet.columns, column.sheet.tile) == ("pool", 28, 4, (28, 28))
    levels = np.asarray(Image.open(io.BytesIO(column.sheet.data)).convert("L"))
    for place, channel in enumerate(column.channels):
        shown, values = levels[:, 28 * place : 28 * (place + 1)].astype(float), maps[..., channel]
        limit = np.percentile(values, 99.7)
        np.testing.assert_allclose(shown, 255 * np.minimum(values / limit, 1), atol=1)
