"""What a learner's class asks of them, on whichever page they are; and the badge that says that one is in a class."""

import string

import streamlit as st

from lessons.catalog import lesson
from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.shared.frame.page_turn import go_to_class
from pages.shared.session.class_lead import follow, follows, is_around, look_around
from pages.shared.session.class_seat import code_elsewhere, question_of, seat, tell_progress, told_of_class
from pages.shared.session.class_stage import begin_stage, is_another_stage
from pages.shared.session.class_votes import note_vote
from pages.shared.session.class_wake import hear_of
from pages.shared.session.learner_progress import progress

ASK_EVERY = 2.0  # seconds: a change is told sooner, by `wake_class`; this also says that the learner is here


def class_strip(slug):
    """Say what is to be said of the class, and show what it asks a learner, who is on the page of that slug."""
    place = seat()
    begin_stage()
    elsewhere = code_elsewhere()
    if elsewhere:
        go_to_class(elsewhere)
    told = told_of_class()
    if told:
        st.warning(told, icon=":material/groups:")
    if place is not None and not place.teaches:
        with st.container(key="class_strip"):
            _asked_now(slug)


def class_badge():
    """That one is in a class, and the way to its page; for the teacher the switch by which all follow."""
    place = seat()
    if place is not None:
        label = f"Teaching {place.code}" if place.teaches else f"Class {place.code}{', following' if follows() else ''}"
        with st.container(key="frame_class", width="content", horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link("pages/classroom/classroom.py", label=label, icon=":material/groups:", width="content")
            if place.teaches:
                st.toggle("Follow me", place.look().is_led, key="frame_follow", on_change=_lead, args=(place,))


def _lead(place):
    try:
        place.school_class.lead(place.key, st.session_state["frame_follow"])
    except ClassError:
        return


@st.fragment(run_every=ASK_EVERY)
def _asked_now(slug):
    place = seat()
    if place is None:
        st.rerun()  # the class is over: the badge goes, and why is told
    hear_of(place.school_class)
    view = place.look()
    tell_progress(progress())
    follow(view, slug)
    _common_work(view.together, slug)
    if view.lead is not None:
        _led()
    if view.vote is not None:
        _question(place, view)


def _common_work(part, slug):
    """What the class does together stands on its page: there it is shown anew, and from elsewhere a link leads to it."""
    if slug == "classroom":
        if is_another_stage(part):
            st.rerun()
    elif part.doing:
        page = lesson("classroom")
        with st.container(key="class_doing"):
            st.page_link(page.page, label=words("classroom", part.doing), icon=page.icon, width="content")


def _led():
    """That one follows the teacher, and the way out of it and back."""
    with st.container(key="class_led", horizontal=True, vertical_alignment="center", gap="small"):
        if is_around():
            st.html("<p>Looking around</p>", width="content")
            st.button("Back to the teacher", key="class_back", type="primary", on_click=look_around, args=(False,))
        else:
            st.html("<p>Following your teacher</p>", width="content")
            if st.button("Look around", key="class_look"):
                look_around(True)
                st.rerun()


def _question(place, view):
    made = question_of(view.vote.asked)
    note_vote(place.code, view.vote, view.choice, made.question)
    choices = made.question.choices
    with st.container(key="class_question", gap=None), st.container(key=_place_of(view.vote), gap="small"):
        if made.given:
            st.markdown(made.given)
        st.markdown(f"**{made.question.prompt}**")
        for option, choice in enumerate(choices):
            st.button(
                _label(option, choice, view.vote.is_shown and choice.text == made.question.right.text),
                key=f"class_option_{view.vote.turn}_{view.vote.round}_{option}",
                width="stretch",
                disabled=not view.vote.is_open,
                on_click=_vote,
                args=(place, view.vote, option),
            )
        st.markdown(_said(view, made.question))
        _mark_choice(view)


def _mark_choice(view):
    """Fill the button of the learner's choice. (Of another type it would be another button, and lose the keyboard's focus.)"""
    chosen = f".st-key-class_option_{view.vote.turn}_{view.vote.round}_{view.choice} button"
    colours = "background: #0a6b5c; color: #fff" if view.vote.is_open else "background: var(--soft); color: var(--accent)"
    st.html(f"<i hidden></i><style>{chosen}:is(:enabled, :disabled) {{ {colours}; border-color: var(--accent) }}</style>")


def _place_of(vote):
    """While a vote is open, it stays in sight wherever the learner has scrolled to."""
    return "class_open" if vote.is_open else "class_closed"


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
    return words("classroom", "answered", letter=string.ascii_uppercase[view.choice])
