"""The small network and its slopes as a table: the engine's numbers, and only those slopes that have come so far."""

import re

import numpy as np
import pytest

from lessons.core.backpropagation import forward_and_back, random_weights
from lessons.figures.way_back import STATIONS, way_back

SLOPES = (0, 2, 10, 14, 30, 46, 50)  # how many are known at each station: sums, weights, pooled, after ReLU, map, kernel
NUMBERS = 25 + 4 + 16 + 16 + 4 + 8 + 2 + 2


@pytest.fixture
def drawn(rng):
    image, weights = rng.normal(size=(5, 5)).round(2), random_weights(rng)
    found = forward_and_back(image, weights, 1)
    return lambda reached: way_back(image, weights, found, right=1, classes=("<a>", "b"), reached=reached), found


def cells(html):
    return [text for text in re.findall(r"<td [^>]*>([^<]*)</td>", html) if text]


@pytest.mark.parametrize(("reached", "slopes"), list(zip(STATIONS, SLOPES, strict=True)))
def test_slopes_are_shown_as_far_as_they_have_come(drawn, reached, slopes):
    draw, _ = drawn
    html, told = draw(reached)
    assert html.count("background: light-dark(") == NUMBERS + slopes
    assert html.count("1px dashed") == SLOPES[-1] - slopes
    assert told.endswith(f"with slopes back to {reached}.")
    assert "<a>" not in html


def test_its_numbers_are_the_engines(drawn):
    draw, found = drawn
    html, told = draw(STATIONS[-1])
    shown = {text.replace("−", "-") for text in cells(html)}
    for values in (found.map, found.probabilities, found.d_sums, found.slopes.kernel):
        for value in np.ravel(values):
            assert abs(value) < 0.005 or f"{value:.2f}" in shown
    assert f"b, the right one, gets {found.probabilities[1]:.1%}" in told
