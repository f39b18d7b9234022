"""The dots of a test: one for each picture, and the words for those who can't see them."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lessons.figures.answer_dots import answer_dots

LINE = "var(--line2)"


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), min_size=1, max_size=80))
def test_every_picture_is_a_dot_filled_where_it_is_right_and_small_where_nothing_is_said(pictures):
    targets, answers = (np.array([picture[place] for picture in pictures]) for place in (0, 1))
    sure = np.array([picture[2] for picture in pictures])
    html, finding = answer_dots(targets, answers, ["a", "b", "<c>"], sure=sure, colour="red")
    right = (targets == answers) & sure
    assert html.count("px red") == right.sum()
    assert html.count(f"0 0px {LINE}") == (sure & ~right).sum()
    assert html.count(f"0 -3px {LINE}") == (~sure).sum()
    for number, label in enumerate(["a", "b", "<c>"]):
        assert f"{label} {right[targets == number].sum()} of {(targets == number).sum()}" in finding
    assert "<c>" not in html


def test_what_is_locked_tells_nothing():
    targets = np.array([0, 1, 1])
    html, finding = answer_dots(targets, None, ["a", "b"], colour="red")
    assert "red" not in html
    assert finding == "3 pictures, not opened yet."


def test_a_class_with_many_pictures_goes_on_below():
    html, _ = answer_dots(np.zeros(25, int), np.zeros(25, int), ["a"], colour="red", in_row=10)
    places = re.findall(r"(\d+)px (\d+)px 0 0px red", html)
    assert len(set(places)) == 25
    assert len({row for _, row in places}) == 3
