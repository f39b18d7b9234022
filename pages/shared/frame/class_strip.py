"""What a learner's class asks of them, on whichever page they are; and the badge that says that one is in a class."""

import string
from html import escape

import streamlit as st

from lessons.catalog import lesson
from lessons.classroom.school_class import ClassError
from lessons.texts import words
from pages.shared.frame.page_turn import go_to_class
from pages.shared.session.class_lead import follow, follows, is_around, leads, look_around
from pages.shared.session.class_seat import code_elsewhere, question_of, seat, tell_progress, told_of_class
from pages.shared.session.class_stage import begin_stage, is_another_stage
from pages.shared.session.class_votes import note_vote
from pages.shared.session.class_wake import hear_of
from pages.shared.session.learner_progress import progress

_FILLED = "background: #0a6b5c; color: #fff; border-color: #0a6b5c"
_CHOSEN = "background: var(--soft); color: var(--accent); border-color: var(--accent)"
_WRONG = (
    "background: light-dark(#f7e1da, #40241c); color: light-dark(#8f2f1d, #f6b3a2); border-color: light-dark(#b2402c, #f0907a)"
)
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
    if place is not None and place.teaches:
        _make_room(place, slug)
    elif place is not None:
        with st.container(key="class_strip"):
            _asked_now(slug)


def _make_room(place, slug):
    """On a lesson's page the teacher has gone on: a vote that is over leaves the phones to the lesson."""
    if leads(slug):
        try:
            place.school_class.fold_vote(place.key)
        except ClassError:
            return


def class_badge():
    """That one is in a class, and the way to its page; for the teacher the switch by which all follow."""
    place = seat()
    if place is not None:
        label = f"*Teaching* {place.code}" if place.teaches else f"*Class* {place.code}{' *following*' if follows() else ''}"
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
    if view.lead is not None:
        _led(view, slug)
    _common_work(view.together, slug)
    if view.vote is not None and not view.vote.is_folded:
        _question(place, view)
    elif slug == "classroom":
        _meanwhile(place, view)


def _common_work(part, slug):
    """What the class does together stands on its page: there it is shown anew, and from elsewhere a link leads to it."""
    if slug == "classroom":
        if is_another_stage(part):
            st.rerun()
    elif part.doing:
        page = lesson("classroom")
        with st.container(key="class_doing"):
            st.page_link(page.page, label=words("classroom", part.doing), icon=page.icon, width="content")


def _meanwhile(place, view):
    """On the class's page: that it waits for the teacher, or the question before once more."""
    if not view.together.doing:
        waits = "led" if view.is_led and view.lead is None else "waiting"
        st.html(f'<p class="class-waiting"><i></i>{words("classroom", waits)}</p>')
    if view.vote is not None:
        with st.expander("The question before"):
            _question(place, view)


def _led(view, slug):
    """That one follows the teacher, and the way out of it and back."""
    with st.container(key="class_led", horizontal=True, vertical_alignment="center", gap="small"):
        if is_around() or slug != view.lead.slug:
            told = "Looking around" if is_around() else f"Your teacher shows: {lesson(view.lead.slug).title}"
            st.html(f"<p>{told}</p>", width="content")
            st.button("Back to the teacher", key="class_back", type="primary", on_click=look_around, args=(False,))
        else:
            st.html(f"<p>{escape(view.name)}: following your teacher</p>", width="content")
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
                _label(option, choice, _mark_of(option, choice, view, made.question)),
                key=f"class_option_{view.vote.turn}_{view.vote.round}_{option}",
                width="stretch",
                disabled=not view.vote.is_open,
                on_click=_vote,
                args=(place, view.vote, option),
            )
        st.markdown(_said(view, made.question))
        _colour_options(view, made.question)


def _mark_of(option, choice, view, question):
    """What stands behind an answer, once the right one is told."""
    if not view.vote.is_shown:
        return ""
    if choice.text == question.right.text:
        return " ✓"
    return " ✗" if option == view.choice else ""


def _colour_options(view, question):
    """Colour the learner's choice, and at the end the right answer and a wrong choice.

    (A button of another type would be another button, and lose the keyboard's focus.)
    """
    colours = {view.choice: _FILLED if view.vote.is_open else _CHOSEN}
    if view.vote.is_shown:
        right = [choice.text for choice in question.choices].index(question.right.text)
        colours = {view.choice: _WRONG} | {right: _FILLED}
    rules = "".join(_rule(view.vote, option, colour) for option, colour in colours.items() if option is not None)
    st.html(f"<i hidden></i><style>{rules}</style>")


def _rule(vote, option, colours):
    """A rule for one answer's button, which is stronger than Streamlit's for the button under the pointer."""
    button = 3 * f".st-key-class_option_{vote.turn}_{vote.round}_{option}"
    return f"{button} button:is(:enabled, :disabled), {button} button:hover:is(:enabled, :disabled) {{ {colours} }}"


def _place_of(vote):
    """While a vote is open, it stays in sight wherever the learner has scrolled to."""
    return "class_open" if vote.is_open else "class_closed"


def _label(option, choice, mark):
    return f"{string.ascii_uppercase[option]}\u2002{choice.text}{mark}"


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
