"""Has the browser take clicks and arrow keys on the networks of the walk, which `lessons.figures.walk` draws as buttons."""

from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_COMPONENT = st.components.v2.component("walk_along", js=script(Path(__file__).with_suffix(".js")))


def walk_along(at, names, *, key, control):
    """Whoever presses a network moves the control to it.

    Parameters
    ----------
    at : int, the network that is reached, from 0
    names : sequence of str, the values of the control
    key, control : str, keys of this and of the control
    """

    def go():
        station = st.session_state[key].station
        if isinstance(station, int) and 0 <= station < len(names):
            st.session_state[control] = names[station]

    _COMPONENT(data={"at": at, "count": len(names)}, key=key, height=0, on_station_change=go)
