"""Edits that a widget in the browser sends, numbered so that an answer to an earlier one takes no later one back."""

from pathlib import Path

import streamlit as st

EDITS_JS = Path(__file__).with_name("numbered_edits.js").read_text("utf-8")
"""JavaScript that numbers edits and tells late answers; it goes before a widget's own, which sends {value, edit}."""


def heard(key):
    """The number of the last edit that came from this widget, 0 before the first: `isLate` in the browser wants it."""
    return st.session_state.get(f"{key}_heard", 0)


def take(key, name):
    """What the widget has sent as `name`, for its callback; its number is remembered for `heard`."""
    sent = st.session_state[key][name]
    st.session_state[f"{key}_heard"] = sent["edit"]
    return sent["value"]
