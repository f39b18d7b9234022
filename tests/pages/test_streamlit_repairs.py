"""Each repair is still needed and still works: where Streamlit does better by itself, or goes another way, a test fails."""

import importlib

import keras
import pytest
from streamlit import net_util
from streamlit.elements.widgets.button_group import _SingleSelectButtonGroupSerde
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.state import session_state
from streamlit.runtime.state.query_params import parse_url_param
from streamlit.testing.v1 import AppTest

from pages.shared.server import streamlit_repairs
from pages.shared.server.streamlit_repairs import repair_streamlit
from tests.pages.apps import APP

CLEAN_PROBLEM_MODULES = script_runner._clean_problem_modules  # Streamlit's own, before app.py repairs it

REQUIRED = """
import streamlit as st
st.segmented_control("One of them", ["a", "b"], default="b", required=True, key="choice", bind="query-params")
"""


def test_the_folder_of_the_pages_is_not_streamlits_own_kind(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(APP))
    assert PagesManager.uses_pages_directory  # what Streamlit takes it for
    repair_streamlit()
    PagesManager(str(APP))
    assert PagesManager.uses_pages_directory is False


def test_the_servers_own_address_is_not_asked_for(monkeypatch):
    asked = []
    module = importlib.util.module_from_spec(importlib.util.find_spec("streamlit.net_util"))
    module.__spec__.loader.exec_module(module)  # as it is without a repair
    monkeypatch.setattr(module, "_make_blocking_http_get", lambda url, timeout: asked.append(url))
    module.get_external_ip()
    assert len(asked) == 2
    repair_streamlit()
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: asked.append(url))
    assert net_util.get_external_ip() is None
    assert len(asked) == 2


@pytest.mark.parametrize("text", ["1e309", "-inf", "nan", "9" * 3000])
def test_a_number_of_the_address_is_finite(text):
    parse_url_param(text, "double_value")  # Streamlit takes it, and fails later
    repair_streamlit()
    for kind, value in (("double_value", text), ("double_array_value", ["1", text])):
        with pytest.raises(ValueError, match="a finite number was expected"):
            session_state.parse_url_param(value, kind)
    assert session_state.parse_url_param("1e3", "double_value") == 1000
    assert session_state.parse_url_param(text, "string_value") == text


def sent_before_a_part_runs(clear):
    """What is sent of a whole page that has drawn a part, and is finished, when that part runs again before it was sent."""
    queue, drawn, finished = ForwardMsgQueue(), ForwardMsg(), ForwardMsg()
    drawn.delta.fragment_id = "part"
    drawn.delta.new_element.empty.SetInParent()
    drawn.metadata.delta_path.extend([0, 3])
    finished.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    for message in (drawn, finished):
        queue.enqueue(message)
    clear(queue, True, ["part"])
    again = ForwardMsg()
    again.CopyFrom(drawn)
    queue.enqueue(again)
    return [message.WhichOneof("type") for message in queue.flush()]


def test_a_part_that_runs_takes_nothing_from_the_whole_page_before_it():
    assert sent_before_a_part_runs(streamlit_repairs._clear) == ["script_finished", "delta"]  # and the browser takes it away
    repair_streamlit()
    assert sent_before_a_part_runs(ForwardMsgQueue.clear) == ["delta", "script_finished", "delta"]


def test_a_part_that_runs_again_takes_the_place_of_what_it_drew():
    repair_streamlit()
    queue, drawn = ForwardMsgQueue(), ForwardMsg()
    drawn.delta.fragment_id = "part"
    queue.enqueue(drawn)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["part"])
    assert queue.is_empty()


def test_a_required_choice_is_never_empty():
    repair_streamlit()
    app = AppTest.from_string(REQUIRED, default_timeout=60)
    app.query_params["choice"] = ""
    assert app.run().segmented_control(key="choice").value == "b"


def test_streamlit_would_let_it_be_empty(monkeypatch):
    monkeypatch.setattr(_SingleSelectButtonGroupSerde, "deserialize", streamlit_repairs._deserialize)
    app = AppTest.from_string(REQUIRED, default_timeout=60)
    app.query_params["choice"] = ""
    assert app.run().segmented_control(key="choice").value is None


@pytest.fixture
def name_after_a_run():
    """Runs a page, and tells whether Keras still counts the layers that it named before: it does until its state is cleared."""

    def counts_on():
        names = [keras.layers.Dense(1).name for _ in range(2)]
        app = AppTest.from_file(APP, default_timeout=60).switch_page("pages/layers/pooling.py").run()
        assert not app.exception
        return keras.layers.Dense(1).name not in ("dense", *names)

    return counts_on


def test_a_run_of_a_page_leaves_keras_in_peace(name_after_a_run):
    assert name_after_a_run()


def test_streamlit_would_clear_keras(name_after_a_run, monkeypatch):
    monkeypatch.setattr(streamlit_repairs, "_leave_keras_in_peace", CLEAN_PROBLEM_MODULES)
    assert not name_after_a_run()
