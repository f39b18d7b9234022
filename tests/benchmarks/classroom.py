"""A class of forty: they join, wait, get a question, vote, and follow the teacher to a page and through its controls.

`python -m tests.benchmarks.classroom` prints the table; `--learners 20` measures as many.
"""

import argparse
import asyncio
import os
import random
import re
import time

import streamlit  # noqa: F401  (its messages can't be imported before it)
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmarks.learner import PART, PATIENCE, WHOLE, Learner
from tests.benchmarks.serving import cookies_of, processor_seconds, started

IDLE = 15.0  # seconds in which nothing happens but that phones ask
ASK_EVERY = 2.0  # seconds, as pages/shared/frame/class_strip.py has it


class Phone(Learner):
    """A tab that runs those parts of its page that run by themselves, as a browser does."""

    def __init__(self, address, page, cookies, query=""):
        super().__init__(address, page, cookies)
        self.query, self.html, self.asked = query, [], 0
        self._parts, self._turn = set(), asyncio.Lock()

    async def rerun(self, fragment="", *triggers, until=(WHOLE, PART)):
        """As a learner's, with the address's query; one run at a time."""
        async with self._turn:
            while not self._finished.empty():
                self._finished.get_nowait()  # of a part that the server ran by itself
            await self._ask(fragment, *triggers)
            while await asyncio.wait_for(self._finished.get(), PATIENCE) not in until:
                pass

    async def _ask(self, fragment, *triggers, by_itself=False):
        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash, asked.fragment_id, asked.query_string = self._script, fragment, self.query
        asked.page_name = "" if self._script else self.page
        asked.cached_message_hashes.extend(self._cached)
        asked.widget_states.widgets.extend([*self._states.values(), *triggers])
        asked.is_auto_rerun = by_itself
        self.query = ""
        await self._socket.send(message.SerializeToString())

    async def wait(self):
        """Ask again and again, until it is stopped."""
        await asyncio.sleep(random.uniform(0, ASK_EVERY))
        while True:
            for part in list(self._parts):
                await self._ask(part, by_itself=True)
                self.asked += 1
            await asyncio.sleep(ASK_EVERY)

    async def switch(self, key):
        """Switch a toggle on."""
        ((toggle, fragment),) = self.find("checkbox", key)
        self._states[toggle.id] = WidgetState(id=toggle.id, bool_value=True)
        await self.rerun(fragment)

    def has(self, key):
        """Whether a button whose key begins so has come."""
        return bool(self.find("button", key))

    def stands_at(self, value):
        """Whether the window's slider was set to this."""
        found = self.find("slider", "pooling_size")
        return bool(found) and found[0][0].set_value and found[0][0].value[0] == value

    def _take(self, told):
        kind = told.WhichOneof("type")
        if kind == "new_session" and told.new_session.page_script_hash != self._script:
            self._parts.clear()
        elif kind == "auto_rerun":
            self._parts.add(told.auto_rerun.fragment_id)
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "html":
            self.html.append(told.delta.new_element.html.body)
        super()._take(told)


async def until_all(phones, reached):
    """Of each phone the seconds until something is there."""
    begun, taken = time.perf_counter(), {}
    while len(taken) < len(phones):
        if time.perf_counter() - begun > PATIENCE:
            raise TimeoutError(f"{len(phones) - len(taken)} of {len(phones)} phones waited in vain")
        now = time.perf_counter() - begun
        taken |= {phone: now for phone in phones if phone not in taken and reached(phone)}
        await asyncio.sleep(0.005)
    return list(taken.values())


async def lesson(process, address, count):
    """(what was measured, of each phone the seconds that it took) of a short lesson, and a sentence on the waiting."""
    cookies = await asyncio.to_thread(cookies_of, address)
    wall = Phone(address, "classroom", cookies)
    await wall.open()
    await wall.press("classroom_begin")
    code = next(found[1] for found in map(re.compile('class="class-code">([A-Z]{6})<').search, wall.html) if found)
    keys = [await asyncio.to_thread(cookies_of, address) for _ in range(count)]
    phones = [Phone(address, "pixels", key, f"class={code}") for key in keys]

    async def timed(doing):
        begun = time.perf_counter()
        await doing
        return time.perf_counter() - begun

    yield "join", await asyncio.gather(*(timed(phone.open()) for phone in phones))
    asking = [asyncio.create_task(phone.wait()) for phone in phones]
    await asyncio.sleep(2)
    before, asked = processor_seconds(process), sum(phone.asked for phone in phones)
    await asyncio.sleep(IDLE)
    asked = sum(phone.asked for phone in phones) - asked
    used = processor_seconds(process) - before
    print(f"waiting: {used / IDLE:.2f} of a core, {1000 * used / asked:.1f} ms for each time that a phone asks")

    pressed = asyncio.create_task(wall.press("classroom_ask_it"))
    yield "the question is there", await until_all(phones, lambda phone: phone.has("class_option_1_1_"))
    await pressed

    async def vote(phone):
        await asyncio.sleep(random.uniform(0, 3))
        return await timed(phone.press("class_option_1_1_0"))

    yield "vote", await asyncio.gather(*map(vote, phones))
    await wall.press("classroom_close")
    (counted,) = re.findall(r"</i><b>(\d+)</b>", next(each for each in reversed(wall.html) if "<ol" in each))[:1]
    assert int(counted) == count, "a vote was lost"
    await wall.press("classroom_away")

    show = Phone(address, "pooling", cookies)
    await show.open()
    switched = asyncio.create_task(show.switch("frame_follow"))
    yield "follow to a page", await until_all(phones, lambda phone: phone.find("slider", "pooling_size"))
    await switched
    await asyncio.sleep(3)
    taken = []
    for value in (3, 5, 4):
        moved = asyncio.create_task(show.move("pooling_size", choose=lambda _, value=value: value))
        taken += await until_all(phones, lambda phone, value=value: phone.stands_at(value))
        await moved
        await asyncio.sleep(2)
    yield "follow a slider", taken
    assert not [error for phone in phones for error in phone.errors]
    for each in asking:
        each.cancel()
    await asyncio.gather(*(phone.close() for phone in (*phones, wall, show)))


async def measure(count):
    with started("app.py") as (process, address):
        warm = Phone(address, "pooling", cookies_of(address))
        await warm.open()
        await warm.close()
        async for what, seconds in lesson(process, address, count):
            ordered = sorted(seconds)
            p50, p95 = (ordered[round(share * (len(ordered) - 1))] for share in (0.5, 0.95))
            print(f"| {what} | {p50:.2f} s | {p95:.2f} s | {ordered[-1]:.2f} s | {os.getloadavg()[0]:.1f} |", flush=True)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--learners", type=int, default=40)
    asyncio.run(measure(options.parse_args().learners))
