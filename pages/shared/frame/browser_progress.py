"""The browser keeps the learner's progress, too, and hands it back to a server that does not know it.

No pictures, no networks: a few kilobytes of text in the browser's local storage. Where a browser keeps nothing, in a private
window perhaps, all works without.
"""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.components.javascript import script
from pages.shared.session.learner_progress import progress_text, take_progress
from pages.shared.session.state import learner

_COMPONENT = st.components.v2.component("browser_progress", js=script(Path(__file__).with_suffix(".js")))
_TAKEN, _FORGETS = "progress_taken", "progress_forgets"


def keep_in_browser(key="frame_progress"):
    """Have the browser keep the progress as it is now. Nothing is shown.

    A browser that keeps one of another desk hands it back first: what was not known is added, and the page runs again.
    The key tells the places apart that call this.
    """
    with st.container(gap=None):
        told = _COMPONENT(
            data={"text": progress_text(), "desk": learner(), "taken": st.session_state.get(_TAKEN, False)},
            key=key,
            height=0,
            on_kept_change=lambda: None,
        )
    if told.kept is not None:
        st.session_state[_TAKEN] = True
        take_progress(told.kept)
        st.rerun()


def keep_in_browser_now(key):
    """The same from within a part of a page that runs by itself: the page's end, where it is kept else, does not run then."""
    if get_script_run_ctx().fragment_ids_this_run:
        keep_in_browser(key)


def forget_in_browser():
    """Have the browser forget it when the visit begins anew."""
    st.session_state[_FORGETS] = True


def is_forgotten_in_browser():
    """Whether that was asked for."""
    return st.session_state.get(_FORGETS, False)
