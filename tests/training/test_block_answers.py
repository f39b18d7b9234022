"""What heads after each block say: later blocks know more, and what a head says is that of its own regression."""

import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.data.examples import Examples
from lessons.nets.vgg16 import load_vgg16
from lessons.training.block_answers import block_answers

POOLS = [f"block{number}_pool" for number in range(1, 6)]


@pytest.fixture(scope="module")
def network():
    return load_vgg16(size=64)


@pytest.mark.slow
def test_a_head_after_each_block_answers_and_later_ones_know_textures(network):
    data = DATASETS["textures"]
    answers = block_answers(network, POOLS, data.train, data.test.images[0])
    assert [answer.layer for answer in answers] == POOLS
    for answer in answers:
        assert len(answer.probabilities) == len(data.labels)
        assert sum(answer.probabilities) == pytest.approx(1)
    assert answers[3].right > 0.9
    assert answers[3].right > answers[0].right
    assert np.argmax(answers[3].probabilities) == data.test.targets[0]


def test_pictures_of_one_burst_stay_together_and_too_few_have_no_figure(network):
    data = DATASETS["textures"].train
    few = data.subset([0, 1, *np.flatnonzero(data.targets != data.targets[0])[:2]])
    assert np.isnan(block_answers(network, POOLS[:1], few, data.images[0])[0].right)
    twins = np.repeat(np.arange(10), 4)
    noise = tuple(np.random.default_rng(0).integers(0, 256, (40, 64, 64, 3), dtype=np.uint8)[np.repeat(np.arange(10), 4) * 4])
    examples = Examples(noise, np.repeat(np.arange(10) % 2, 4), twins)  # by chance, once twins are kept apart
    assert block_answers(network, POOLS[:1], examples, noise[0])[0].right < 0.9
