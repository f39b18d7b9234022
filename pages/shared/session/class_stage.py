"""How far a class is with what it does together, as a learner's page shows it: another stage needs the page anew."""

import streamlit as st

_SHOWN = "class_stage"


def begin_stage():
    """Note that the page is just being made, and will be as it is now."""
    st.session_state.pop(_SHOWN, None)


def note_stage(part):
    """Note that the page shows this: a lessons.classroom.together.OwnPart."""
    st.session_state[_SHOWN] = part.stage


def is_another_stage(part):
    """Whether there is something else to show by now than the page does."""
    return st.session_state.get(_SHOWN, part.stage) != part.stage
