"""What a browser does when a learner turns the page: it begins at its top, and the phone's menu closes."""

from pathlib import Path

import streamlit as st

_COMPONENT = st.components.v2.component("page_turn", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def page_turn(slug):
    """Tell the browser which page this is. Nothing is shown."""
    _COMPONENT(data={"page": slug}, key="frame_page_turn", height=0)
