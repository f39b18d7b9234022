"""Two kernels in a row beside one: what the figure says is what was found."""

import numpy as np
import pytest

from lessons.core.composition import two_layers
from lessons.core.kernels import KERNELS
from lessons.figures.two_kernels import two_kernels


@pytest.mark.parametrize("first", ["sobel_x", "box_blur"])
@pytest.mark.parametrize("bend", [None, "ReLU"])
def test_every_number_of_the_kernels_is_written_and_what_is_missed(rng, first, bend):
    image = rng.integers(0, 256, (20, 30)).astype(np.float32)
    one, two = KERNELS[first], KERNELS["sobel_y"]
    found = two_layers(image, one, two)
    html, finding = two_kernels(
        image.astype(np.uint8), (one, two), found.kernels[bool(bend)], found.bent if bend else found.straight,
        names=("<b>", "B"), bend=bend, missed=found.error if bend else found.difference,
    )  # fmt: skip
    assert html.count("<span style") == one.size + two.size + found.kernels[0].size
    assert "<b>" not in html
    assert ("nothing at all" in html) == ("misses 0%" in finding)
    assert f"misses {found.error if bend else 0:.0%} of their map" in finding


def test_nothing_but_zeros_is_drawn_too():
    flat = np.zeros((9, 9), np.float32)
    found = two_layers(flat, KERNELS["sobel_x"], KERNELS["sobel_y"])
    two_kernels(
        flat.astype(np.uint8), (KERNELS["sobel_x"], KERNELS["sobel_y"]), found.kernels[1], found.bent,
        names=("A", "B"), bend="ReLU", missed=found.error,
    )  # fmt: skip
