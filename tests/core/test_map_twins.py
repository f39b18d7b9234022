"""Twins of maps: found again in any order, size and sign, and with the correlations that NumPy tells."""

import cv2
import numpy as np
import pytest

from lessons.core.map_twins import coarser, find_twins


@pytest.fixture
def layer(rng):
    """Maps of three pictures, too smooth to be alike by chance in every cell and too rough to be alike by chance at all."""
    return [rng.normal(0, 1, (14, 14, 6)).astype(np.float32) for _ in range(3)]


def test_a_map_finds_itself_in_any_order_sign_and_scale(layer, rng):
    order = rng.permutation(6)
    signs = np.where(np.arange(6) % 2, -3, 0.5).astype(np.float32)
    found = find_twins(layer, [maps[..., order] * signs + 7 for maps in layer])
    np.testing.assert_array_equal(order[found.nearest], np.arange(6))
    np.testing.assert_allclose(found.correlations, np.sign(signs)[found.nearest], atol=1e-5)
    assert found.share == 1


def test_a_map_finds_itself_in_a_larger_size(layer):
    larger = [maps.repeat(2, axis=0).repeat(2, axis=1) for maps in layer]
    for found in (find_twins(layer, larger), find_twins(larger, layer)):
        np.testing.assert_array_equal(found.nearest, np.arange(6))
        np.testing.assert_allclose(found.correlations, 1, atol=1e-5)


def test_correlations_are_those_of_numpy(layer, rng):
    others = [rng.normal(0, 1, (14, 14, 9)).astype(np.float32) for _ in layer]
    found = find_twins(layer, others)
    ours, theirs = (np.concatenate([maps.reshape(-1, maps.shape[-1]) for maps in each]).T for each in (layer, others))
    told = np.corrcoef(ours, theirs)[:6, 6:]
    np.testing.assert_allclose(found.correlations, told[np.arange(6), np.abs(told).argmax(axis=1)], atol=1e-5)
    assert found.share == 0  # noise has no twin


def test_a_map_that_is_the_same_everywhere_has_no_twin(layer):
    found = find_twins([np.zeros_like(maps) for maps in layer], layer)
    np.testing.assert_array_equal(found.correlations, 0)
    assert found.share == 0


@pytest.mark.parametrize("size", [(28, 56), (14, 14), (13, 29), (60, 7)])
def test_a_coarser_map_is_opencvs(rng, size):
    maps = rng.normal(0, 1, (*size, 3)).astype(np.float32)
    np.testing.assert_allclose(coarser(maps, 7), cv2.resize(maps, (7, 7), interpolation=cv2.INTER_AREA), atol=1e-5)


@pytest.mark.parametrize("count", [0, 2])
def test_maps_of_other_pictures_are_refused(layer, count):
    with pytest.raises(ValueError, match="the same pictures"):
        find_twins(layer[:count], layer if count else [])
