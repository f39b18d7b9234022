"""Has the browser show what came of a step, where the card has grown beyond the window's lower edge."""

from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_COMPONENT = st.components.v2.component("step_in_view", js=script(Path(__file__).with_suffix(".js")))


def step_in_view(told):
    """`told` : str, what the card says besides its task; empty for nothing."""
    _COMPONENT(data={"told": told}, key="stage_in_view", height=0)
