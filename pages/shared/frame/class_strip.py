"""What a learner's class asks of them, on whichever page they are; and the badge that says that one is in a class."""

import string

import streamlit as st

from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.shared.session.class_seat import question_of, seat, told_of_class

ASK_EVERY = 1.0  # seconds


def class_strip():
    """Say what is to be said of the class, and show what it asks a learner."""
    place = seat()
    told = told_of_class()
    if told:
        st.warning(told, icon=":material/groups:")
    if place is not None and not place.teaches:
        with st.container(key="class_strip"):
            _asked_now()


def class_badge():
    """That one is in a class, and the way to its page. Nothing where one isn't."""
    place = seat()
    if place is not None:
        label = f"Teaching {place.code}" if place.teaches else f"Class {place.code}"
        with st.container(key="frame_class", width="content"):
            st.page_link("pages/classroom/classroom.py", label=label, icon=":material/groups:", width="content")


@st.fragment(run_every=ASK_EVERY)
def _asked_now():
    place = seat()
    if place is None:
        st.rerun()  # the class is over: the badge goes, and why is told
    view = place.look()
    if view.vote is None:
        return
    made = question_of(view.vote.asked)
    choices = made.question.choices
    with st.container(key="class_question", gap="small"):
        if made.given:
            st.markdown(made.given)
        st.markdown(f"**{made.question.prompt}**")
        for option, choice in enumerate(choices):
            st.button(
                _label(option, choice, view.vote.is_shown and choice.text == made.question.right.text),
                key=f"class_option_{view.vote.turn}_{view.vote.round}_{option}",
                type="primary" if view.choice == option else "secondary",
                width="stretch",
                disabled=not view.vote.is_open,
                on_click=_vote,
                args=(place, view.vote, option),
            )
        st.markdown(_said(view, made.question))


def _label(option, choice, is_told_right):
    return f"{string.ascii_uppercase[option]}\u2002{choice.text}{' ✓' if is_told_right else ''}"


def _vote(place, vote, option):
    try:
        place.school_class.vote(place.key, vote.turn, vote.round, option)
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")


def _said(view, question):
    """What a learner is told below the answers."""
    if view.vote.is_shown:
        if view.choice is None:
            return f"Right is: {question.right.text}. {question.right.note}"
        chosen = question.choices[view.choice]
        return chosen.note if chosen.text == question.right.text else f"Not quite. {chosen.note}"
    if not view.vote.is_open:
        return words("classroom", "closed")
    if view.choice is None:
        return words("classroom", "answer_again" if view.vote.round > 1 else "answer")
    return words("classroom", "answered")
