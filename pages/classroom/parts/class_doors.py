"""The two doors to a class: one opens it, the other joins it."""

import streamlit as st

from lessons.texts import words
from pages.shared.session.class_seat import join_class, open_class


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
        with st.container(key="classroom_open"):
            st.html("<h2>Open a class</h2>")
            st.markdown(words("classroom", "open"))
            st.button("Open a class", key="classroom_begin", type="primary", on_click=open_class, icon=":material/groups:")


def _join():
    typed = st.session_state["classroom_code"]
    if typed:
        join_class(typed)
