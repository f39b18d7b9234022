"""What learners are called on the wall: by their names, or by numbers where the teacher hides the names."""

import streamlit as st

_KEY = "classroom_hidden"


def hide_names():
    """The switch that hides them, the same one wherever it stands."""
    st.toggle("Hide names", key=_KEY, persist_state="session")


def shown_name(learner):
    """What one learner is called: anything that has a `name` and a `number`."""
    return str(learner.number) if st.session_state.get(_KEY) else learner.name
