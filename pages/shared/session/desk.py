"""The desk of this session: of its browser, found by a cookie; where there is none, or no room for it, of the session alone."""

from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.server.desk_cookie import own_place
from pages.shared.session.desks import Desk, Desks

DESKS = Desks()
_PLACE, _OWN, _SEEN, _ANEW = "desk_place", "desk_own", "desk_seen", "desk_begin_anew"
_AT = ContextVar("desk_at", default=None)


@contextmanager
def at(own):
    """Within, this is the desk: for what is done for a learner without a page."""
    before = _AT.set(own)
    try:
        yield
    finally:
        _AT.reset(before)


def desk():
    """What the learner has: name -> value. A desk that was forgotten in between is a new one."""
    if (found := _AT.get()) is not None:
        return found
    session = st.session_state
    if _OWN in session:
        return session[_OWN]
    if _PLACE not in session:
        session[_PLACE] = own_place()
    found = DESKS.of(session[_PLACE]) if session[_PLACE] else None
    if found is None:
        found = session[_OWN] = Desk()
    return found


def browser_place():
    """What stands for this browser wherever its desk is kept; None where it has none."""
    desk()
    return st.session_state.get(_PLACE)


def has_no_room():
    """Whether this browser could have a desk, and all of them were taken."""
    return desk() is st.session_state.get(_OWN) and bool(st.session_state.get(_PLACE))


def is_kept():
    """Whether the browser finds this desk again, from another tab and by the server's routes, too."""
    return desk() is not st.session_state.get(_OWN)


def is_another():
    """Whether what this tab has seen lay on an earlier desk, which was forgotten since. What the tab remembers goes, too."""
    number = desk().number
    if st.session_state.setdefault(_SEEN, number) == number:
        return False
    _forget_tab()
    return True


def forget_everything():
    """Let go of all that the learner has, here and in the other tabs of the browser, and stop what works for it."""
    own, place = st.session_state.get(_OWN), st.session_state.get(_PLACE)
    if own is not None:
        own.empty()
    if place:
        DESKS.forget(place)
    _forget_tab()
    ask_to_begin_anew()


def ask_to_begin_anew():
    """Have the visit begin anew with the next run, as if the tab had just been opened."""
    st.session_state[_ANEW] = True


def is_to_begin_anew():
    """Whether that was asked for."""
    return st.session_state.get(_ANEW, False)


def _forget_tab():
    """Let go of what this tab alone remembers: its files, and where its controls stand."""
    place, run = st.session_state.get(_PLACE), get_script_run_ctx()
    run.uploaded_file_mgr.remove_session_files(run.session_id)
    st.session_state.clear()
    if place:
        st.session_state[_PLACE] = place
