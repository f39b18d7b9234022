"""The curve in a narrow place says in words what it draws."""

import re
from itertools import pairwise

import pytest

from lessons.figures.learning_curve import learning_curve
from lessons.work.progress import Epoch


def history(*pairs):
    return [Epoch(number, 0.1, one, 0.2, other) for number, (one, other) in enumerate(pairs, start=1)]


def points(drawn):
    """The places that the two lines go through, one after the other."""
    found = [tuple(map(float, pair.split(","))) for pair in re.findall(r'data-piece="([^"]+)"', drawn)]
    return [found[: len(found) // 2], found[len(found) // 2 :]]


def test_each_epoch_is_a_point_further_right_and_higher_the_more_are_right():
    drawn, finding = learning_curve(history((0.5, 0.25), (0.75, 0.5), (1.0, 1.0)), 5)
    learned, held = points(drawn)
    assert len(learned) == len(held) == 3
    for line in (learned, held):
        assert all(before[0] < after[0] and before[1] > after[1] for before, after in pairwise(line))
    assert learned[-1] == held[-1]
    assert finding == "After 3 of 5 epochs 100% of the pictures held back are right, and 100% of those it learns from."
    assert finding in drawn


def test_before_the_first_epoch_there_is_an_empty_paper_that_says_so():
    drawn, finding = learning_curve([], 20)
    assert points(drawn) == [[], []]
    assert finding == "No epoch is finished yet."


@pytest.mark.parametrize("epochs", [1, 2, 60])
def test_all_points_lie_on_the_paper(epochs):
    drawn, _ = learning_curve(history(*[(0.0, 1.0)] * epochs), epochs)
    for line in points(drawn):
        assert all(0 <= across <= 276 and 0 <= down <= 128 for across, down in line)
