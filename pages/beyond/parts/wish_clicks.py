"""Has the browser take clicks on what `lessons.advice.wish_path` draws as buttons."""

from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_COMPONENT = st.components.v2.component("wish_clicks", js=script(Path(__file__).with_suffix(".js")))


def wish_clicks(*, key, takes):
    """Whoever presses something takes it.

    Parameters
    ----------
    key : str
    takes : dict of "wish", "part", "ask" and "fact" to a function of what was pressed, a name that the browser sends: they take
        only those they know
    """

    def pressed():
        told = st.session_state[key].pressed
        if isinstance(told, dict):
            for name, take in takes.items():
                if isinstance(told.get(name), str):
                    take(told[name])

    _COMPONENT(key=key, height=0, on_pressed_change=pressed)
