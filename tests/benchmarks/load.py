"""A class at once: learners who open a page, move a slider, or take another picture, and what that costs the server.

`python -m tests.benchmarks load` measures all of CLASSES, each beside as many learners on a one-slider page of plain Streamlit.
`python -m tests.benchmarks load vgg16 --learners 10 --seconds 40` measures one of them, as it is asked.
`python -m tests.benchmarks load pooling --learners 100 --servers 2` has two web servers behind nginx, as deploy/ does.
"""

import argparse
import asyncio
import io
import random
import statistics
import time
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from PIL import Image

from tests.benchmarks.learner import WHOLE, Learner
from tests.benchmarks.serving import ONE_SLIDER, cookies_of, processor_seconds, resident, several, started


async def another_sample(learner):
    """Take another bundled picture."""
    await learner.press("frame_change")
    await learner.press("dialog_take_", until=(WHOLE,))


async def another_upload(learner):
    """Bring a photo that nobody else has."""
    await learner.press("frame_change")
    await learner.choose("dialog_source", "Upload")
    number = random.randrange(10**9)
    await learner.upload("dialog_upload", f"{number}.jpg", photo(number), until=(WHOLE,))


async def slider_step(learner):
    """Move one of the page's sliders."""
    await learner.move()


async def phone_upload(learner):
    """Bring what a phone's camera made: 12 megapixels."""
    await learner.press("frame_change")
    await learner.choose("dialog_source", "Upload")
    number = random.randrange(10**9)
    await learner.upload("dialog_upload", f"{number}.jpg", phone_photo() + number.to_bytes(4), until=(WHOLE,))


def photo(seed, size=(1600, 1200)):
    """A JPEG of 1600 × 1200 that is another for each seed."""
    noise = np.random.default_rng(seed).integers(0, 256, (24, 32, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC).save(file, "JPEG")
    return file.getvalue()


@cache
def phone_photo():
    """A JPEG of 4000 × 3000 with a camera's grain, of 4 MB."""
    rng = np.random.default_rng(0)
    shapes = Image.fromarray(rng.integers(0, 256, (24, 32, 3), dtype=np.uint8)).resize((4000, 3000), Image.Resampling.BICUBIC)
    grain = rng.integers(-12, 13, (3000, 4000, 1))
    file = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(shapes) + grain, 0, 255).astype(np.uint8)).save(file, "JPEG", quality=90)
    return file.getvalue()


STEPS = {"slider": slider_step, "sample": another_sample, "upload": another_upload, "phone": phone_upload}


@dataclass(frozen=True)
class Class:
    """Learners on one page, and what they do there."""

    page: str
    step: str = "slider"  # one of STEPS
    learners: int = 30
    think: float = 2.0  # mean seconds between two steps
    within: float = 2.0  # seconds in which all of them come
    seconds: float = 60.0  # that they stay
    warm: int = 1  # learners who were there before
    rest: float = 0.0  # seconds that the server is left alone before them: it warms its networks
    once: bool = False  # each takes one step, within `think` seconds
    servers: int = 1  # more than one stand behind nginx


CLASSES = {
    "convolution": Class("convolution", learners=40),
    "vgg16": Class("vgg16", "sample", think=8.0),
    "vgg16 own": Class("vgg16", "upload", think=8.0, rest=90.0),
    "photos": Class("convolution", "phone", think=5.0, once=True),
}


@dataclass
class Readings:
    """What a class was given, and what it cost."""

    first: list = field(default_factory=list)  # seconds from coming to the whole page, of each learner
    steps: list = field(default_factory=list)  # seconds of each step
    errors: list = field(default_factory=list)
    bytes_first: int = 0  # of all learners together
    bytes_steps: int = 0
    processor_first: float = 0.0  # seconds
    processor_steps: float = 0.0
    memory: float = 0.0  # megabytes of the server at the end


async def attend(asked, processes, address):
    """Let a class work on the servers behind an address."""
    await asyncio.sleep(asked.rest)
    readings = Readings()
    cookies = [await asyncio.to_thread(cookies_of, address) for _ in range(asked.learners)]
    for known in {*cookies}:
        for _ in range(asked.warm):
            before = Learner(address, asked.page, known)
            await before.open()
            await STEPS[asked.step](before)
            await before.close()
    learners, began = [Learner(address, asked.page, each) for each in cookies], processor_seconds(*processes)

    async def come(learner, wait):
        await asyncio.sleep(wait)
        started_at = time.perf_counter()
        await learner.open()
        readings.first.append(time.perf_counter() - started_at)

    async def stay(learner):
        end = time.perf_counter() + asked.seconds
        await asyncio.sleep(random.uniform(0, asked.think))
        while time.perf_counter() < end:
            started_at = time.perf_counter()
            await STEPS[asked.step](learner)
            readings.steps.append(time.perf_counter() - started_at)
            if asked.once:
                return
            await asyncio.sleep(asked.think * random.uniform(0.5, 1.5))

    await asyncio.gather(*(come(each, asked.within * place / asked.learners) for place, each in enumerate(learners)))
    readings.bytes_first = sum(learner.received for learner in learners)
    readings.processor_first = processor_seconds(*processes) - began
    await asyncio.gather(*map(stay, learners))
    readings.bytes_steps = sum(learner.received for learner in learners) - readings.bytes_first
    readings.processor_steps = processor_seconds(*processes) - began - readings.processor_first
    readings.memory = sum(map(resident, processes))
    readings.errors = [error for learner in learners for error in learner.errors]
    await asyncio.gather(*(learner.close() for learner in learners))
    return readings


HEADER = (
    "| page, step | learners | first, p50 / p95 | step, p50 / p95 | processor: first / step | sent: first / step | memory |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def row(name, asked, readings):
    """A row of the table."""
    learners, steps = max(1, len(readings.first)), max(1, len(readings.steps))
    cells = (
        name, str(asked.learners), _spread(readings.first), _spread(readings.steps),
        f"{1000 * readings.processor_first / learners:.0f} / {1000 * readings.processor_steps / steps:.0f} ms",
        f"{readings.bytes_first / learners / 1000:.0f} / {readings.bytes_steps / steps / 1000:.0f} kB",
        f"{readings.memory:.0f} MB",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _spread(seconds):
    if len(seconds) < 2:
        return " / ".join(f"{second:.2f} s" for second in seconds) or "-"
    return f"{statistics.median(seconds):.2f} / {statistics.quantiles(seconds, n=20, method='inclusive')[-1]:.2f} s"


def measure(script, asked):
    """A class on a server of its own."""
    with several(asked.servers) if asked.servers > 1 and script == "app.py" else started(script) as (served, address):
        readings = asyncio.run(attend(asked, served if isinstance(served, list) else [served], address))
    for error in sorted({*readings.errors}):
        print(f"An error: {error}")
    return readings


def main(arguments):
    """Measure what the command line asks for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help=f"some of {', '.join(CLASSES)}, or a page; all of them without it")
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--learners", type=int)
    parser.add_argument("--servers", type=int, help="behind nginx, which must be installed")
    for name in ("think", "within", "seconds", "rest"):
        parser.add_argument(f"--{name}", type=float)
    asked = parser.parse_args(arguments)
    given = {name: value for name, value in vars(asked).items() if value is not None and name != "name"}
    print(HEADER)
    for name in asked.name or CLASSES:
        wanted = replace(CLASSES.get(name, Class(name)), **given)
        plain = replace(wanted, page="", step="slider", think=2.0, seconds=min(20, wanted.seconds), rest=0, once=False)
        print(row("one slider, plain Streamlit", plain, measure(ONE_SLIDER, plain)), flush=True)
        print(row(f"{wanted.page}, {wanted.step}", wanted, measure("app.py", wanted)), flush=True)
