"""A learner's place in a class: what they are called, what they can do, and the way out."""

import streamlit as st

from lessons.classroom.learner_names import LONGEST
from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.classroom.parts.asked_twice import asked_twice
from pages.classroom.parts.give_and_try import give_and_try
from pages.shared.lesson.plain_text import plain
from pages.shared.session.class_seat import leave_class
from pages.shared.session.class_stage import note_stage

_REFUSED = "classroom_name_refused"


def learner_place(place):
    """Show it."""
    view = place.look()
    note_stage(view.together)
    with st.container(key="classroom_place", gap="small"):
        st.markdown(words("classroom", "place", name=plain(view.name)))
        _change_name(place)
    give_and_try(place, view.together)
    with st.container(key="classroom_way_out", gap="small"):
        with st.expander("What your class sees of you"):
            st.markdown(words("classroom", "share"))
            st.markdown(words("classroom", "summary"))
        asked_twice(
            "Leave the class",
            sure="Leave now",
            stay="Stay",
            goes=words("classroom", "place_goes"),
            key="classroom_leave",
            on_sure=leave_class,
        )


def _change_name(place):
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Change your name",
            key="classroom_name",
            max_chars=LONGEST,
            on_change=_rename,
            args=(place,),
            placeholder="Another name",
            label_visibility="collapsed",
            width=220,
        )
        st.button("Change", key="classroom_rename", on_click=_rename, args=(place,))
    refused = st.session_state.pop(_REFUSED, None)
    if refused:
        st.error(refused, icon=":material/error:")


def _rename(place):
    typed = st.session_state["classroom_name"]
    if typed:
        try:
            place.school_class.rename(place.key, typed)
        except ClassError as error:
            st.session_state[_REFUSED] = str(error)
    st.session_state["classroom_name"] = ""
