"""How many bytes the server sends for what a learner does: what is looked at, and no more."""

import asyncio

import pytest

from tests.benchmarks.learner import WHOLE, Learner
from tests.browser.conftest import serving

pytestmark = pytest.mark.slow

KB = 1000
LESSONS = ("convolution", "filters", "learn_kernel", "activation", "pooling", "dense", "build")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving("app.py", tmp_path_factory.mktemp("server") / "log") as address:
        yield address


def received(address, page, *deeds):
    """Bytes that came for each of some deeds on a page."""

    async def visit():
        learner, counts = Learner(address, page), []
        await learner.open()
        for deed in deeds:
            before = learner.received
            await deed(learner)
            counts.append(learner.received - before)
        assert not learner.errors
        await learner.close()
        return counts

    return asyncio.run(visit())


@pytest.mark.parametrize("page", LESSONS)
def test_a_slider_step_sends_little(server, page):
    async def move_each(learner):
        for slider, _ in learner.find("slider", page):
            before = learner.received
            await learner.move(slider.id.rpartition("-")[2])
            counts[slider.label] = learner.received - before

    counts = {}
    received(server, page, move_each)
    assert counts
    assert max(counts.values()) <= 150 * KB, counts


def test_another_picture_sends_what_is_seen_of_vgg16_until_something_is_opened(server):
    async def another(learner):
        await learner.press("frame_change")
        await learner.press("dialog_take_", until=(WHOLE,))

    async def another_layer(learner):
        await learner.move("vgg16_layer")

    pictures, layers = 6, 4
    counts = received(server, "vgg16", *[another] * pictures, *[another_layer] * layers)
    assert max(counts[:pictures]) <= 400 * KB, counts
    assert max(counts[pictures:]) <= 450 * KB, counts
