"""The card below the wall: a lesson and one of its questions, for the whole class."""

import secrets

import streamlit as st

from lessons.catalog import CATALOG, lesson
from lessons.classroom.school_class import ClassError
from lessons.classroom.vote import Asked
from lessons.texts import words
from pages.shared.session.learner_progress import progress

_SEED = "classroom_seed"
_SLUGS = [entry.slug for entry in CATALOG if entry.teaches]


def ask_now(place, seen):
    """Show the choice, the question as it will be asked, and the button that asks it."""
    from lessons.texts.warm_ups import question_from_seed  # takes seconds, the first time

    with st.container(key="classroom_ask", gap="small"):
        latest = _latest()
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            slug = st.selectbox(
                "Lesson",
                _SLUGS,
                _SLUGS.index(latest),
                key=_lesson_key(),
                format_func=lambda slug: lesson(slug).title,
                width=260,
                persist_state="session",
            )
            numbers = _numbers(slug)
            number = st.segmented_control(
                "Question",
                numbers,
                default=numbers[0],
                required=True,
                format_func=lambda number: f"{number} ✓" if (slug, number) in seen.asked else str(number),
                key=_number_key(slug),
                persist_state="session",
            )
            st.button("Other numbers", key="classroom_other", on_click=_other_numbers, icon=":material/casino:")
            st.space("stretch")
            seed = st.session_state.setdefault(_SEED, 1)
            made = question_from_seed(slug, number, seed)
            asked = Asked(slug, number, seed, len(made.question.choices))
            st.button("Ask the class", key="classroom_ask_it", type="primary", on_click=_ask, args=(place, asked))
        if made.given:
            st.markdown(made.given)
        st.markdown(f"**{made.question.prompt}**")
        if not made.given:
            st.caption(words("classroom", "ask"))


def go_on_from(asked):
    """Have the next question of the same lesson chosen; after the last one, the first."""
    numbers = _numbers(asked.slug)
    following = (number for number in numbers if number > asked.number)
    st.session_state[_lesson_key()] = asked.slug
    st.session_state[_number_key(asked.slug)] = next(following, numbers[0])


def _numbers(slug):
    """The questions of a lesson that can be asked without its page."""
    from lessons.texts.warm_ups import ideas_that_come_back  # takes seconds, the first time

    return [number for number in range(1, 13) if (slug, number) in ideas_that_come_back()]


def _latest():
    """The lesson that the teacher has opened last."""
    return max(_SLUGS, key=lambda slug: progress().of(slug).opened)


def _lesson_key():
    return f"classroom_lesson_{_latest()}"  # another lesson that is opened is chosen anew


def _number_key(slug):
    return f"classroom_number_{slug}"


def _other_numbers():
    st.session_state[_SEED] = 1 + secrets.randbelow(1_000_000)


def _ask(place, asked):
    try:
        place.school_class.ask(place.key, asked)
    except ClassError:
        return
