"""What to look at in a test: its surest mistakes; where there is none, the pictures that came nearest to one."""

from html import escape

import streamlit as st

from lessons.core.percent import percent
from lessons.images.resizing import center_square, square
from lessons.texts import counted, words
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.plain_text import plain
from pages.transfer.parts.wrong_pictures import wrong_pictures

LARGE, SIDE, ROW = 104, 56, 92  # pixels, the last of a row of mistakes
SEVERAL, SURE = 4, 0.9  # mistakes that may share an answer, and a probability from which there is no doubt
NEAREST = 4  # pictures that came nearest to a mistake
_SMALL = "font-size: 13px; line-height: 16px; color: var(--ink2); overflow-wrap: anywhere;"


def closest_calls(report, labels, images, *, most, limit=0.0, beside=None):
    """Show up to so many of them. `images` are the pictures of the report, in its order.

    `limit`: how sure it must be to answer at all; what it is less sure of is no mistake any more.
    `beside`: function that shows something beside the heading, where nothing is wrong.
    """
    wrong = len(report.mistakes)
    if wrong:
        left = int((report.confidence[report.mistakes] >= limit).sum())
        about = {"count": counted(wrong, "mistake"), "all": len(report.targets), "left": left, "limit": limit}
        _heading(words("judge", "wrong" if left == wrong else "wrong_left" if left else "none_left", **about))
        if left:
            wrong_pictures(report, labels, images, most=min(most, left))  # the surest come first
            _say_what_they_share(report, labels)
        else:
            st.space(ROW)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        _heading(words("judge", "none_wrong", all=len(report.targets)))
        if beside:
            beside()
    first, *others = report.nearest_to_a_mistake[:NEAREST]
    with st.container(key="closest_calls", horizontal=True, gap="small"):
        with st.container(width=LARGE):
            light_picture(
                square(center_square(images[first]), LARGE), width=LARGE, alt=f"A picture of {labels[report.targets[first]]}"
            )
        st.html(_bars(report.probabilities[first], labels), width=190)
        for number in others:
            truth = labels[report.targets[number]]
            with st.container(width=SIDE + 12, gap="xxsmall"):
                light_picture(square(center_square(images[number]), SIDE), width=SIDE, alt=f"A picture of {truth}")
                share = report.probabilities[number, report.targets[number]]
                st.html(f'<div style="{_SMALL}">{escape(truth)}<br>{percent(share)}</div>')


def _say_what_they_share(report, labels):
    """Where several mistakes are one and the same word, and no sure one, that is what it says in doubt."""
    said, most = {int(report.answers[number]) for number in report.mistakes}, float(report.confidence[report.mistakes].max())
    if len(said) == 1 and len(report.mistakes) >= SEVERAL and len(labels) > 2 and most < SURE:
        st.caption(words("judge", "one_answer", label=plain(labels[said.pop()]), most=most))


def _heading(said):
    st.html(f'<div style="font-size: 17px; line-height: 22px; font-weight: 600;">{escape(said)}</div>', width="content")


def _bars(probabilities, labels, most=3):
    """The most probable classes of a picture as bars."""
    rows = []
    for place in (-probabilities).argsort(kind="stable")[:most]:
        share = float(probabilities[place])
        colour = "var(--accent)" if not rows else "var(--line2)"
        words_of = (
            f'<span style="overflow: hidden; text-overflow: ellipsis;">{escape(labels[place])}</span><b>{percent(share)}</b>'
        )
        line = f'<div style="width: {100 * share:.1f}%; height: 100%; background: {colour};"></div>'
        rows.append(
            f'<div style="display: flex; justify-content: space-between; gap: 8px; white-space: nowrap;">{words_of}</div>'
            f'<div style="height: 10px; border-radius: 3px; background: var(--sunk); margin-bottom: 6px;">{line}</div>'
        )
    return f'<div style="font-size: 15px; line-height: 20px;">{"".join(rows)}</div>'
