"""What people predict for: the network's own answers on pictures and their quarters, right and wrong in equal numbers."""

import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.figures.pictures import jpeg
from lessons.images.decoding import decode_image
from lessons.training.fit import fit
from lessons.training.prediction_items import COUNT, PredictionItem, _balanced, prediction_items
from lessons.training.settings import TrainingSettings
from lessons.work.progress import Stopped
from tests.small_data import part_of


@pytest.fixture(scope="module")
def network():
    return fit(TrainingSettings(epochs=3), part_of(DATASETS["textures"], 5))


@pytest.fixture(scope="module")
def pictures():
    test = part_of(DATASETS["textures"], 1).test
    return [(number, int(test.targets[number]), jpeg(image)) for number, image in enumerate(test.images)]


@pytest.mark.slow
def test_the_answers_are_the_networks_and_the_maps_hide_nothing_that_did_not_count(network, pictures):
    steps = []
    found = prediction_items(network, pictures, seed=1, on_step=steps.append)
    assert len(found) == COUNT
    assert steps[-1].done == steps[-1].total == 5 * len(pictures)
    targets = {number: target for number, target, _ in pictures}
    for item in found:
        assert item.is_right == (item.answer == targets[item.number])
        plain, explained = decode_image(item.plain).astype(int), decode_image(item.explained).astype(int)
        assert plain.shape == explained.shape
        assert (explained[..., 0] - plain[..., 0]).max() > 0 or plain[..., 0].min() > 200
    again = prediction_items(network, pictures, seed=1)
    assert [item.plain for item in found] == [item.plain for item in again]
    assert [item.plain for item in found] != [item.plain for item in prediction_items(network, pictures, seed=2)]


@pytest.mark.parametrize(("wrong", "right", "expected"), [(20, 20, 5), (2, 20, 2), (20, 2, 8), (0, 12, 0), (3, 3, 3)])
def test_wrong_and_right_ones_are_balanced_as_far_as_there_are_some(wrong, right, expected):
    found = [PredictionItem(number % 7, 0, number >= wrong, b"", b"") for number in range(wrong + right)]
    chosen = _balanced(found, np.random.default_rng(0))
    assert len(chosen) == min(COUNT, wrong + right)
    assert sum(not item.is_right for item in chosen) == expected


def test_it_stops_when_it_is_told_to(network, pictures):
    with pytest.raises(Stopped):
        prediction_items(network, pictures, seed=0, should_stop=lambda: True)
