"""A slider through the steps of something that happened, with a button that plays it."""

import streamlit as st

from pages.shared.lesson.step_player import step_player


def scrubber(label, options, *, start, key):
    """Let the learner choose one of the options, or play them one after the other.

    It is to be called in a fragment: each step runs that anew, and nothing else.

    Parameters
    ----------
    label : str
    options : list, at least one
    start : the option to begin with
    key : str

    Returns
    -------
    the chosen option
    """
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)

    def go_to(place):
        st.session_state[key] = options[min(max(int(place), 0), len(options) - 1)]

    row = st.container(horizontal=True, vertical_alignment="bottom")
    button = row.container(width="content")
    chosen = options[0]
    if len(options) > 1:
        chosen = row.select_slider(label, options, start, key=key, bind="query-params", width="stretch")
    with button:
        name = f"Play the {label.lower().split()[-1]}s"
        step_player(name, options.index(chosen), len(options), on_step=go_to, key=f"{key}_play")
    return chosen
