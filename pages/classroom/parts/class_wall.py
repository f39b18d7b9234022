"""What the teacher puts on the wall: the code and who is here; while a question is asked, the question and its votes."""

from base64 import b64encode
from html import escape

import streamlit as st

from lessons.catalog import lesson
from lessons.classroom.school_class import ClassError
from lessons.figures.qr_code import qr_svg
from lessons.texts import counted, words
from pages.classroom.parts.ask_now import ask_now, go_on_from
from pages.classroom.parts.asked_twice import asked_twice
from pages.classroom.parts.class_address import class_address, without_code
from pages.classroom.parts.experiment_button import experiment_button
from pages.classroom.parts.human_test_wall import human_test_wall
from pages.classroom.parts.learn_together import learn_together
from pages.classroom.parts.lesson_plan import lesson_plan
from pages.classroom.parts.shown_names import hide_names, shown_name
from pages.classroom.parts.tournament_wall import tournament_wall
from pages.classroom.parts.vote_bars import vote_bars
from pages.classroom.parts.wall_views import ASK, GRID, LEARN, SHEET, TEST, TOURNAMENT, choose_view
from pages.classroom.parts.where_the_class_is import sheet_of_class, where_the_class_is
from pages.shared.lesson.plain_text import plain
from pages.shared.session.class_seat import leave_class, question_of, seat

LOOK_EVERY = 1.0  # seconds
_CHOSEN = "classroom_chosen_learner"


@st.fragment(run_every=LOOK_EVERY)
def class_wall():
    """Show the class as it is now, and look again every second."""
    place = seat()
    if place is None:
        st.rerun()
    seen = place.look()
    if seen.vote is None:
        _between_questions(place, seen)
    else:
        _vote(place, seen)


def _between_questions(place, seen):
    with st.container(key="classroom_views", horizontal=True, vertical_alignment="center"):
        view = choose_view()
        if view != ASK:
            st.space("stretch")
            st.html(f'<p class="class-small-code"><b>{seen.here}</b> here · Class <b>{place.code}</b></p>', width="content")
    if view == LEARN:
        learn_together(place, seen)
    elif view == TOURNAMENT:
        tournament_wall(place, seen)
    elif view == TEST:
        human_test_wall(place, seen)
    elif view == GRID:
        where_the_class_is(place)
    elif view == SHEET:
        sheet_of_class(place)
    else:
        _lobby(place, seen)
        ask_now(place, seen)
        with st.expander("A lesson of 45 minutes"):
            lesson_plan()
        st.caption(words("classroom", "summary"))


def _lobby(place, seen):
    with st.container(key="classroom_lobby", horizontal=True, gap="large"):
        with st.container(key="classroom_entrance"):
            _entrance(place.code)
        with st.container(key="classroom_people", gap="small"):
            st.html(f'<p class="class-count"><b>{seen.here}</b> here</p>')
            _who(place, seen)
            if seen.is_led:
                st.caption(words("classroom", "leads"))
            with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                st.toggle("Lock the door", seen.is_locked, key="classroom_locked", on_change=_lock, args=(place,))
                hide_names()
            asked_twice(
                "End the class",
                sure="End it now",
                stay="Go on",
                goes=words("classroom", "class_goes"),
                key="classroom_end",
                on_sure=leave_class,
            )


def _entrance(code):
    address = class_address(code)
    if address:
        drawn = b64encode(qr_svg(address).encode()).decode()
        square = f'<img src="data:image/svg+xml;base64,{drawn}" alt="QR code of the address {escape(address)}">'
        told = f'<p class="class-address">{escape(without_code(address))}</p><p>{words("classroom", "lobby")}</p>'
        st.html(f'<div class="class-entrance">{square}<div><p class="class-code">{code}</p>{told}</div></div>')
    else:
        st.html(f'<p class="class-code">{code}</p>')
        st.warning(words("classroom", "only_here"), icon=":material/wifi_off:")


def _who(place, seen):
    if not seen.learners:
        st.markdown(words("classroom", "nobody"))
    else:
        with st.container(key="classroom_names", horizontal=True, gap="small"):
            for learner in seen.learners:
                name = plain(shown_name(learner))
                label = name if learner.is_here else f"*{name}, away*"
                st.button(label, key=f"classroom_who_{learner.number}", on_click=_choose, args=(learner.number,))
        chosen = [learner for learner in seen.learners if learner.number == st.session_state.get(_CHOSEN)]
        if chosen:
            _what_to_do_with(place, *chosen)
        else:
            st.caption(words("classroom", "names"))


def _what_to_do_with(place, learner):
    with st.container(key="classroom_remove", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(shown_name(learner))}**", width="content")
        st.button("Change the name", key="classroom_animal", on_click=_call_otherwise, args=(place, learner.number))
        st.button("Take out of the class", key="classroom_take_out", on_click=_remove, args=(place, learner.number))
        st.button("Leave it", key="classroom_keep", type="tertiary", on_click=_choose, args=(None,))


def _choose(number):
    st.session_state[_CHOSEN] = number


def _call_otherwise(place, number):
    _choose(None)
    _do(place, "call_by_an_animal", number)


def _remove(place, number):
    _choose(None)
    _do(place, "remove", number)


def _lock(place):
    _do(place, "lock", st.session_state["classroom_locked"])


def _vote(place, seen):
    vote = seen.vote
    made = question_of(vote.asked)
    with st.container(key="classroom_vote", gap="small"):
        with st.container(key="classroom_voting", horizontal=True, vertical_alignment="center", gap="small"):
            count = f"<b>{seen.answered_of}</b> answered" if vote.is_open else counted(vote.answered, "vote")
            st.html(f'<p class="class-count">{count}</p>', width="content")
            st.space("stretch")
            _next_moves(place, vote)
            _back(vote.asked.slug)
            st.html(f'<p class="class-small-code">Class <b>{place.code}</b></p>', width="content")
        _question(vote, made)
        if vote.may_ask_again and vote.answered:
            st.markdown(words("classroom", "discuss"))
        if vote.is_shown:
            _refute(vote, made.question)


def _question(vote, made):
    """What is asked, and its answers: beside it, where the numbers that it is about take a wall's height."""
    about, answers = st.columns([4, 6], gap="large") if "matrix" in made.given else (st.container(), st.container())
    with about:
        if made.given:
            st.markdown(made.given)
        st.html(f'<p class="class-prompt">{escape(made.question.prompt)}</p>')
    with answers:
        vote_bars(vote, made.question)


def _back(slug):
    """The way back to the lesson of the question."""
    about = lesson(slug)
    st.page_link(about.page, label=f"Back: {about.short or about.title}", icon=":material/arrow_back:", width="content")


def _refute(vote, question):
    """The experiment against the wrong answer that most gave last, where the question has one."""
    given = zip(question.choices, vote.counts[-1], strict=True) if vote.counts else ()
    wrong = [(count, choice) for choice, count in given if count and choice.text != question.right.text and choice.experiment]
    if wrong:
        _, choice = max(wrong, key=lambda each: each[0])
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.markdown(words("classroom", "refute", answer=choice.text), width="content")
            experiment_button(vote.asked.slug, choice.experiment, key="classroom_vote_experiment")


def _next_moves(place, vote):
    """What the teacher can do now."""
    if vote.is_open:
        st.button("Close the vote", key="classroom_close", type="primary", on_click=_do, args=(place, "close_vote"))
    if not vote.is_open and not vote.is_shown:
        kind = "secondary" if vote.may_ask_again else "primary"
        st.button("Show the answer", key="classroom_show", type=kind, on_click=_do, args=(place, "show_answer"))
    if vote.may_ask_again:  # where the vote was closed: the pointer is there
        st.button("Ask again", key="classroom_again", type="primary", on_click=_do, args=(place, "ask_again"))
    kind = "primary" if vote.is_shown else "secondary"
    st.button("Another question", key="classroom_away", type=kind, on_click=_another, args=(place, vote.asked))


def _another(place, asked):
    go_on_from(asked)
    _do(place, "put_away")


def _do(place, what, *arguments):
    """Something that is the teacher's. That the class is over is told by the next look."""
    try:
        getattr(place.school_class, what)(place.key, *arguments)
    except ClassError:
        return
