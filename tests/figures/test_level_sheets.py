"""A sheet of levels tells of every map what its values are of its largest one: exactly where they are few, else nearly."""

import io

import numpy as np
import pytest
from PIL import Image

from lessons.figures.level_sheets import level_sheet


def tiles_of(sheet, count):
    """The maps of a sheet as levels: list of int arrays."""
    levels = np.asarray(Image.open(io.BytesIO(sheet.data)).convert("RGB"), int)[..., 1]
    rows, columns = sheet.tile
    places = (divmod(place, sheet.columns) for place in range(count))
    return [levels[row * rows : (row + 1) * rows, column * columns : (column + 1) * columns] for row, column in places]


def smooth(rng, size, channels, low=0.0):
    """Maps as networks make them: patches of zeros, and values that change from place to place by and by."""
    coarse = rng.uniform(low - 0.3, 1, (channels, 8, 8)).astype(np.float32)
    maps = [np.asarray(Image.fromarray(part).resize((size, size), Image.Resampling.BICUBIC)) for part in coarse]
    return np.maximum(np.stack(maps, axis=-1), low) * rng.uniform(0.1, 9, channels).astype(np.float32)


@pytest.mark.parametrize(("size", "channels"), [(1, 1), (7, 512), (14, 65), (28, 64)])
@pytest.mark.parametrize("low", [0.0, -1.0])
@pytest.mark.parametrize("one_scale", [True, False])
def test_small_maps_are_sent_to_the_very_level(rng, size, channels, low, one_scale):
    maps = smooth(rng, size, channels, low)
    sheet = level_sheet(maps, one_scale=one_scale)
    limits = np.abs(maps).max(axis=None if one_scale else (0, 1)) + np.zeros(channels)
    signed = maps.min() < 0
    assert sheet.scale == ("signed" if signed else "magnitude")
    for channel, tile in enumerate(tiles_of(sheet, channels)):
        share = maps[..., channel] / (limits[channel] or 1)
        np.testing.assert_allclose(tile, 128 + 127 * share if signed else 255 * share, atol=0.501)


@pytest.mark.parametrize(("size", "channels", "tile"), [(224, 64, 112), (112, 64, 112), (112, 128, 64), (56, 256, 56)])
@pytest.mark.parametrize("low", [0.0, -1.0])
def test_large_maps_are_shown_as_large_as_they_are_looked_at_and_nearly_right(rng, size, channels, tile, low):
    maps = smooth(rng, size, channels, low)
    sheet = level_sheet(maps, one_scale=False)
    assert sheet.tile == (tile, tile)
    assert len(sheet.data) < tile * tile * channels / 2
    limits = np.abs(maps).max(axis=(0, 1))
    middle, steps = (128, 127) if maps.min() < 0 else (0, 255)
    for channel, levels in enumerate(tiles_of(sheet, channels)):
        exact = Image.fromarray(maps[..., channel]).resize((tile, tile), Image.Resampling.BOX)
        off = np.abs(levels - (middle + steps * np.asarray(exact) / limits[channel]))
        assert off.mean() < 3
        assert off.max() < 25


def test_zero_is_the_same_level_everywhere():
    nothing = level_sheet(np.zeros((14, 14, 5), np.float32), one_scale=False)
    assert not any(tile.any() for tile in tiles_of(nothing, 5))
    signed = np.zeros((14, 14, 5), np.float32)
    signed[0, 0] = [-1, 1, -2, 2, 0]
    for tile, corner in zip(tiles_of(level_sheet(signed, one_scale=False), 5), (1, 255, 1, 255, 128), strict=True):
        assert (tile[0, 0], {*tile[1:].ravel()}) == (corner, {128})


def test_another_order_shows_those_maps_in_that_order(rng):
    maps = smooth(rng, 14, 12)
    whole, some = level_sheet(maps, one_scale=True), level_sheet(maps, one_scale=True, order=[7, 2])
    for tile, channel in zip(tiles_of(some, 2), (7, 2), strict=True):
        np.testing.assert_array_equal(tile, tiles_of(whole, 12)[channel])
