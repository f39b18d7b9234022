"""A stack that is started from a preset, edited, typed as text or undone: its text is the one truth, and stands in the URL."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lessons.core.architecture import PRESETS, Row, StackError, describe, format_stack, parse_stack
from pages.layers.parts.stack_editor import stack_editor
from pages.shared.session.state import last_good

OWN = "your own"
MOST_UNDONE = 30  # earlier stacks that are remembered


@dataclass(frozen=True)
class Stack:
    """A stack as text; its rows, or None and why it can't work; and what shows its editor."""

    text: str
    rows: list[Row] | None
    error: StackError | None
    edit: Callable[[], None]


def stack_choice(place, input_shape, classes, *, key):
    """Let the learner start from a preset, type a stack, or edit it layer by layer where the page has room for that.

    Parameters
    ----------
    place : container of the preset, the text, and what takes a change back
    input_shape : (rows, columns, channels)
    classes : int
    key : str

    Returns
    -------
    Stack
    """
    text_key, preset_key, past_key = f"{key}_stack", f"{key}_preset", f"{key}_past"
    first = format_stack(parse_stack(next(iter(PRESETS.values()))))

    def set_text(text):
        past = st.session_state.get(past_key, [])
        st.session_state[past_key] = [*past, st.session_state.get(text_key, first)][-MOST_UNDONE:]
        st.session_state[text_key] = text

    def use_preset():
        if st.session_state[preset_key] != OWN:
            set_text(format_stack(parse_stack(PRESETS[st.session_state[preset_key]])))

    def undo():
        *st.session_state[past_key], st.session_state[text_key] = st.session_state[past_key]

    about = "Layers are separated by semicolons; options that are left out take their usual values."
    text = place.text_input("The stack as text", first, key=text_key, help=about, bind="query-params")
    layers = last_good(text_key, lambda: parse_stack(text), default=parse_stack(first))
    known = {format_stack(parse_stack(preset)): name for name, preset in PRESETS.items()}
    st.session_state[preset_key] = known.get(format_stack(layers), OWN)
    try:
        rows, error = describe(layers, input_shape, classes), None
    except StackError as caught:
        rows, error = caught.rows, caught

    def edit():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox("Start from", [*PRESETS, OWN], key=preset_key, on_change=use_preset, width=320)
            past = st.session_state.get(past_key)
            st.button("Undo", icon=":material/undo:", key=f"{key}_undo", on_click=undo, disabled=not past)
        stack_editor(layers, rows, classes=classes, error=error, on_edit=set_text, key=f"{key}_editor")

    return Stack(format_stack(layers), None if error else rows, error, edit)
