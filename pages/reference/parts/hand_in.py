"""One button that hands the learner's results in to the class that they are in."""

import time

import streamlit as st

from lessons.classroom.handed_in import handed_in
from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.shared.lesson.plain_text import plain
from pages.shared.session.class_seat import seat
from pages.shared.session.learner_progress import progress


def hand_in(networks):
    """Show under which name they go, and the button; nothing where the learner is in no class."""
    place = seat()
    if place is None or place.teaches:
        return
    with st.container(key="results_hand_in", horizontal=True, vertical_alignment="center", gap="medium"):
        view = place.look()
        part = "handed_in" if view.has_handed_in else "hand_in"
        st.markdown(words("results", part, name=plain(view.name), code=place.code))
        st.button(
            f"Hand in to class {place.code}",
            key="results_hand_in_now",
            type="primary",
            icon=":material/send:",
            on_click=_hand_in,
            args=(place, networks),
        )


def _hand_in(place, networks):
    try:
        place.school_class.hand_in(place.key, handed_in(progress(), networks, time.time()))
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")
