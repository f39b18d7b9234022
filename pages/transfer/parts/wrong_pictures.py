"""The pictures that a network gets wrong, small and in a row: what each is, and what was said."""

from html import escape

import streamlit as st

from lessons.images.resizing import center_square, square
from pages.shared.lesson.light_picture import light_picture

SIDE = 56  # pixels
_SMALL = "font-size: 13px; line-height: 16px; color: var(--ink2); overflow-wrap: anywhere;"


def wrong_pictures(report, labels, images, *, most):
    """Show up to so many of the mistakes of a report, the surest first. `images` are its pictures, in its order."""
    with st.container(key="wrong_pictures", horizontal=True, gap="xsmall"):
        for number in report.mistakes[:most]:
            truth, said = labels[report.targets[number]], labels[report.answers[number]]
            with st.container(width=SIDE + 24, gap="xxsmall"):
                light_picture(
                    square(center_square(images[number]), SIDE), width=SIDE, alt=f"A picture of {truth} that was called {said}"
                )
                st.html(f'<div style="{_SMALL}"><b>{escape(truth)}</b><br>said {escape(said)}</div>')
