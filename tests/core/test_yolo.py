"""Numbers of an anchor as a box: laws, and one that was worked out by hand."""

import numpy as np
import pytest
from scipy.special import expit

from lessons.core.yolo import GRIDS, SIZE, box_steps, read_boxes, sigmoid


def test_zeros_are_the_anchor_in_the_middle_of_its_cell():
    for grid in GRIDS:
        for anchor, (width, height) in enumerate(grid.anchors):
            steps = box_steps([0, 0, 0, 0], grid, 3, 5, anchor)
            assert (steps.x, steps.y) == (5.5 * grid.step, 3.5 * grid.step)
            assert (steps.width, steps.height) == (width, height)


def test_a_box_by_hand():
    """A cell of 32 pixels; e to the power of ln 2 is twice the anchor."""
    steps = box_steps([np.log(3), -np.log(3), np.log(2), -np.log(2)], GRIDS[0], 5, 6, 1)
    assert (steps.across, steps.down) == pytest.approx((0.75, 0.25))
    assert (steps.x, steps.y) == pytest.approx((6.75 * 32, 5.25 * 32))
    assert (steps.width, steps.height) == pytest.approx((270, 84.5))
    assert steps.box == pytest.approx((216 - 135, 168 - 42.25, 216 + 135, 168 + 42.25))


def test_all_boxes_at_once_are_those_of_the_steps(rng):
    for grid in GRIDS:
        said = rng.normal(0, 1.5, (grid.cells, grid.cells, 3, 85)).astype(np.float32)
        boxes = read_boxes(said, grid)
        for row, column, anchor in [*rng.integers(0, (grid.cells, grid.cells, 3), (20, 3)), (0, 0, 0)]:
            expected = box_steps(said[row, column, anchor], grid, row, column, anchor).box
            np.testing.assert_allclose(boxes[row, column, anchor], expected, rtol=1e-5, atol=1e-3)


def test_a_middle_never_leaves_its_cell(rng):
    grid = GRIDS[1]
    boxes = read_boxes(rng.normal(0, 30, (26, 26, 3, 4)).clip(-60, 4), grid)
    middles = (boxes[..., :2] + boxes[..., 2:]) / 2
    corners = np.stack(np.meshgrid(np.arange(26), np.arange(26)), axis=-1)[:, :, None] * grid.step
    assert (middles >= corners - 1e-2).all()
    assert (middles <= corners + grid.step + 1e-2).all()
    assert grid.step * grid.cells == SIZE


def test_sigmoid_is_scipys_and_overflows_nowhere(rng):
    values = np.concatenate([rng.normal(0, 10, 200), [-1e4, 1e4, 0]])
    np.testing.assert_allclose(sigmoid(values), expit(values), atol=1e-12)
