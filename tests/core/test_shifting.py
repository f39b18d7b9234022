"""A convolution follows its picture, as far as the stride lets it."""

import numpy as np
import pytest

from lessons.core.kernels import KERNELS
from lessons.core.shifting import ROOM, move_picture


@pytest.fixture
def image(rng):
    return rng.integers(0, 256, (12, 60)).astype(np.float32)


@pytest.mark.parametrize(("shift", "stride"), [(1, 1), (7, 1), (4, 2), (6, 3), (16, 4)])
def test_the_map_moves_along_with_multiples_of_the_stride(image, shift, stride):
    moved = move_picture(image, KERNELS["sobel_x"], shift, stride=stride)
    assert moved.cells == shift // stride
    assert moved.difference == 0
    np.testing.assert_array_equal(moved.before[:, moved.cells :], moved.after[:, : -moved.cells])


@pytest.mark.parametrize(("shift", "stride"), [(1, 2), (3, 2), (5, 4)])
def test_it_does_not_with_other_shifts(image, shift, stride):
    assert move_picture(image, KERNELS["sobel_x"], shift, stride=stride).difference > 0.1


@pytest.mark.parametrize("shift", [0, ROOM + 1, -1])
def test_a_shift_out_of_range(image, shift):
    with pytest.raises(ValueError, match="shift must be 1 to 16"):
        move_picture(image, KERNELS["sobel_x"], shift)


def test_a_picture_that_is_too_small_to_move():
    with pytest.raises(ValueError, match=r"48 columns wide or more\. Received: shift=3 and 47 columns"):
        move_picture(np.zeros((9, 47)), KERNELS["sobel_x"], 3)
