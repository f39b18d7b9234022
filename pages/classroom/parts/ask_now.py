"""The card below the wall: a lesson and one of its questions, for the whole class."""

import secrets

import streamlit as st

from lessons.catalog import CATALOG, lesson
from lessons.classroom.school_class import ClassError
from lessons.classroom.vote import Asked
from lessons.texts import words
from pages.shared.session.learner_progress import progress

_SEED = "classroom_seed"


def ask_now(place):
    """Show the choice, the question as it will be asked, and the button that asks it."""
    from lessons.texts.warm_ups import ideas_that_come_back, question_from_seed  # takes seconds, the first time

    with st.container(key="classroom_ask", gap="small"):
        slugs = [entry.slug for entry in CATALOG if entry.teaches]
        latest = _latest(slugs)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            slug = st.selectbox(
                "Lesson",
                slugs,
                slugs.index(latest),
                key=f"classroom_lesson_{latest}",  # another lesson that is opened is chosen anew
                format_func=lambda slug: lesson(slug).title,
                width=260,
                persist_state="session",
            )
            numbers = [number for number in range(1, 13) if (slug, number) in ideas_that_come_back()]
            number = st.segmented_control(
                "Question", numbers, default=numbers[0], required=True, key=f"classroom_number_{slug}", persist_state="session"
            )
            st.button("Other numbers", key="classroom_other", on_click=_other_numbers, icon=":material/casino:")
            st.space("stretch")
            seed = st.session_state.setdefault(_SEED, 1)
            made = question_from_seed(slug, number, seed)
            asked = Asked(slug, number, seed, len(made.question.choices))
            st.button("Ask the class", key="classroom_ask_it", type="primary", on_click=_ask, args=(place, asked))
        st.markdown(f"{made.question.prompt}")
        if not made.given:
            st.caption(words("classroom", "ask"))


def _latest(slugs):
    """The lesson that the teacher has opened last."""
    return max(slugs, key=lambda slug: progress().of(slug).opened)


def _other_numbers():
    st.session_state[_SEED] = 1 + secrets.randbelow(1_000_000)


def _ask(place, asked):
    try:
        place.school_class.ask(place.key, asked)
    except ClassError:
        return
