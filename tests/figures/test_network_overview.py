"""A network at a glance: the strongest maps of each layer, and the mean of every map."""

import io

import numpy as np
import pytest
from PIL import Image

from lessons.figures.network_overview import network_overview, sheet_of_layer, without_peaks


@pytest.fixture
def maps(rng):
    return {
        "large": np.maximum(rng.normal(0, 1, (112, 112, 12)), 0).astype(np.float32),
        "small": np.maximum(rng.normal(0, 1, (7, 7, 40)), 0).astype(np.float32),
    }


def test_the_strongest_maps_come_first_and_every_map_has_its_mean(maps):
    for layer, found in network_overview(maps, 5).items():
        means = maps[layer].mean((0, 1))
        assert list(found.strongest) == list(np.argsort(-means, kind="stable")[:5])
        told = np.frombuffer(found.means, np.uint8)
        np.testing.assert_allclose(told / 255, means / means.max(), atol=1 / 500)
        assert found.sheet.columns == 5
        assert max(found.sheet.tile) <= 64


def test_a_small_map_is_shown_value_by_value(maps):
    found = network_overview(maps, 5)["small"]
    levels = np.asarray(Image.open(io.BytesIO(found.sheet.data)).convert("L"))
    for place, channel in enumerate(found.strongest):
        values = without_peaks(maps["small"][..., channel : channel + 1])[..., 0]
        np.testing.assert_allclose(levels[:, 7 * place : 7 * place + 7] / 255, values / values.max(), atol=1 / 400)


def test_peaks_are_lowered_and_nothing_else_changes(rng):
    maps = rng.random((60, 60, 2), np.float32)
    maps[10, 10, 0] = 500
    maps[..., 1] = 0
    maps[5, 5, 1] = 3  # a map that shines in one place alone keeps it
    lowered = without_peaks(maps)
    assert lowered[..., 0].max() <= 1
    np.testing.assert_array_equal(lowered[..., 1], maps[..., 1])
    assert (lowered[..., 0] == maps[..., 0]).mean() > 0.99


def test_the_sheet_of_a_layer_has_sixteen_maps_in_a_row(maps):
    found = sheet_of_layer(maps["small"], one_scale=False)
    assert (found.columns, found.tile) == (16, (7, 7))
    width, height = Image.open(io.BytesIO(found.data)).size
    assert (width, height) == (16 * 7, 3 * 7)


def test_maps_with_negative_values_are_signed(rng):
    found = network_overview({"layer": rng.normal(0, 1, (8, 8, 9)).astype(np.float32)}, 4)["layer"]
    assert found.sheet.scale == "signed"
