"""Overlap of masks: against scikit-learn, closed forms, and the laws that hold for every pair of masks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import confusion_matrix, f1_score, jaccard_score

from lessons.core.overlap import class_dice, class_iou, moved_mask, pixel_confusion

CLASSES = 4
MASKS = arrays(np.uint8, (5, 7), elements=st.integers(0, CLASSES - 1))


@given(MASKS, MASKS)
def test_the_figures_are_scikit_learns(truth, predicted):
    confusion = pixel_confusion(truth, predicted, CLASSES)
    flat = truth.ravel(), predicted.ravel()
    np.testing.assert_array_equal(confusion, confusion_matrix(*flat, labels=range(CLASSES)))
    for ours, theirs in ((class_iou(confusion), jaccard_score), (class_dice(confusion), f1_score)):
        expected = theirs(*flat, labels=range(CLASSES), average=None, zero_division=0)
        nowhere = confusion.sum(axis=0) + confusion.sum(axis=1) == 0
        np.testing.assert_array_equal(np.isnan(ours), nowhere)
        np.testing.assert_allclose(ours[~nowhere], expected[~nowhere], rtol=1e-6)


@given(MASKS, MASKS)
def test_laws_of_overlap(truth, predicted):
    confusion, turned = pixel_confusion(truth, predicted, CLASSES), pixel_confusion(predicted, truth, CLASSES)
    iou, dice = class_iou(confusion), class_dice(confusion)
    np.testing.assert_array_equal(iou, class_iou(turned))
    np.testing.assert_array_equal(dice, class_dice(turned))
    there = ~np.isnan(iou)
    assert ((iou[there] >= 0) & (iou[there] <= dice[there]) & (dice[there] <= 1)).all()
    np.testing.assert_allclose(dice[there], 2 * iou[there] / (1 + iou[there]), rtol=1e-5)
    perfect = class_iou(pixel_confusion(truth, truth, CLASSES))
    assert (perfect[~np.isnan(perfect)] == 1).all()


@pytest.mark.parametrize("step", range(0, 11))
def test_a_moved_square_has_the_iou_that_geometry_gives(step):
    truth = np.zeros((30, 40), bool)
    truth[10:20, 10:20] = True
    confusion = pixel_confusion(truth, moved_mask(truth, step), 2)
    assert class_iou(confusion)[1] == pytest.approx((10 - step) / (10 + step), rel=1e-6)
    assert class_dice(confusion)[1] == pytest.approx((10 - step) / 10, rel=1e-6)


@given(arrays(bool, (4, 6)), st.integers(-9, 9))
def test_a_mask_moves_as_a_roll_does_where_nothing_wraps(mask, columns):
    moved = moved_mask(mask, columns)
    padded = np.pad(mask, ((0, 0), (9, 9)))
    np.testing.assert_array_equal(moved, np.roll(padded, columns, axis=1)[:, 9:-9])


@pytest.mark.parametrize(
    ("truth", "predicted", "sentence"),
    [
        ([[0, 1]], [[0], [1]], r"must have one shape\. Received: \(1, 2\) and \(2, 1\)"),
        ([[0, 4]], [[0, 1]], r"truth must hold classes from 0 to 3\. Received: 0 to 4"),
        ([[0, 1]], [[-1, 1]], r"predicted must hold classes from 0 to 3\. Received: -1 to 1"),
    ],
)
def test_masks_that_do_not_go_together_are_refused(truth, predicted, sentence):
    with pytest.raises(ValueError, match=sentence):
        pixel_confusion(truth, predicted, CLASSES)
