"""What a group gained: the answers of the teacher's class and of files, their figures, and all of it as one file."""

from html import escape

import streamlit as st

from lessons.classroom.answer_sheet import ROUNDS
from lessons.teaching.learning_gain import by_learner, item_figures
from lessons.teaching.learning_gain import group_gain as gain_of
from lessons.teaching.learning_table import LONGEST, learning_csv, read_sheets
from lessons.teaching.learning_test import ITEMS
from lessons.texts import counted, words
from pages.shared.lesson.plain_text import plain
from pages.shared.session.class_seat import seat, teaches_class

LOOK_EVERY = 4.0  # seconds
_HARDEST = 3
_MOST_FILES = 80


def group_gain():
    """Show it; for the teacher of a class it looks again and again for what was handed in."""
    st.fragment(_group_gain, run_every=LOOK_EVERY if teaches_class() else None)()


def _group_gain():
    st.html("<h2>What a group gained</h2>")
    place = seat()
    sheets = list(place.school_class.sheets(place.key)) if place is not None and place.teaches else []
    if sheets:
        st.markdown(words("learning_test", "group_of_class", sheets=counted(len(sheets), "sheet")))
    st.markdown(words("learning_test", "group"))
    files = st.file_uploader(
        "Files with answers",
        "csv",
        accept_multiple_files=True,
        key="learning_test_files",
        label_visibility="collapsed",
        max_upload_size=8,
    )
    for file in (files or [])[:_MOST_FILES]:
        found = read_sheets(file.getvalue()[: 4 * LONGEST].decode("utf-8", "replace"))
        sheets += found
        if not found:
            st.warning(words("learning_test", "nothing_read", name=plain(file.name)))
    if sheets:
        _figures(sheets)
        st.download_button(
            "Save all figures",
            lambda: learning_csv(sheets),
            "test_of_learning.csv",
            "text/csv",
            key="learning_test_figures",
            type="primary",
            icon=":material/download:",
        )


def _figures(sheets):
    gains = [gain for round_ in ROUNDS[1:] if (gain := gain_of(sheets, round_)) is not None]
    learners = by_learner(sheets)
    if not gains:
        there = sum(map(len, learners.values()))
        st.markdown(
            words("learning_test", "no_pair", sheets=counted(there, "sheet"), learners=counted(len(learners), "learner"))
        )
    for each in gains:
        told = words(
            "learning_test",
            "figures",
            before=each.before,
            then=each.after,
            round=each.round,
            learners=counted(each.learners, "learner"),
        )
        gain = "–" if each.gain is None else f"{each.gain:.2f}".replace("-", "−")
        interval = f"{each.interval[0]:.2f} to {each.interval[1]:.2f}".replace("-", "−") if each.interval else ""
        span = f"<span>normalised gain{f', 95% from {interval}' if interval else ''}</span>"
        st.html(f'<p class="test-gain"><b>{gain}</b>{span}</p><p class="test-means">{escape(told)}</p>')
    _hardest(sheets)


def _hardest(sheets):
    """The items that fewest got right in the latest round, and the mistake behind each."""
    figures = item_figures(sheets)
    latest = max(figures, key=lambda each: (ROUNDS.index(each.round), each.learners))
    chosen = [each for each in figures if (each.round, each.form) == (latest.round, latest.form) and each.misconception]
    hardest = sorted(chosen, key=lambda each: each.right)[:_HARDEST]
    if hardest:
        st.markdown(words("learning_test", "hardest", round=latest.round))
        rows = "".join(
            f"<li>{escape(ITEMS[each.item].idea)}: {each.right:.0%} right. Most thought: {escape(each.misconception)}.</li>"
            for each in hardest
        )
        st.html(f'<ul class="test-hardest">{rows}</ul>')
