"""What a browser does when a learner turns the page, or begins anew: the page at its top, the menu closed, drop zones named."""

from pathlib import Path

import streamlit as st

from pages.shared.components.javascript import script

_COMPONENT = st.components.v2.component("page_turn", js=script(Path(__file__).with_suffix(".js")))


def page_turn(slug):
    """Tell the browser which page this is. Nothing is shown."""
    _COMPONENT(data={"page": slug}, key="frame_page_turn", height=0)


def begin_anew(*, forgets):
    """Have the browser load the first page, as a new visit; and forget what it keeps itself, if everything was let go of."""
    _COMPONENT(data={"anew": True, "forgets": forgets}, key="frame_begin_anew", height=0)


def go_to_class(code):
    """Have the browser load the page of the class of a code, as if it had read the square on the wall."""
    _COMPONENT(data={"class": code}, key="frame_go_to_class", height=0)
