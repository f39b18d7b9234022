"""A picture in a grey square: it keeps its shape, and boxes find back."""

import numpy as np
import pytest

from lessons.images.letterbox import GREY, letterbox


@pytest.mark.parametrize(("rows", "columns"), [(400, 600), (600, 400), (50, 50), (1, 900), (1411, 1411)])
def test_a_picture_stands_in_the_middle_and_everything_else_is_grey(rng, rows, columns):
    fitted = letterbox(rng.integers(0, 256, (rows, columns, 3), dtype=np.uint8), 416)
    assert fitted.pixels.shape == (416, 416, 3)
    assert max(fitted.width, fitted.height) == 416
    assert fitted.width / fitted.height == pytest.approx(columns / rows, rel=0.01) or min(fitted.width, fitted.height) == 1
    outside = np.ones((416, 416), bool)
    outside[fitted.top : fitted.top + fitted.height, fitted.left : fitted.left + fitted.width] = False
    assert (fitted.pixels[outside] == GREY).all()
    assert abs(416 - fitted.width - 2 * fitted.left) <= 1
    assert abs(416 - fitted.height - 2 * fitted.top) <= 1


def test_boxes_find_back_into_the_picture():
    fitted = letterbox(np.zeros((400, 600, 3), np.uint8), 416)
    whole = [fitted.left, fitted.top, fitted.left + fitted.width, fitted.top + fitted.height]
    np.testing.assert_allclose(fitted.back([whole, whole])[1], [0, 0, 600, 400], atol=1)
