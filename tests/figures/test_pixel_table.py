"""A pixel without the mean of all photos: what is left is their difference, and words say which way."""

import re

import numpy as np

from lessons.figures.pixel_table import less_the_mean


def test_what_is_left_is_the_difference_and_words_say_which_way():
    html = less_the_mean(np.array([200, 7, 104], np.uint8), (123.68, 116.779, 104.0))
    assert re.findall(r"<b>([^<]+)</b>", html) == ["76.3", "−109.8", "0.0"]
    assert re.findall(r"(?:more|less|as)[a-z ]* usual", html) == ["more red than usual", "less green than usual", "as usual"]
    assert "background: rgb(200, 0, 0)" in html
    assert "background: rgb(0, 117, 0)" in html
