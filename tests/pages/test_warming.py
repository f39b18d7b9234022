"""What all learners need is made beside the pages, and stands back for them."""

import asyncio
import builtins
import sys
import threading
import time
from collections import defaultdict

import pytest
from streamlit.runtime.app_session import AppSessionState

from lessons.images.samples import SAMPLES
from pages.shared.server import warming
from pages.shared.session import caches, map_caches
from pages.shared.session.stores import BUNDLED
from tests.apart import run_apart
from tests.benchmarks.learner import Learner
from tests.browser.conftest import serving
from tests.pages.test_session import new_session

LIMIT = 20  # seconds


def test_nothing_is_made_where_it_is_switched_off(monkeypatch):
    monkeypatch.setenv(warming.SWITCH, "off")

    async def live():
        async with warming.warming(None):
            return [thread.name for thread in threading.enumerate()]

    assert "warming" not in run_apart(live())


def test_a_server_that_ends_ends_what_has_not_begun(monkeypatch):
    monkeypatch.delenv(warming.SWITCH, raising=False)

    async def live():
        async with warming.warming(None):
            return next(thread for thread in threading.enumerate() if thread.name == "warming")

    thread = run_apart(live())
    thread.join(LIMIT)
    assert not thread.is_alive()


class _Runtime:
    """What Streamlit tells of its sessions."""

    def __init__(self, *states):
        self._session_mgr = self
        self.sessions = [type("Info", (), {"session": type("Session", (), {"_state": state})}) for state in states]

    def list_sessions(self):
        return self.sessions


def test_a_page_that_runs_is_seen(monkeypatch):
    running, idle = AppSessionState.APP_IS_RUNNING, AppSessionState.APP_NOT_RUNNING
    for states, expected in (((), False), ((idle, idle), False), ((idle, running), True)):
        monkeypatch.setattr(warming.runtime, "get_instance", lambda states=states: _Runtime(*states))
        assert warming.a_page_runs() is expected


def test_imports_pause_in_the_thread_that_warms_and_nowhere_else(monkeypatch, tmp_path):
    monkeypatch.setattr(warming.runtime, "get_instance", lambda: _Runtime(AppSessionState.APP_IS_RUNNING))
    monkeypatch.setattr(warming, "PATIENCE", LIMIT)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("paused_module", "free_module"):
        (tmp_path / f"{name}.py").touch()
    over, inside = threading.Event(), threading.Event()

    def warm():
        with warming._standing_back(over):
            inside.set()
            import paused_module  # noqa: F401

    before, thread = (sys.getswitchinterval(), builtins.__import__), threading.Thread(target=warm, daemon=True)
    thread.start()
    assert inside.wait(LIMIT)
    import free_module  # noqa: F401

    assert "paused_module" not in sys.modules
    over.set()
    thread.join(LIMIT)
    assert "paused_module" in sys.modules
    assert (sys.getswitchinterval(), builtins.__import__) == before


def test_a_page_that_runs_long_is_waited_for_once(monkeypatch):
    """It may itself wait for what is imported."""
    monkeypatch.setattr(warming.runtime, "get_instance", lambda: _Runtime(AppSessionState.APP_IS_RUNNING))
    monkeypatch.setattr(warming, "PATIENCE", 0.2)
    began = time.monotonic()
    with warming._standing_back(threading.Event()):
        for _ in range(50):
            import json  # noqa: F401
    assert 0.2 <= time.monotonic() - began < 8  # to wait each time would take 10 s


@pytest.mark.slow
def test_every_step_can_be_made_and_what_it_makes_is_there_for_all_sessions():
    """Of each function the first step and the last: those between them make the same of other pictures and faces."""
    of_functions = defaultdict(list)
    for step in warming.steps():
        of_functions[getattr(step, "func", step)].append(step)
    for steps in of_functions.values():
        for step in (steps[0], *steps[1:][-1:]):
            step()

    def asked():
        sample = caches.bundled_picture([*SAMPLES][-1])
        key = BUNDLED[0], sample.digest
        return map_caches.network_overview.found(*key, None), caches.picture_labels.found(sample.digest, None)

    first, second = (new_session()(asked) for _ in range(2))
    assert first[0] is second[0] is not None
    assert first[1] is second[1] is not None


@pytest.mark.slow
def test_learners_who_open_vgg16_at_once_are_all_served(tmp_path):
    async def come(address):
        learners = [Learner(address, "vgg16") for _ in range(4)]
        await asyncio.gather(*(learner.open() for learner in learners))
        assert not any(learner.errors for learner in learners)
        assert all(learner.find("button_group", "vgg16_try") for learner in learners)
        await asyncio.gather(*(learner.close() for learner in learners))

    with serving("app.py", tmp_path / "log") as address:
        run_apart(come(address))
