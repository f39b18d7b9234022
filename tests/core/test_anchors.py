"""Anchors on a grid: what is encoded comes back, and who answers for what."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.core.anchors import Grid, decode, encode, match_anchors, responsible
from lessons.core.boxes import iou

GRID = Grid(64, 8, (12.0, 24.0))


def box(left, top, width, height):
    return [left, top, min(left + width, 64), min(top + height, 64)]


boxes = st.lists(
    st.builds(box, st.integers(0, 58), st.integers(0, 58), st.integers(6, 40), st.integers(6, 40)), min_size=1, max_size=6
)


def test_anchors_stand_around_the_middles_of_the_cells():
    grid = Grid(6, 3, (2.0, 4.0))
    np.testing.assert_array_equal(grid.boxes[0, 1], [[2, 0, 4, 2], [1, -1, 5, 3]])
    np.testing.assert_array_equal(grid.boxes[2, 0, 0], [0, 4, 2, 6])
    assert grid.boxes.shape == (3, 3, 2, 4)


@given(boxes)
def test_decoding_gives_back_what_was_encoded(made):
    objectness, offsets, numbers = encode(GRID, made)
    decoded = decode(GRID, offsets)
    for place in np.argwhere(numbers >= 0):
        np.testing.assert_allclose(decoded[tuple(place)], made[numbers[tuple(place)]], atol=1e-3)
    np.testing.assert_array_equal(objectness == 1, numbers >= 0)
    assert 1 <= objectness.sum() <= len(made)
    assert numbers.max() == len(made) - 1  # the last one is never pushed out


@given(boxes)
def test_the_responsible_cell_holds_the_middle_and_its_anchor_has_the_nearest_size(made):
    for (row, column, anchor), (left, top, right, bottom) in zip(responsible(GRID, made), made, strict=True):
        assert column * 8 <= (left + right) / 2 <= column * 8 + 8
        assert row * 8 <= (top + bottom) / 2 <= row * 8 + 8
        centred = [(left + right) / 2, (top + bottom) / 2] * 2
        agreements = [
            iou([left, top, right, bottom], np.array(centred) + np.array([-1, -1, 1, 1]) * side / 2) for side in GRID.sides
        ]
        assert agreements[anchor] == pytest.approx(max(agreements))


def test_no_offsets_are_the_anchor_at_the_corner_of_its_cell_and_boxes_end_at_the_border():
    decoded = decode(GRID, np.zeros((8, 8, 2, 4)))
    np.testing.assert_array_equal(decoded[3, 2, 0], [10, 18, 22, 30])
    np.testing.assert_array_equal(decoded[0, 0, 1], [0, 0, 12, 12])
    wild = decode(GRID, np.full((8, 8, 2, 4), 100.0))
    assert np.isfinite(wild).all()
    assert wild.min() >= 0
    assert wild.max() <= 64


def greedy(table):
    """Box -> its best anchor, from a list of all pairs, the best first: another way to the same pairs."""
    pairs = sorted(((-table[anchor, box], anchor, box) for anchor, box in np.ndindex(table.shape)))
    best = {}
    for agreement, anchor, box in pairs:
        if agreement < 0 and box not in best and anchor not in best.values():
            best[box] = anchor
    return best


@given(boxes, st.floats(0.1, 0.9))
def test_ssds_matching_gives_every_box_its_best_free_anchor_and_all_that_agree_enough(made, threshold):
    anchors = GRID.boxes.reshape(-1, 4)
    answers = match_anchors(anchors, made, threshold=threshold)
    table = iou(anchors[:, None], np.array(made)[None])
    best = greedy(table)
    assert set(best) == set(range(len(made)))
    assert all(answers[anchor] == box for box, anchor in best.items())
    others = np.setdiff1d(np.arange(len(anchors)), list(best.values()))
    np.testing.assert_array_equal(answers[others] >= 0, table[others].max(axis=1) >= threshold)
    assert all(table[index, answers[index]] == table[index].max() for index in others if answers[index] >= 0)


def test_no_box_loses_its_anchor_to_a_worse_one_and_none_takes_an_anchor_that_it_does_not_touch():
    anchors = [[0, 0, 4, 4], [0, 0, 10, 10]]
    np.testing.assert_array_equal(match_anchors(anchors, [[0, 0, 4, 4], [0, 0, 4, 3.5]]), [0, 1])
    np.testing.assert_array_equal(match_anchors(anchors, [[20, 20, 24, 24]]), [-1, -1])


def test_a_box_that_is_more_than_four_times_its_anchor_is_asked_for_as_large_as_it_can_be_said():
    grid = Grid(64, 8, (6.0,))
    _, offsets, numbers = encode(grid, [[0, 0, 60, 60]])
    row, column, anchor = np.argwhere(numbers == 0)[0]
    np.testing.assert_allclose(decode(grid, offsets)[row, column, anchor], [18, 18, 42, 42], atol=1e-4)
    np.testing.assert_allclose(offsets[row, column, anchor, 2:], np.log(4), atol=1e-6)


def test_without_boxes_everything_is_background():
    objectness, _, numbers = encode(GRID, np.zeros((0, 4)))
    assert not objectness.any()
    assert (numbers == -1).all()
    assert (match_anchors(GRID.boxes.reshape(-1, 4), []) == -1).all()


@pytest.mark.parametrize("wrong", [[0, 0, 0, 5], [5, 0, 1, 5], [-1, 0, 5, 5], [0, 0, 65, 5], [0, 0, 5, np.nan]])
def test_boxes_without_area_or_outside_the_picture_are_refused(wrong):
    with pytest.raises(ValueError, match="Received: "):
        encode(GRID, [wrong])


@pytest.mark.parametrize("wrong", [{"cells": 0}, {"cells": 65}, {"sides": ()}, {"sides": (0.0,)}, {"sides": (3.0, 3.0)}])
def test_grids_that_can_not_be_are_refused(wrong):
    with pytest.raises(ValueError, match="Received: "):
        Grid(**({"size": 64, "cells": 8, "sides": (12.0,)} | wrong))
