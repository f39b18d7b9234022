"""The two doors to a class: one joins it, the other opens it."""

import streamlit as st

from lessons.texts import words
from pages.classroom.parts.lesson_plan import lesson_plan
from pages.classroom.parts.wall_views import begin_with_code
from pages.shared.session.class_seat import join_class, open_class, told_of_class

_REFUSED = "classroom_code_refused"


def class_doors():
    """Show both."""
    with st.container(key="classroom_doors", horizontal=True, gap="large"):
        with st.container(key="classroom_join"):
            st.html("<h2>Join a class</h2>")
            st.markdown(words("classroom", "join"))
            with st.container(key="classroom_letters", horizontal=True, vertical_alignment="bottom", gap="small"):
                st.text_input(
                    "Code of the class",
                    key="classroom_code",
                    max_chars=12,
                    on_change=_join,
                    width=260,
                    label_visibility="collapsed",
                    placeholder="Six letters",
                )
                st.button("Join", key="classroom_come_in", type="primary", on_click=_join)
            refused = st.session_state.pop(_REFUSED, None)
            if refused:
                st.error(refused, icon=":material/error:")
        with st.container(key="classroom_open"):
            st.html("<h2>Teach a class</h2>")
            st.markdown(words("classroom", "open"))
            st.button("Open a class", key="classroom_begin", type="primary", on_click=_open, icon=":material/groups:")
            with st.expander("A lesson of 45 minutes"):
                lesson_plan()


def _open():
    begin_with_code()
    open_class()


def _join():
    typed = st.session_state["classroom_code"]
    if typed and not join_class(typed):
        st.session_state[_REFUSED] = told_of_class()  # beside the field, and not at the top of the page
