"""A leak that one can switch on: near-copies of the test pictures are learned from, and the test praises what it should not."""

from html import escape

import numpy as np
import streamlit as st

from lessons.images.resizing import square
from lessons.texts import counted, words
from lessons.training.data_leakage import NEW, leakage
from pages.shared.lesson.light_picture import light_picture
from pages.transfer.parts.answer_wall import answer_wall

SHOWN, SIDE = 6, 64  # pairs of pictures, and pixels
FIRST = 6  # the seed at first: the figures of this draw are near the mean of many
_SMALL = "font-size: 14px; line-height: 18px;"
_NUMBER = "font-size: 32px; line-height: 34px; font-weight: 600; font-variant-numeric: tabular-nums;"
_TRACK = "height: 13px; border-radius: 3px; background: var(--sunk); overflow: hidden;"


def leak_choice(first, second):
    """The controls, each in a place of its own: (whether the test leaks, the seed of the pictures)."""
    leaks = first.toggle("Let the test leak", key="judge_leak", bind="query-params")
    seed = second.number_input("Draw of digits", 0, 999, FIRST, key="judge_seed", bind="query-params", width=140)
    return leaks, int(seed)


def show_leak(leaks, seed, beside):
    """Both figures, the test's pictures, and beside them what was learned from that is nearest to each. Returns the figures."""
    told = leakage(float(leaks), seed)
    tested, new = told.test_report, told.new_report
    colour = "light-dark(#b2402c, #f0907a)" if leaks else "var(--accent)"
    for name, report, shade in (("right on the test", tested, colour), (f"right on {NEW} new pictures", new, "var(--line2)")):
        number = f'<span style="{_NUMBER}">{report.accuracy:.0%}</span> {escape(name)}'
        filled = f"width: {100 * report.accuracy:.1f}%; height: 100%; background: {shade}; transition: width 600ms;"
        st.html(f'<div>{number}<div style="{_TRACK}"><div style="{filled}"></div></div></div>')
    answer_wall(tested, told.labels, key="judge_leak_wall", images=told.test_images, wide=288, high=150)
    honest = leakage(0.0, seed)
    before = {"test_before": honest.test_report.accuracy, "new_before": honest.new_report.accuracy}
    about = {"count": counted(told.leaked, "test picture"), "test": tested.accuracy, "new": new.accuracy} | before
    st.caption(words("judge", "leak_on" if leaks else "leak_off", **about))
    with beside:
        st.html(f'<div style="font-size: 17px; line-height: 22px; font-weight: 600;">{escape(words("judge", "pairs"))}</div>')
        _pairs(told)
        st.html(f'<div style="{_SMALL}">{escape(words("judge", "pairs_leak" if leaks else "pairs_honest"))}</div>')
        if leaks:  # before, one guesses what comes of it
            st.caption(words("judge", "leak"))
    return tested.accuracy, new.accuracy


def _pairs(told):
    """Some test pictures, and below each the nearest one that was learned from."""
    places = np.linspace(0, len(told.test_images) - 1, SHOWN).round().astype(int)
    with st.container(horizontal=True, gap="small"):
        for place in places:
            with st.container(width=SIDE + 8, gap="xxsmall"):
                label = told.labels[told.test_report.targets[place]]
                light_picture(square(told.test_images[place], SIDE), width=SIDE, alt=f"A test picture of {label}")
                light_picture(square(told.nearest[place], SIDE), width=SIDE, alt="The nearest picture that was learned from")
