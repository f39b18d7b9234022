"""Has the browser show what came of a step, or of a set-up, where that is out of the window."""

from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_HERE = Path(__file__)
_COMPONENT = st.components.v2.component(
    "step_in_view",
    html=_HERE.with_suffix(".html").read_text("utf-8"),
    css=_HERE.with_suffix(".css").read_text("utf-8"),
    js=script(_HERE.with_suffix(".js")),
)


def step_in_view(told, set_ups):
    """`told` : str, what the card says besides its task, empty for nothing; `set_ups` : int, how often the stage was set up."""
    _COMPONENT(data={"told": told, "setUps": set_ups}, key="stage_in_view", height=0)
