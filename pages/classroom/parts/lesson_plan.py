"""For a teacher who has no plan yet: a lesson of 45 minutes with a class, in five lines."""

import streamlit as st

from lessons.catalog import lesson
from lessons.texts import words

_LINES = (
    ("plan_begin", "classroom"),
    ("plan_show", "network"),
    ("plan_ask", "pixels"),
    ("plan_learn", "train"),
    ("plan_end", "on_paper"),
)


def lesson_plan():
    """Show it, each line with a link to its page."""
    with st.container(key="classroom_plan", gap=None):
        for part, slug in _LINES:
            minutes, told = words("classroom", part).split("\n", 1)
            page = lesson(slug)
            with st.container(horizontal=True, vertical_alignment="top", gap="small"):
                st.html(f"<b>{minutes}</b>", width=64)
                with st.container(gap=None):
                    st.markdown(told)
                    if slug != "classroom":
                        st.page_link(page.page, label=page.title, icon=page.icon, width="content")
