"""A learner's work in their own browser, where they want that: offered, kept after each change, and brought back.

It also says in the learner's words that the server can't be reached, and brings them back to where they were once it can be.
"""

import streamlit as st

from lessons.texts import words
from pages.shared.components.component_files import component
from pages.shared.server.server_change import ELSEWHERE
from pages.shared.session.desk import is_kept
from pages.shared.session.kept_work import said_of_return
from pages.shared.session.state import arrived_elsewhere

_COMPONENT = component(__file__)


def keep_work():
    """Have the browser keep what there is to keep, and offer what was kept earlier. Once on every page."""
    _COMPONENT(data={"part": "page"}, key="frame_keeping")


def tell_of_return(slug):
    """Say what came back, or what is gone, when the learner's server has ended."""
    is_elsewhere, (said, is_whole) = arrived_elsewhere(slug), said_of_return(slug)
    if said:
        (st.success if is_whole else st.warning)(said, icon=":material/history:")
    elif is_elsewhere:
        st.warning(ELSEWHERE, icon=":material/swap_calls:")


def keep_switch(*, key, brief=False):
    """A switch that keeps the work in this browser: where something worth keeping was made, or in brief."""
    if is_kept():
        said = words("home", "keep_brief" if brief else "keep")
        _COMPONENT(data={"part": "switch", "words": said, "brief": brief}, key=f"{key}_keep")
