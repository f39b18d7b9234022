"""Boxes: closed forms, laws, and TensorFlow's own suppression."""

import doctest

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from lessons.core import boxes as boxes_module
from lessons.core.boxes import agreement, check_inside, iou, non_max_suppression, read_box, suppression_steps

sides = st.integers(1, 30)
corners = st.integers(-20, 60)
single = st.builds(lambda left, top, width, height: [left, top, left + width, top + height], corners, corners, sides, sides)
many = st.lists(single, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([0, 0, 4, 4], [0, 0, 4, 4], 1),
        ([0, 0, 4, 4], [4, 0, 8, 4], 0),  # they only touch
        ([0, 0, 4, 4], [2, 2, 6, 6], 4 / 28),
        ([0, 0, 10, 10], [2, 3, 7, 8], 25 / 100),  # one inside the other
        ([0, 0, 0.5, 1], [0.25, 0, 0.75, 1], 1 / 3),
    ],
)
def test_iou_has_a_closed_form(a, b, expected):
    assert iou(a, b) == pytest.approx(expected)


@given(single, single)
def test_iou_is_symmetric_bounded_and_one_only_for_the_same_box(a, b):
    value = iou(a, b)
    assert value == iou(b, a)
    assert 0 <= value <= 1
    assert (value == 1) == (a == b)


@given(single, single, st.integers(-50, 50), st.integers(1, 4))
def test_iou_does_not_change_when_both_move_or_grow(a, b, shift, factor):
    moved = [[(value + shift) * factor for value in box] for box in (a, b)]
    assert iou(*moved) == pytest.approx(iou(a, b), abs=1e-6)


@given(single, single)
def test_iou_counts_cells_of_whole_boxes(a, b):
    grids = np.zeros((2, 130, 130), bool)
    for grid, (left, top, right, bottom) in zip(grids, (a, b), strict=True):
        grid[top + 20 : bottom + 20, left + 20 : right + 20] = True
    assert iou(a, b) == pytest.approx((grids[0] & grids[1]).sum() / (grids[0] | grids[1]).sum(), abs=1e-6)


def test_a_table_of_all_pairs():
    first, second = np.array([[0, 0, 2, 2], [1, 1, 3, 3]]), np.array([[0, 0, 2, 2], [9, 9, 10, 10], [1, 1, 2, 3]])
    table = iou(first[:, None], second[None])
    assert table.shape == (2, 3)
    assert table[1, 2] == iou(first[1], second[2])


@given(many, st.data())
def test_suppression_is_tensorflows(boxes, data):
    scores = data.draw(st.lists(st.integers(0, 10_000), min_size=len(boxes), max_size=len(boxes), unique=True))
    threshold = data.draw(st.sampled_from([0.0, 0.31, 0.5, 0.77, 1.0]))
    expected = tf.image.non_max_suppression(
        np.float32([[top, left, bottom, right] for left, top, right, bottom in boxes]),
        np.float32(scores),
        len(boxes),
        threshold,
    )
    np.testing.assert_array_equal(non_max_suppression(boxes, scores, threshold=threshold), expected)


@given(many, st.data())
def test_what_is_kept_does_not_overlap_and_the_best_is_kept(boxes, data):
    scores = data.draw(st.lists(st.integers(0, 100), min_size=len(boxes), max_size=len(boxes), unique=True))
    kept = non_max_suppression(boxes, scores, threshold=0.4)
    assert kept[0] == np.argmax(scores)
    assert [scores[i] for i in kept] == sorted((scores[i] for i in kept), reverse=True)
    for place, index in enumerate(kept):
        assert all(iou(boxes[index], boxes[other]) <= 0.4 for other in kept[:place])
    dropped = set(range(len(boxes))) - set(kept.tolist())
    assert all(
        any(iou(boxes[index], boxes[other]) > 0.4 and scores[other] > scores[index] for other in kept) for index in dropped
    )


@given(many, st.data())
def test_the_order_of_the_boxes_does_not_matter(boxes, data):
    scores = data.draw(st.lists(st.integers(0, 100), min_size=len(boxes), max_size=len(boxes), unique=True))
    order = data.draw(st.permutations(range(len(boxes))))
    kept = non_max_suppression(boxes, scores, threshold=0.4)
    other = non_max_suppression([boxes[i] for i in order], [scores[i] for i in order], threshold=0.4)
    assert [order[i] for i in other] == kept.tolist()


@pytest.mark.parametrize("box", [[0, 0, 0, 4], [3, 0, 1, 4], [0, 5, 4, 2], [0, 0, np.nan, 4], [0, 0, np.inf, 4], [0, 0, 4], 5])
def test_what_is_no_box_is_refused(box):
    with pytest.raises(ValueError, match="Received: "):
        iou(box, [0, 0, 1, 1])
    with pytest.raises(ValueError):
        iou([0, 0, 1, 1], box)


@pytest.mark.parametrize(("scores", "threshold"), [([1], 0.5), ([1, np.nan], 0.5), ([1, 2], -0.1), ([1, 2], 1.5)])
def test_bad_scores_and_thresholds_are_refused(scores, threshold):
    with pytest.raises(ValueError, match="Received: "):
        non_max_suppression([[0, 0, 1, 1], [0, 0, 2, 2]], scores, threshold=threshold)


@given(many, st.data())
def test_the_steps_of_suppression_end_in_what_is_kept_and_name_every_box_once(boxes, data):
    scores = data.draw(st.lists(st.integers(0, 100), min_size=len(boxes), max_size=len(boxes)))
    steps = suppression_steps(boxes, scores, threshold=0.4)
    assert [step.kept for step in steps] == non_max_suppression(boxes, scores, threshold=0.4).tolist()
    named = [step.kept for step in steps] + [index for step in steps for index, _ in step.dropped]
    assert sorted(named) == list(range(len(boxes)))
    for step in steps:
        for index, value in (*step.dropped, *step.spared):
            assert value == iou(boxes[step.kept], boxes[index])
            assert scores[index] <= scores[step.kept]
        assert all(np.float32(value) > np.float32(0.4) for _, value in step.dropped)  # an overlap is a float32, 0.4 too
        assert all(np.float32(value) <= np.float32(0.4) for _, value in step.spared)
    assert not steps[-1].spared


@pytest.mark.parametrize("box", [[-1, 0, 3, 3], [0, -1, 3, 3], [0, 0, 9, 3], [0, 0, 3, 6], [0, 0, 0, 3], [3, 0, 2, 3]])
def test_boxes_outside_the_picture_are_refused(box):
    check_inside([[0, 0, 8, 5], [1, 1, 2, 2]], rows=5, columns=8)
    with pytest.raises(ValueError, match="Received: "):
        check_inside([[0, 0, 8, 5], box], rows=5, columns=8)


@given(single, single)
def test_the_steps_to_an_iou_lead_to_it(a, b):
    steps = agreement(a, b)
    assert steps.iou == iou(a, b)
    assert steps.shared / steps.together == pytest.approx(steps.iou, abs=1e-6)
    assert steps.together == steps.area_a + steps.area_b - steps.shared
    assert steps.shared == steps.shared_width * steps.shared_height
    assert steps.area_a == (a[2] - a[0]) * (a[3] - a[1])
    assert min(steps.area_a, steps.area_b) >= steps.shared >= 0


def test_a_box_is_read_from_a_text():
    assert read_box("1 2.5, 30,40", rows=40, columns=30) == (1, 2.5, 30, 40)


@pytest.mark.parametrize("text", ["", "1 2 3", "1 2 3 4 5", "a b c", "5 5 5 9", "9 1 2 5", "0 0 31 5", "-1 0 5 5", "nan 0 5 5"])
def test_a_text_that_is_no_box_gets_a_sentence(text):
    with pytest.raises(ValueError, match="a box must"):
        read_box(text, rows=40, columns=30)


def test_no_boxes_are_no_boxes():
    assert non_max_suppression(np.zeros((0, 4)), [], threshold=0.5).tolist() == []


def test_examples_in_docstrings_hold():
    assert doctest.testmod(boxes_module).failed == 0
