"""What all learners will need is made while nobody waits: TensorFlow, the networks that come along, and what they say of the
bundled pictures. So the first learner who opens them waits no longer than the others.

It begins some seconds after the server has started, goes step by step, and stands back while a page runs.
"""

import builtins
import contextlib
import logging
import os
import sys
import threading
import time
from functools import partial

from streamlit import runtime
from streamlit.runtime.app_session import AppSessionState

SWITCH = "PIXELS_WARMING"  # an environment variable: "off" leaves everything to the first visitor
FIRST = 10.0  # seconds after the start: whoever started the server looks at its first page
QUIET = 0.5  # seconds without a page that runs, before a step
PATIENCE = 1.0  # seconds that a page which runs is waited for: one that takes longer may itself wait for what is being made
LOOK_EVERY = 0.02  # seconds
SHORT_TURN = 0.0005  # seconds: how long another thread waits for its turn while a step runs. Python's own is ten times as long


@contextlib.asynccontextmanager
async def warming(app):
    """For `st.App`'s lifespan: a thread that makes what `steps` lists, and ends."""
    over = threading.Event()
    if os.environ.get(SWITCH) != "off":
        threading.Thread(target=_warm, args=(over,), name="warming", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def steps():
    """What is made, in the order in which learners are likely to want it: functions that take a second or two each."""
    from lessons.images.samples import SAMPLES
    from lessons.nets.device import use_device
    from pages.shared.session import beyond_caches, caches, map_caches

    yield use_device
    yield partial(caches.classifier, "imagenet")
    yield caches.vgg16
    for name in SAMPLES:
        yield partial(map_caches.first_look, name)
    yield caches.first_explanations
    yield partial(caches.classifier, "brain_mri")
    yield beyond_caches.ask_outsiders
    yield beyond_caches.first_detection
    yield map_caches.sample_peaks
    yield caches.small_vgg16
    yield beyond_caches.scaling_likeness
    yield from beyond_caches.first_faces()


def _warm(over):
    """The thread: all steps, each when no page runs. What fails is left to the page that needs it, which tells why."""
    if over.wait(FIRST):
        return
    with _standing_back(over):
        for step in steps():
            _wait_for_quiet(over)
            if over.is_set():
                return
            try:
                step()
            except Exception as error:  # such as weights that are missing
                logging.getLogger(__name__).info("Not warmed: %s", error)


def _wait_for_quiet(over):
    """Return when no page has run for a while, or the server ends."""
    quiet_since = time.monotonic()
    while not over.is_set() and time.monotonic() - quiet_since < QUIET:
        if a_page_runs():
            quiet_since = time.monotonic()
        over.wait(LOOK_EVERY)


def a_page_runs():
    """Whether a page of any session runs now."""
    sessions = runtime.get_instance()._session_mgr.list_sessions()
    return any(info.session._state is AppSessionState.APP_IS_RUNNING for info in sessions)


@contextlib.contextmanager
def _standing_back(over):
    """Within, other threads get short waits for their turns, and imports of this one pause while a page runs."""
    before = sys.getswitchinterval(), builtins.__import__
    sys.setswitchinterval(SHORT_TURN)
    builtins.__import__ = _pausing(builtins.__import__, over)
    try:
        yield
    finally:
        builtins.__import__ = before[1]
        sys.setswitchinterval(before[0])


def _pausing(import_module, over):
    """Python's own way to import, but this thread first waits for a page that runs: TensorFlow imports thousands of modules.

    A page is waited for once. (Finders of `sys.meta_path` are no place for it: all imports of all threads wait for them.)
    """
    thread, busy_since = threading.get_ident(), None

    def importing(*arguments, **names):
        nonlocal busy_since
        if threading.get_ident() == thread:
            busy_since = (busy_since or time.monotonic()) if a_page_runs() else None
            while busy_since and time.monotonic() - busy_since < PATIENCE and a_page_runs() and not over.is_set():
                time.sleep(LOOK_EVERY)
        return import_module(*arguments, **names)

    return importing
