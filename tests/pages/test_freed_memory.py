"""What a session had is gone soon after it ended, whether or not anybody comes after it."""

import weakref

from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from pages.shared.server.freed_memory import collect, living_sessions


class Session:
    """Stands for Streamlit's own: it has an id and a state, refers to itself in a circle, and can be shut down."""

    def __init__(self, name):
        self.id, self.session_state, self.over = name, {"session": self, "picture": bytes(4)}, False

    def shutdown(self):
        self.over = True


def test_a_session_whose_time_is_over_is_dropped_and_one_that_may_come_back_is_not():
    storage = MemorySessionStorage(ttl_seconds=120)
    manager = WebsocketSessionManager(storage, None, None, None)
    ended, waiting = Session("ended"), Session("waiting")
    storage.save(SessionInfo(client=None, session=ended, script_run_count=1))
    assert living_sessions(manager) == {"ended"}
    now = storage._cache._timer()
    storage._cache._timer = lambda: now + 119
    storage.save(SessionInfo(client=None, session=waiting, script_run_count=1))
    assert living_sessions(manager) == {"ended", "waiting"}
    storage._cache._timer = lambda: now + 121
    assert living_sessions(manager) == {"waiting"}
    assert (ended.over, ended.session_state, waiting.over) == (True, {}, False)
    ended.session_state["session"] = ended
    left = weakref.ref(ended), weakref.ref(waiting)
    del ended, waiting
    collect()
    assert left[0]() is None
    assert left[1]() is not None
