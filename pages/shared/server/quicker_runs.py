"""What Streamlit does with every run of a page more often than it needs to, and what costs time when a class follows.

Both threads of a page, its script's and the server's loop, wait for their turn whenever the script hands something over: a
page has a hundred pieces, and here the loop comes for many of them at a time. The theme is put together from the settings
for every run, also of a small part: here once.
"""

import asyncio
import threading
from collections import deque
from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession

SOON = 0.004  # seconds that a piece waits for those that follow it
_WAITING = "_pixels_waiting"  # on a session: what its run has handed over and the loop has not seen to yet

_ONE_AT_A_TIME = threading.Lock()

_populate_theme = app_session._populate_theme_msg


def make_runs_quicker():
    """Have all sessions do so. Once is enough, and more do no harm."""
    AppSession._call_soon_on_event_loop = _hand_over
    app_session._populate_theme_msg = _tell_theme


def see_to_events(session):
    """On the loop: see to all that a session's run has handed over by now."""
    waiting = session.__dict__.get(_WAITING, ())
    while waiting:
        event = waiting.popleft()
        try:
            event()
        except Exception as error:  # as the loop does with what it calls
            session._event_loop.call_exception_handler({"message": "An event of a page failed", "exception": error})


def _hand_over(self, event):
    """In Streamlit's place: the first piece that waits has the loop come for it, and for those after it."""
    waiting = self.__dict__.setdefault(_WAITING, deque())
    with _ONE_AT_A_TIME:  # one run ends while the next begins: were both pieces the second, nobody would come for them
        waiting.append(event)
        is_first = len(waiting) == 1
    if is_first:
        try:
            self._event_loop.call_soon_threadsafe(_come_soon, self)
        except RuntimeError:
            if not self._event_loop.is_closed():
                raise


def _come_soon(session):
    asyncio.get_running_loop().call_later(SOON, see_to_events, session)


def _tell_theme(message, section="theme"):
    """In Streamlit's place: add a section of the theme to a message."""
    message.MergeFrom(_theme(section))


@cache
def _theme(section):
    made = CustomThemeConfig()
    _populate_theme(made, section)
    return made
