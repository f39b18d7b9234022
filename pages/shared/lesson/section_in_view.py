"""Has the browser show a section that was opened, where it lies in the lower half of the window or below it."""

from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_COMPONENT = st.components.v2.component("section_in_view", js=script(Path(__file__).with_suffix(".js")))


def section_in_view(name, *, key):
    """`name` : str, the section that is open; `key` : str."""
    _COMPONENT(data={"open": name}, key=key, height=0)
