"""Has the browser take clicks on the wishes and the questions that `lessons.advice.wish_path` draws as buttons."""

from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_COMPONENT = st.components.v2.component("wish_clicks", js=script(Path(__file__).with_suffix(".js")))


def wish_clicks(*, key, choose, look):
    """Whoever presses a wish chooses it, and whoever presses a question looks at it.

    Parameters
    ----------
    key : str
    choose, look : functions of what was pressed, a name that the browser sends: they take only those they know
    """

    def pressed():
        told = st.session_state[key].pressed
        if isinstance(told, dict):
            for name, take in (("wish", choose), ("part", look)):
                if isinstance(told.get(name), str):
                    take(told[name])

    _COMPONENT(key=key, height=0, on_pressed_change=pressed)
