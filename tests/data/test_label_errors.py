"""Wrong labels: confident learning by hand, planted errors that are found again, and none where there are none."""

import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.data.label_errors import confident_labels, held_out_probabilities, plant_errors, suspicious
from lessons.data.picture_neighbours import some_of_each
from lessons.nets.representations import represent
from lessons.nets.vgg16 import load_vgg16


def test_confident_labels_by_hand():
    """The bars are 0.7 for the first class (0.9, 0.8 and 0.4) and 0.8 for the second: the third picture clears no bar."""
    shares = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.2, 0.8], [0.2, 0.8]])
    targets = np.array([0, 0, 0, 1, 1])
    assert confident_labels(shares, targets).tolist() == [0, 0, -1, 1, 1]
    wrongly = np.array([0, 0, 1, 1, 0])  # the last one is of the second class by its share
    assert confident_labels(shares, wrongly)[-1] == 1
    assert suspicious(shares, wrongly).tolist() == [4]


def groups(seed, pictures=40, classes=3, apart=6.0):
    rng = np.random.default_rng(seed)
    targets = np.repeat(np.arange(classes), pictures)
    return (rng.normal(size=(len(targets), 8)) + apart * np.eye(classes, 8)[targets]).astype(np.float32), targets


@pytest.mark.parametrize("seed", range(4))
def test_of_errors_among_groups_that_lie_apart_half_or_more_are_found_and_nothing_else(seed):
    """Not all: whoever lies further out in its group than most does not clear the bar, which is a mean."""
    vectors, targets = groups(seed)
    labels, places = plant_errors(targets, 6, seed=seed)
    assert (labels != targets).sum() == len(places) == 6
    assert np.flatnonzero(labels != targets).tolist() == places
    found = {*suspicious(held_out_probabilities(vectors, labels), labels).tolist()}
    assert found <= {*places}
    assert len(found) >= len(places) / 2


def test_where_no_label_is_wrong_nothing_is_found_and_chance_finds_much():
    vectors, targets = groups(1)
    assert suspicious(held_out_probabilities(vectors, targets), targets).size == 0
    noise = np.random.default_rng(1).normal(size=vectors.shape).astype(np.float32)
    assert suspicious(held_out_probabilities(noise, targets), targets).size > 20


def test_each_picture_gets_shares_of_all_classes_and_a_class_of_one_picture_is_refused():
    vectors, targets = groups(2, pictures=10)
    shares = held_out_probabilities(vectors, targets)
    assert shares.shape == (30, 3)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)
    with pytest.raises(ValueError, match="two pictures"):
        held_out_probabilities(vectors[:3], np.array([0, 0, 1]))


@pytest.mark.slow
def test_of_five_wrong_labels_of_drawings_a_deep_layer_gives_most_away_and_pixels_accuse_many():
    data = DATASETS["drawings"].train
    chosen = some_of_each(data, 119)
    vectors, targets = represent(load_vgg16(size=96), [data.images[place] for place in chosen]), data.targets[chosen]
    hits, accused, by_pixels = [], [], []
    for seed in range(4):
        labels, places = plant_errors(targets, 5, seed=seed)
        found = suspicious(held_out_probabilities(vectors["block4_pool"], labels), labels)
        hits.append(len({*found.tolist()} & {*places}))
        accused.append(len(found))
        by_pixels.append(len(suspicious(held_out_probabilities(vectors["pixels"], labels), labels)))
    assert min(hits) >= 3
    assert sum(hits) >= 16
    assert sum(accused) <= sum(hits) + 2
    assert min(by_pixels) > 40
