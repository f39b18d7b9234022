"""Beside a question, for the teacher of a class: ask everybody, with the numbers on the wall, and see how many answered."""

import streamlit as st

from lessons.classroom.school_class import ClassError
from pages.shared.session.class_seat import ask_class, seat

LOOK_EVERY = 1.0  # seconds, while the class answers this question


def ask_class_button(slug, number, question):
    """Show the button, the count, and the way to the votes."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Ask the class", icon=":material/groups:", key=f"{slug}_ask_class", on_click=_ask, args=(slug, number, question)
        )
        if _is_open(seat(), slug, number):
            st.fragment(_answered, run_every=LOOK_EVERY)(slug, number)
        st.page_link("pages/classroom/classroom.py", label="See the votes", icon=":material/arrow_forward:", width="content")


def _answered(slug, number):
    """How many have answered so far. It looks again only while that may change."""
    place = seat()
    if not _is_open(place, slug, number):
        st.rerun()
    seen = place.look()
    st.markdown(f"**{seen.answered_of}** answered", width="content")


def _is_open(place, slug, number):
    """Whether the class is answering this question just now."""
    vote = place.look().vote if place else None
    return vote is not None and vote.is_open and (vote.asked.slug, vote.asked.number) == (slug, number)


def _ask(slug, number, question):
    try:
        has_own_numbers = ask_class(slug, number, question)
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")
    else:
        other = ", with numbers of its own: this page's picture is not on the phones" if has_own_numbers else ""
        st.toast(f"The question is on every phone{other}.", icon=":material/groups:")
