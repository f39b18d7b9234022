"""Learners' pages are told of a change in their class, and don't wait until they ask; and what runs of pages send arrives."""

import asyncio
import re
import threading
from collections import deque
from contextlib import ExitStack, suppress
from functools import partial
from types import SimpleNamespace

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime.app_session import AppSession

from pages.shared.server import quicker_runs
from pages.shared.server.quicker_runs import make_runs_quicker
from pages.shared.session.class_wake import AT_ONCE
from tests.apart import run_apart
from tests.benchmarks.serving import cookies_of
from tests.pages.visitor import Visitor

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")
LEARNERS = AT_ONCE + 3  # more than are woken at a time


def press(teacher, key, kind="button", field="trigger_value"):
    """Press a button of the teacher's page, or switch a toggle on, and wait for the page."""
    setattr(teacher.state_of(kind, key), field, True)
    teacher.turn_to(teacher.page)
    teacher.set.clear()


def code_of(teacher):
    bodies = [element.body for element in teacher.elements("html")]
    return re.search('class="class-code">([A-Z]{6})<', " ".join(bodies))[1]


def is_option(told):
    return told.delta.new_element.button.id.rpartition("-")[2].startswith("class_option_1_1_")


def stands_at(value):
    return lambda told: [*told.delta.new_element.slider.value] == [value]


@pytest.mark.slow
def test_learners_who_never_ask_see_a_question_and_follow_to_a_page_and_to_where_a_control_stands(address):
    with ExitStack() as tabs:
        teacher = tabs.enter_context(Visitor(address, "classroom", cookies=cookies_of(address)))
        press(teacher, "classroom_begin")
        query = f"class={code_of(teacher)}"
        learners = [tabs.enter_context(Visitor(address, "pixels", query, cookies=cookies_of(address))) for _ in range(LEARNERS)]
        press(teacher, "classroom_ask_it")
        for learner in learners:
            learner.hear(is_option)
        teacher.turn_to("pooling")
        press(teacher, "frame_follow", "checkbox", "bool_value")
        for learner in learners:
            learner.hear(lambda told: told.delta.new_element.slider.id.endswith("-pooling_size"))
        teacher.state_of("slider", "pooling_size").double_array_value.data.append(4)
        teacher.turn_to("pooling")
        for learner in learners:
            learner.hear(stands_at(4))
            assert not learner.elements("exception")


def test_what_a_run_hands_over_is_seen_to_in_its_order_whatever_fails():
    make_runs_quicker()
    seen, failed = [], []

    async def hand_over():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, about: failed.append(str(about["exception"])))
        session = SimpleNamespace(_event_loop=loop)

        def run():
            for number in range(200):
                AppSession._call_soon_on_event_loop(session, lambda number=number: seen.append(1 // (number != 70) * number))

        await asyncio.gather(asyncio.to_thread(run), asyncio.sleep(0))
        while len(seen) < 199:
            await asyncio.sleep(0.001)
        AppSession._call_soon_on_event_loop(session, lambda: seen.append("last"))
        quicker_runs.see_to_events(session)
        assert seen[-1] == "last"

    run_apart(hand_over())
    assert seen[:-1] == [number for number in range(200) if number != 70]
    assert len(failed) == 1


def test_what_two_runs_hand_over_at_the_same_time_is_seen_to():
    """One that ends, and the next one that begins."""
    make_runs_quicker()
    both = threading.Barrier(2)

    class Waiting(deque):
        def append(self, event):
            super().append(event)
            with suppress(threading.BrokenBarrierError):  # who comes alone waits in vain
                both.wait(0.2)

    async def hand_over():
        seen = []
        session = SimpleNamespace(_event_loop=asyncio.get_running_loop(), **{quicker_runs._WAITING: Waiting()})
        runs = [partial(AppSession._call_soon_on_event_loop, session, partial(seen.append, number)) for number in range(2)]
        await asyncio.gather(*(asyncio.to_thread(run) for run in runs))
        await asyncio.sleep(10 * quicker_runs.SOON)
        return seen

    assert sorted(run_apart(hand_over())) == [0, 1]


@pytest.mark.parametrize("section", SECTIONS)
def test_the_theme_that_is_told_is_streamlits_own(section):
    make_runs_quicker()
    own, told = CustomThemeConfig(), CustomThemeConfig()
    quicker_runs._populate_theme(own, section)
    for _ in range(2):
        told.Clear()
        quicker_runs.app_session._populate_theme_msg(told, section)
        assert told == own
