"""Regions: the hottest one against SciPy's labels, and proposals against the truth of generated scenes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from lessons.core.boxes import check_inside, iou
from lessons.finding.scenes import SceneSettings, draw_scenes
from lessons.images.regions import bounds, hottest_region, propose

maps = arrays(np.float32, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(0, 9).map(float))


@given(maps, st.floats(0.01, 1))
def test_the_hottest_region_is_scipys(values, threshold):
    if values.max() == 0:
        with pytest.raises(ValueError, match="above 0"):
            hottest_region(values, threshold)
        return
    region = hottest_region(values, threshold)
    labels, _ = ndimage.label(values >= threshold * values.max(), np.ones((3, 3)))
    np.testing.assert_array_equal(region, labels == labels[np.unravel_index(values.argmax(), values.shape)])
    left, top, right, bottom = bounds(region).astype(int)
    assert region[top:bottom, left:right].sum() == region.sum()
    for side in (region[top], region[bottom - 1], region[:, left], region[:, right - 1]):
        assert side.any()


@given(maps.filter(lambda values: values.max() > 0), st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_lower_threshold_never_makes_the_region_smaller(values, first, second):
    low, high = sorted((first, second))
    assert (hottest_region(values, low) >= hottest_region(values, high)).all()


def test_what_has_no_bounds_is_refused():
    with pytest.raises(ValueError, match="Received: "):
        bounds(np.zeros((3, 3), bool))
    for threshold in (0, 1.5, float("nan")):
        with pytest.raises(ValueError, match="Received: "):
            hottest_region(np.ones((2, 2)), threshold)


def test_proposals_hold_nearly_every_filled_object_and_come_best_first():
    found, total = 0, 0
    for scene in draw_scenes(SceneSettings(sketches=0.0, texture=0.3, smallest=0.15), 20, 0):
        boxes, scores = propose(scene.image)
        check_inside(boxes, rows=64, columns=64)
        assert (np.diff(scores) <= 0).all()
        assert (iou(boxes[:, None], boxes[None]) - np.eye(len(boxes))).max() <= 0.8 + 1e-6
        found += (iou(boxes[:, None], scene.boxes[None]).max(axis=0) >= 0.5).sum()
        total += len(scene.boxes)
    assert found >= 0.9 * total


def test_an_empty_picture_proposes_nothing():
    boxes, scores = propose(np.full((64, 64, 3), 200, np.uint8))
    assert boxes.shape == (0, 4)
    assert scores.shape == (0,)
