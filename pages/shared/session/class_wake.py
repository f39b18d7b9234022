"""Learners' pages are told that something has changed in their class: what shows it runs at once, on a few pages at a time.

A page that is busy just now, or that nobody told, sees the change when it asks by itself.
"""

import asyncio
import contextlib
import time
import weakref

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

AT_ONCE = 6  # pages: with more, all of them are ready only when the last one is
LOOK_EVERY = 0.004  # seconds, while there are pages to wake
PATIENCE = 10.0  # seconds: by then a page has asked by itself

_parts = weakref.WeakKeyDictionary()  # class -> {session -> the part of its page that shows the class}
_waiting = {}  # session -> (part, when it was told), the first that is to be woken first. The server's loop alone touches it
_loop, _told = None, None  # the server's loop, and its event that somebody waits


def hear_of(school_class):
    """Have the part of the page that runs just now, a fragment, run again whenever something changes in the class."""
    run = get_script_run_ctx()
    _parts.setdefault(school_class, {})[run.session_id] = ThreadState.get().fragment_id


def wake_class(school_class):
    """Have those parts run that hear of this class. From any thread; nothing is waited for."""
    parts = dict(_parts.get(school_class, {}))
    if _loop is not None and parts:
        _loop.call_soon_threadsafe(_wait_for_turn, school_class, parts)


@contextlib.asynccontextmanager
async def waking(app):
    """For `st.App`'s lifespan: as long as the server runs, wake the pages that are to be woken."""
    global _loop, _told
    _loop, _told = asyncio.get_running_loop(), asyncio.Event()
    task = asyncio.create_task(_wake_pages())
    try:
        yield
    finally:
        task.cancel()
        _loop = None


def _wait_for_turn(school_class, parts):
    for session, part in parts.items():
        if runtime.get_instance().get_app_session(session) is None:  # the tab is closed, or its network is away
            _parts[school_class].pop(session, None)
        else:
            _waiting.setdefault(session, (part, time.monotonic()))
    _told.set()


async def _wake_pages():
    awake = set()
    while True:
        await _told.wait()
        awake = {session for session in awake if _is_busy(session)}
        for session in list(_waiting):
            if len(awake) < AT_ONCE and not _is_busy(session):
                awake.add(session)
                _wake(session, _waiting.pop(session)[0])
            elif time.monotonic() - _waiting[session][1] > PATIENCE:
                del _waiting[session]
        if _waiting:
            await asyncio.sleep(LOOK_EVERY)
        else:
            _told.clear()


def _wake(session, part):
    page = runtime.get_instance().get_app_session(session)
    if page is not None:
        state = ClientState(fragment_id=part, is_auto_rerun=True)
        state.query_string, state.page_script_hash = page._client_state.query_string, page.page_script_hash
        page.request_rerun(state)


def _is_busy(session):
    """Whether a page runs just now. A request to one would come between what its browser has asked for and its run."""
    page = runtime.get_instance().get_app_session(session)
    return page is not None and page._scriptrunner is not None
