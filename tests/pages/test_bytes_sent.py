"""How many bytes the server sends for what a learner does: what is looked at, and no more."""

import operator

import pytest

from lessons.images.samples import SAMPLES
from tests.apart import run_apart
from tests.benchmarks.learner import WHOLE, Learner

pytestmark = pytest.mark.slow

KB = 1000
LAST = operator.itemgetter(-1)  # of a slider's values: the largest picture, say
LESSONS = (
    "network",
    "pixels",
    "convolution",
    "filters",
    "learn_kernel",
    "activation",
    "pooling",
    "dense",
    "backpropagation",
    "build",
)
SECTIONS = {"localisation": "Train it", "detection": "Train a detector", "segmentation": "Train a network"}


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

    return run_apart(visit())


@pytest.mark.parametrize("page", [*LESSONS, *SECTIONS])
def test_a_slider_step_sends_little(address, page):
    async def move_each(learner):
        if page in SECTIONS:
            await learner.open_section(page, SECTIONS[page])
        for slider, _ in learner.find("slider", page):
            before = learner.received
            await learner.move(slider.id.rpartition("-")[2], choose=LAST)
            counts[slider.label] = learner.received - before

    counts = {}
    received(address, page, move_each)
    assert counts
    assert max(counts.values()) <= 150 * KB, counts


def test_another_picture_sends_little_of_vgg16_and_its_maps_are_fetched_when_they_are_looked_at(address):
    """What is fetched is measured in tests/pages/test_network_routes.py."""

    def another(name):
        async def take(learner):
            await learner.press("frame_change")
            await learner.press(f"dialog_take_{name}", until=(WHOLE,))

        return take

    counts = received(address, "vgg16", *map(another, SAMPLES))
    of_pictures = dict(zip(SAMPLES, counts, strict=False))
    assert max(of_pictures.values()) <= 250 * KB, of_pictures
