"""A learner's place in a class: what they are called, and the way out."""

import streamlit as st

from lessons.classroom.learner_names import LONGEST
from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.classroom.parts.give_and_try import give_and_try
from pages.shared.lesson.plain_text import plain
from pages.shared.session.class_seat import leave_class
from pages.shared.session.class_stage import note_stage


def learner_place(place):
    """Show it."""
    view = place.look()
    note_stage(view.together)
    give_and_try(place, view.together)
    with st.container(key="classroom_place"):
        st.markdown(words("classroom", "place", name=plain(view.name)))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_input(
                "Be called something else",
                key="classroom_name",
                max_chars=LONGEST,
                on_change=_rename,
                args=(place,),
                placeholder="A new name",
                width=240,
            )
            st.button("Leave the class", key="classroom_leave", on_click=leave_class)
        st.caption(words("classroom", "share"))


def _rename(place):
    typed = st.session_state["classroom_name"]
    if typed:
        try:
            place.school_class.rename(place.key, typed)
        except ClassError as error:
            st.toast(str(error), icon=":material/groups:")
    st.session_state["classroom_name"] = ""
