"""A lesson of a class of forty, compressed: they join, follow the teacher, vote, collect pictures, and test one network.

`python -m tests.benchmarks.classroom` prints the table, with two servers behind nginx; `--servers 1` measures one without
nginx, `--learners 20` as many.
"""

import argparse
import asyncio
import base64
import contextlib
import os
import random
import re
import time

import numpy as np

from lessons.figures.pictures import jpeg
from lessons.images.samples import SAMPLES
from tests.benchmarks.learner import PATIENCE
from tests.benchmarks.phone import Phone
from tests.benchmarks.serving import cookies_of, processor_seconds, several, started

IDLE = 15.0  # seconds in which nothing happens but that phones ask
CALM = 2.0  # seconds between two things that the teacher does
PAGES = ("pooling", "convolution", "activation", "filters", "dense", "pixels")
THINGS = {"cup": "coffee", "cat": "chelsea"}  # what is collected -> the bundled picture that it is cut from
GIVEN = 5  # pictures of each learner


async def until_all(phones, reached, patience=PATIENCE):
    """Of each phone the seconds until something is there."""
    begun, taken = time.perf_counter(), {}
    while len(taken) < len(phones):
        if time.perf_counter() - begun > patience:
            raise TimeoutError(f"{len(phones) - len(taken)} of {len(phones)} phones waited in vain")
        now = time.perf_counter() - begun
        taken |= {phone: now for phone in phones if phone not in taken and reached(phone)}
        await asyncio.sleep(0.005)
    return list(taken.values())


async def all_together(doing, reached, phones):
    """Of each phone the seconds until something is there that the teacher does now."""
    done = asyncio.create_task(doing)
    taken = await until_all(phones, reached)
    await done
    await asyncio.sleep(CALM)
    return taken


async def each_timed(phones, do, within=0.0):
    """Of each phone the seconds that it takes for something which all do, at once or within so many seconds."""

    async def timed(phone):
        await asyncio.sleep(random.uniform(0, within))
        begun = time.perf_counter()
        await do(phone)
        return time.perf_counter() - begun

    return await asyncio.gather(*map(timed, phones))


def shots(thing, draw, count):
    """Files of parts of the picture of a thing, as a phone's camera would take them."""
    whole = SAMPLES[THINGS[thing]].load()
    files = []
    for _ in range(count):
        side = int(min(whole.shape[:2]) * draw.uniform(0.5, 0.95))
        top, left = (draw.integers(0, length - side + 1) for length in whole.shape[:2])
        part = whole[top : top + side, left : left + side]
        files.append(jpeg(np.ascontiguousarray(part[:: max(1, side // 200), :: max(1, side // 200)][:256, :256])))
    return files


async def lesson(processes, address, count):
    """What was measured, and of each phone the seconds that it took; a sentence on the waiting is printed."""
    cookies = await asyncio.to_thread(cookies_of, address)
    wall = Phone(address, "pixels", cookies)
    await wall.open()
    for page in (*PAGES, "classroom"):
        await wall.turn_to(page)  # what all learners need is there, as on a server that has run for some minutes
    await wall.press("classroom_begin")
    code = next(found[1] for found in map(re.compile('class="class-code">([A-Z]{6})<').search, wall.html) if found)
    phones = [Phone(address, "pixels", "", f"class={code}") for _ in range(count)]

    async def join(phone):
        came = await asyncio.to_thread(cookies_of, f"{address}/pixels?class={code}")
        phone._headers = {"Cookie": came}
        await phone.open()

    yield "join", await each_timed(phones, join)
    asking = [asyncio.create_task(phone.wait()) for phone in phones]
    await asyncio.sleep(CALM)
    yield "", await waiting(processes, phones)

    show = Phone(address, "classroom", cookies)
    await show.open()
    await show.turn_to("pooling")
    taken = await all_together(show.switch("frame_follow"), lambda phone: phone.whole == show._script, phones)
    for page in PAGES[1:]:
        before = show.whole
        taken += await all_together(
            show.turn_to(page), lambda phone, before=before: phone.whole == show.whole != before, phones
        )
    yield "follow to a page, six times", taken
    await show.turn_to("pooling")
    await until_all(phones, lambda phone: phone.whole == show.whole)
    taken = []
    for value in (3, 5, 4):
        taken += await all_together(
            show.move("pooling_size", choose=lambda _, value=value: value),
            lambda phone, value=value: phone.stands_at(value),
            phones,
        )
    yield "follow a slider, three times", taken
    await show.switch("frame_follow", is_on=False)

    asked, voted = [], []
    for turn in range(1, 5):
        option = f"class_option_{turn}_1_"
        asked += await all_together(wall.press("classroom_ask_it"), lambda phone, option=option: phone.has(option), phones)
        voted += await each_timed(phones, lambda phone, option=option: phone.press(f"{option}0"), within=3)
        await wall.press("classroom_close")
        (counted,) = re.findall(r"</i><b>(\d+)</b>", next(each for each in reversed(wall.html) if "<ol" in each))[:1]
        assert int(counted) == count, "a vote was lost"
        await wall.press("classroom_away")
    yield "a question is on the phones, four times", asked
    yield "vote, four times", voted

    async for measured in together(wall, phones):
        yield measured
    assert not [error for phone in (*phones, wall, show) for error in phone.errors]
    for each in asking:
        each.cancel()
    await asyncio.gather(*(phone.close() for phone in (*phones, wall, show)))


async def waiting(processes, phones):
    """Print what it costs that phones wait."""
    before, asked = processor_seconds(*processes), sum(phone.asked for phone in phones)
    await asyncio.sleep(IDLE)
    asked = sum(phone.asked for phone in phones) - asked
    used = processor_seconds(*processes) - before
    print(f"waiting: {used / IDLE:.2f} of a core, {1000 * used / asked:.1f} ms for each time that a phone asks")


async def together(wall, phones):
    """One data set of all: named, collected, learned from, tested."""
    await each_timed(phones, lambda phone: phone.turn_to("classroom"), within=3)
    await wall.choose("classroom_view", "Learn together")
    yield (
        "the phones ask for pictures",
        await all_together(
            wall.type_in("classroom_named", ", ".join(THINGS)), lambda phone: phone.has("classroom_agree"), phones
        ),
    )
    yield "agree", await each_timed(phones, lambda phone: phone.press("classroom_agree"), within=3)
    draws = np.random.default_rng(7).spawn(len(phones))
    own = {
        phone: [(thing, jpg) for thing, name in enumerate(THINGS) for jpg in shots(name, draw, GIVEN)]
        for phone, draw in zip(phones, draws, strict=True)
    }

    async def give(phone, number):
        thing, file = own[phone][number]
        frames = [base64.b64encode(file).decode()]
        await phone.tell("classroom_own", {"number": number + 1, "what": "give", "thing": thing, "frames": frames})

    taken = []
    for number in range(0, 2 * GIVEN, 2):
        taken += await each_timed(phones, lambda phone, number=number: give(phone, number), within=3)
    yield f"give a picture, {GIVEN} times", taken
    await wall.rerun()
    (found,) = re.findall(r"<b>(\d+)</b> pictures", next(each for each in reversed(wall.html) if "</b> pictures" in each))
    assert int(found) == GIVEN * len(phones), f"{found} pictures of {GIVEN * len(phones)} are there"

    watching = asyncio.create_task(wall.wait())
    begun = time.perf_counter()
    await wall.press("classroom_train")
    await until_all(phones, lambda phone: phone.has("classroom_test_file", "file_uploader"), patience=5 * PATIENCE)
    print(f"train: {time.perf_counter() - begun:.1f} s until the last phone can test the network")
    watching.cancel()
    await asyncio.sleep(CALM)
    yield (
        "test: a picture's answer",
        await each_timed(phones, lambda phone: phone.upload("classroom_test_file", "cat.jpg", own[phone][-1][1]), within=10),
    )


async def measure(count, servers):
    with several(servers) if servers > 1 else alone() as (processes, address):
        async for what, seconds in lesson(processes, address, count):
            if what:
                ordered = sorted(seconds)
                p50, p95 = (ordered[round(share * (len(ordered) - 1))] for share in (0.5, 0.95))
                print(f"| {what} | {p50:.2f} s | {p95:.2f} s | {ordered[-1]:.2f} s | {os.getloadavg()[0]:.1f} |", flush=True)


@contextlib.contextmanager
def alone():
    """One server without nginx: ([its process], its address)."""
    with started("app.py") as (process, address):
        yield [process], address


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--learners", type=int, default=40)
    options.add_argument("--servers", type=int, default=2)
    chosen = options.parse_args()
    asyncio.run(measure(chosen.learners, chosen.servers))
