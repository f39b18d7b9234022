"""What the teacher can put on the wall, in the order of a lesson, and how one view leads to another."""

import streamlit as st

_VIEW = "classroom_view"
VIEWS = (ASK, GRID, LEARN, TOURNAMENT, TEST, SHEET) = (
    "Ask now",
    "Where is the class",
    "Learn together",
    "Tournament",
    "The human test",
    "Sheet",
)


def choose_view():
    """Show the choice. Returns the view that is chosen."""
    return st.segmented_control("On the wall", VIEWS, default=ASK, required=True, key=_VIEW, label_visibility="collapsed")


def begin_with_code():
    """Have the view with the code on the wall first, whatever an earlier class had there."""
    _go_to(ASK)


def view_button(label, view, *, key, kind="primary"):
    """A button that puts another view on the wall."""
    st.button(label, key=key, type=kind, icon=":material/arrow_forward:", on_click=_go_to, args=(view,))


def _go_to(view):
    st.session_state[_VIEW] = view
