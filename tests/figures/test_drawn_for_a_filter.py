"""The bars of a drawing that grows, and small pictures in rows, say in words what they show."""

import re

import numpy as np

from lessons.figures.climbing import climbing_bars
from lessons.figures.photo_places import photo_places
from lessons.texts import figure


def heights(drawn):
    return [int(high) for high in re.findall(r"flex: 1; height: (\d+)px", drawn)]


def test_bars_are_as_high_as_the_answer_is_strong_and_there_is_a_place_for_each_step():
    drawn, finding = climbing_bars([1, 2, 4], 8, title="How strong", spell=figure)
    highs = heights(drawn)
    assert len(highs) == 8
    assert highs[0] * 4 == highs[1] * 2 == highs[2]
    assert highs[3:] == [0] * 5
    assert finding == "How strong: 1 before the first of 8 steps, 4 at step 3."
    assert heights(climbing_bars((), 8, title="How strong", spell=figure)[0]) == [0] * 8
    assert "1,235" in climbing_bars([0, 1234.6], 2, title="How strong", spell=figure)[1]


def test_each_picture_has_its_words():
    drawn = photo_places([(np.zeros((4, 9, 3), np.uint8), "A <cat>: 9")], side=80, finding="Places")
    assert drawn.count("<img") == 1
    assert drawn.count("A &lt;cat&gt;: 9") == 2  # as its alternative text, and below it
