"""What Streamlit does that this course can't have, and has no setting for. Each has a test that fails when it comes back."""

import math

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit import net_util
from streamlit.elements.widgets.button_group import _SingleSelectButtonGroupSerde
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.state import session_state

from pages.shared.server.quicker_runs import see_to_events

_request_rerun = AppSession.request_rerun
_clear = ForwardMsgQueue.clear
_WHOLE = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
_parse_url_param = session_state.parse_url_param
_deserialize = _SingleSelectButtonGroupSerde.deserialize


def repair_streamlit():
    """Apply all repairs. Once is enough, and more do no harm."""
    # Its server asks an outside host for its own address: at a start, and for every visitor who comes from elsewhere.
    net_util.get_external_ip = lambda: None
    # It takes the folder "pages" for its own kind of pages until st.navigation says otherwise: too late for a first visitor
    # with a deep link, who is told that the page does not exist.
    PagesManager.uses_pages_directory = False
    # It writes uploads of more than 1 MB into a file first.
    MultiPartParser.spool_max_size = (st.get_option("server.maxUploadSize") + 1) * 1024**2
    # A number in the address that is infinite stops a page that has a number input for it.
    session_state.parse_url_param = _parse_finite
    # An empty value in the address empties a choice of one from several, also where a choice is required.
    _SingleSelectButtonGroupSerde.deserialize = _deserialize_choice
    # After every run of a page it clears Keras's state for the whole process: what is compiled for everybody is thrown
    # away, and a network that another session builds just now may break.
    script_runner._clean_problem_modules = _leave_keras_in_peace
    # What a page that was left asks for late (a popover that closes, a part that runs every second) is run as that page: the
    # browser then throws the new page away. And what asks by itself just while a run comes to its end begins another one, and
    # what is still to be sent of the first is never sent: such a request can be left out, as it comes again.
    AppSession.request_rerun = _request_unless_left
    # A part of a page that runs right after the whole page throws away what the page had drawn of it and was not sent yet, but
    # tells the browser that the page is whole: it takes the part away, and what was pressed there is forgotten.
    ForwardMsgQueue.clear = _clear_unless_whole


def _request_unless_left(self, client_state):
    """Streamlit's own, but a part of a page that has been left is not run, nor one that asks by itself while a run ends."""
    see_to_events(self)  # a run that has ended is seen to have ended
    if client_state is not None:
        page = client_state.page_script_hash
        if not client_state.fragment_id:
            self._page_asked_for = page  # empty at a first visit, which tells a page by its name
        elif getattr(self, "_page_asked_for", "") not in ("", page) or (client_state.is_auto_rerun and _is_ending(self)):
            return
    _request_rerun(self, client_state)


def _clear_unless_whole(self, retain_lifecycle_msgs=False, fragment_ids_this_run=None):
    """Streamlit's own, but a part that runs clears nothing of a whole page that is finished and waits to be sent."""
    if fragment_ids_this_run is not None and _has_whole_page(self._queue):
        self._delta_index_map = {}  # what the part draws comes after it, and not in its place
    else:
        _clear(self, retain_lifecycle_msgs, fragment_ids_this_run)


def _has_whole_page(messages):
    return any(message.WhichOneof("type") == "script_finished" and message.script_finished == _WHOLE for message in messages)


def _is_ending(session):
    """Whether a run of a session takes no more requests, but all that it sent may not have been seen to yet."""
    run = session._scriptrunner
    return run is not None and run._requests._state is ScriptRequestType.STOP


def note_turn(session, page):
    """Note that a page sends its visitor to another: the browser then asks for parts of that one."""
    session._page_asked_for = page


def _leave_keras_in_peace():
    """Stands in for Streamlit's function, which also closes what matplotlib drew: nothing draws with it here."""


def _parse_finite(value, value_type):
    """Streamlit's own, but a number that is none is as wrong as any other text that is none: ValueError."""
    parsed = _parse_url_param(value, value_type)
    numbers = parsed if isinstance(parsed, list) else [parsed]
    if any(isinstance(number, float) and not math.isfinite(number) for number in numbers):
        raise ValueError(f"a finite number was expected. Received: {str(value)[:40]}")
    return parsed


def _deserialize_choice(self, chosen):
    """Streamlit's own, but no choice is the default, as at the start. All such choices of this app are required ones."""
    return _deserialize(self, chosen or None)
