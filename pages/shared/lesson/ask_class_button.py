"""Beside a question, for the teacher of a class: ask everybody, with the numbers on the wall."""

import streamlit as st

from lessons.classroom.school_class import ClassError
from pages.shared.session.class_seat import ask_class


def ask_class_button(slug, number, question):
    """Show the button, and the way to the votes."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Ask the class", icon=":material/groups:", key=f"{slug}_ask_class", on_click=_ask, args=(slug, number, question)
        )
        st.page_link("pages/classroom/classroom.py", label="See the votes", icon=":material/arrow_forward:", width="content")


def _ask(slug, number, question):
    try:
        ask_class(slug, number, question)
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")
    else:
        st.toast("The question is on every phone.", icon=":material/groups:")
