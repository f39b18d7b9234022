"""The same test with harder pictures: asked of the network itself, and of some pictures of each class."""

import numpy as np
import pytest

from lessons.data.datasets import DATASETS
from lessons.training.fit import fit
from lessons.training.harder_test import MOST, harder_pictures, harder_report, some_of
from lessons.training.settings import TrainingSettings


def test_some_pictures_are_spread_over_all_classes():
    rng = np.random.default_rng(0)
    targets = rng.permutation(np.repeat(np.arange(6), [5, 50, 100, 7, 200, 80]))
    places = some_of(targets)
    assert len(places) == len(set(places.tolist())) == MOST
    assert (np.diff(places) > 0).all()
    share = np.bincount(targets[places], minlength=6) / MOST
    np.testing.assert_allclose(share, np.bincount(targets) / len(targets), atol=1.5 / MOST)
    np.testing.assert_array_equal(some_of(targets[:7]), np.arange(7))


@pytest.mark.slow
def test_pictures_as_they_are_get_the_answers_of_the_test_and_darkness_gets_others():
    data = DATASETS["faces"]
    run = fit(TrainingSettings(arm="scratch", image_size=64, epochs=3), data)
    places = some_of(run.test_report.targets)
    images, targets = [run.test_images[place] for place in places], run.test_report.targets[places]
    plain = harder_report(run.model, images, targets, run.labels)
    np.testing.assert_allclose(plain.probabilities, run.test_report.probabilities[places], atol=1e-4)
    dark = harder_report(run.model, harder_pictures(images, "dark", 1.0), targets, run.labels)
    assert not np.allclose(dark.probabilities, plain.probabilities, atol=0.05)
