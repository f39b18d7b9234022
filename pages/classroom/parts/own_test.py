"""A learner's own test: the code and the round, one question at a time, and what becomes of the answers."""

import string
import time
from dataclasses import dataclass, field

import streamlit as st

from lessons.classroom.answer_sheet import LONGEST, ROUNDS, cleaned_code
from lessons.classroom.school_class import ClassError
from lessons.teaching.learning_gain import by_learner, gains_of
from lessons.teaching.learning_item import RIGHT, UNKNOWN
from lessons.teaching.learning_table import learning_csv
from lessons.teaching.learning_test import ITEMS, placed_test, sheet_of
from lessons.texts import words
from pages.shared.session.class_seat import seat
from pages.shared.session.desk import desk

_TEST, _SHEETS = "learning_test", "learning_test_sheets"
_TAP = 0.3  # seconds: what comes sooner after an answer was meant for the question before


@dataclass
class _Test:
    """A test that is being taken."""

    code: str
    round: str
    placed: tuple
    chosen: dict[int, str] = field(default_factory=dict)  # item -> name of an option
    place: int = 0
    answered: float = 0.0
    is_in: str = ""  # the class that it was handed in to


def is_begun():
    """Whether a test is being taken."""
    return _TEST in desk()


def is_finished():
    """Whether the test has an answer to each question, and the learner is not looking back."""
    return is_begun() and desk()[_TEST].place >= len(ITEMS)


def begin():
    """Ask for a code and a round."""
    st.html("<h2>Take the test</h2>")
    st.markdown(words("learning_test", "take"))
    round_ = st.segmented_control(
        "When is it?", ROUNDS, default=ROUNDS[0], required=True, format_func=str.capitalize, key="learning_test_round"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        typed = st.text_input("Your code", key="learning_test_code", max_chars=2 * LONGEST, placeholder="OTTER42", width=220)
        st.button("Begin", key="learning_test_begin", type="primary", on_click=_begin, args=(round_,))
    if typed and cleaned_code(typed) is None:
        st.markdown(f":orange[{words('learning_test', 'no_code')}]")
    else:
        st.caption(words("learning_test", "code"))


def question():
    """Show the question that comes next, and its answers."""
    test = desk()[_TEST]
    placed = test.placed[test.place]
    with st.container(key="learning_test_question", gap="small"):
        share = 100 * test.place / len(ITEMS)
        st.html(f'<p class="test-place"><b>{test.place + 1}</b> of {len(ITEMS)}<i><u style="width:{share:.0f}%"></u></i></p>')
        st.markdown(f"## {placed.asked.prompt}")
        for option, name in enumerate(placed.order):
            label = f"{string.ascii_uppercase[option]}\u2002{placed.asked.options[name]}"
            is_chosen = test.chosen.get(placed.item) == name
            st.button(
                f"{label} ✓" if is_chosen else label,
                key=f"learning_test_option_{option}",
                width="stretch",
                on_click=_answer,
                args=(test, placed.item, name),
            )
        is_unknown = test.chosen.get(placed.item) == UNKNOWN
        st.button(
            "I don’t know yet ✓" if is_unknown else "I don’t know yet",
            key="learning_test_unknown",
            type="tertiary",
            on_click=_answer,
            args=(test, placed.item, UNKNOWN),
        )
        with st.container(horizontal=True, gap="small"):
            if test.place:
                st.button("Back", key="learning_test_back", on_click=_back, args=(test,), icon=":material/arrow_back:")
            st.space("stretch")
            st.button("Stop the test", key="learning_test_stop", type="tertiary", on_click=_stop)


def finished():
    """Say how many were right, and let the learner hand the answers in or save them."""
    test = desk()[_TEST]
    sheet = sheet_of(test.code, test.round, test.chosen)
    desk()[_SHEETS] = {**desk().get(_SHEETS, {}), (test.code, test.round): sheet}
    own = by_learner(desk()[_SHEETS].values())[test.code]
    with st.container(key="learning_test_done", gap="small"):
        st.markdown(words("learning_test", "done", right=sheet.answers.count(RIGHT), items=len(ITEMS)))
        if test.round != ROUNDS[0] and ROUNDS[0] in own:
            before, gain = own[ROUNDS[0]].answers.count(RIGHT), gains_of(own).get(test.round)
            part = "gained" if gain is not None and gain >= 0 else "no_gain"
            st.markdown(words("learning_test", part, before=before, **({"share": f"{gain:.0%}"} if part == "gained" else {})))
        place = seat()
        in_class = place is not None and not place.teaches
        if test.is_in:
            st.markdown(words("learning_test", "handed_in", code=test.is_in))
        else:
            st.markdown(words("learning_test", "hand_in" if in_class else "alone"))
        with st.container(horizontal=True, gap="small"):
            if in_class and not test.is_in:
                label = f"Hand it in to class {place.code}"
                st.button(label, key="learning_test_hand_in", type="primary", on_click=_hand_in, args=(test, place, sheet))
            st.download_button(
                "Save my answers",
                lambda: learning_csv(list(own.values())),
                "my_answers.csv",
                "text/csv",
                key="learning_test_save",
                type="secondary" if in_class else "primary",
                icon=":material/download:",
            )
            st.button(
                "Back to the last question", key="learning_test_last", on_click=_back, args=(test,), disabled=bool(test.is_in)
            )
            st.button("Close", key="learning_test_close", on_click=_stop)


def _begin(round_):
    code = cleaned_code(st.session_state["learning_test_code"])
    if code is not None:
        desk()[_TEST] = _Test(code, round_, placed_test(code, round_))


def _answer(test, item, name):
    now = time.monotonic()
    if now - test.answered >= _TAP:
        test.chosen[item], test.answered = name, now
        test.place += 1


def _back(test):
    test.place -= 1


def _stop():
    desk().pop(_TEST, None)


def _hand_in(test, place, sheet):
    try:
        place.school_class.hand_in_sheet(place.key, sheet)
    except ClassError as error:
        st.toast(str(error), icon=":material/groups:")
    else:
        test.is_in = place.code
