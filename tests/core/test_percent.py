"""A share in per cent never says all or nothing where it isn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.core.percent import alike, percent


@pytest.mark.parametrize(
    ("share", "digits", "text"),
    [
        (0, 1, "0%"),
        (1, 1, "100%"),
        (0.4031, 1, "40.3%"),
        (2 / 9900, 1, "< 0.1%"),
        (0.99996, 1, "> 99.9%"),
        (0.9996, 0, "> 99%"),
        (0.002, 0, "< 1%"),
        (0.0004, 2, "0.04%"),
    ],
)
def test_shares_as_one_writes_them(share, digits, text):
    assert percent(share, digits) == text


@given(share=st.floats(0, 1), digits=st.integers(0, 3))
def test_only_all_is_all_and_only_nothing_is_nothing(share, digits):
    text = percent(share, digits)
    number = float(text.strip("<> %")) / 100
    assert (number == 0) == (share == 0)
    assert (number == 1) == (share == 1)
    if "<" in text:
        assert share < number
    elif ">" in text:
        assert share > number
    else:
        assert abs(number - share) <= 0.51 * 10 ** -(digits + 2)


def test_what_is_no_more_alike_than_by_chance_is_not_alike_and_only_the_same_is_all_alike():
    assert [alike(value) for value in (1, 0.99999, 0.9989, 0.424, 0, -0.3)] == ["100%", "100%", "> 99%", "42%", "0%", "0%"]
