"""A leak makes the test's figure rise, and that on new pictures stays: what leaked is remembered, nothing else is learned."""

import numpy as np
import pytest

from lessons.training.data_leakage import LEARNED, NEW, TESTED, leakage

SEEDS = range(12)


@pytest.mark.slow
def test_the_figure_of_the_test_rises_and_that_of_new_pictures_stays():
    tests, news = (
        np.array([[getattr(leakage(share, seed), report).accuracy for share in (0, 1)] for seed in SEEDS])
        for report in ("test_report", "new_report")
    )
    assert (tests[:, 1] > tests[:, 0]).all()
    assert (tests[:, 1] - tests[:, 0]).mean() > 0.12
    assert abs((news[:, 1] - news[:, 0]).mean()) < 0.02
    assert abs(tests[:, 0].mean() - news[:, 0].mean()) < 0.05  # without a leak the test tells the truth
    assert (tests[:, 1] - news[:, 1]).mean() > 0.12  # with one it doesn't


def test_the_test_stays_the_same_whatever_leaks():
    honest, half, all_of_it = (leakage(share, 1) for share in (0, 0.5, 1))
    assert (honest.leaked, half.leaked, all_of_it.leaked) == (0, TESTED // 2, TESTED)
    for other in (half, all_of_it):
        for one, another in zip(honest.test_images, other.test_images, strict=True):
            np.testing.assert_array_equal(one, another)
        np.testing.assert_array_equal(honest.test_report.targets, other.test_report.targets)
    assert len(honest.test_images) == TESTED == LEARNED
    assert len(honest.new_report.targets) == NEW


def test_what_leaked_is_a_copy_in_all_but_name():
    honest, leaked = leakage(0, 2), leakage(1, 2)

    def distances(told):
        pairs = zip(told.test_images, told.nearest, strict=True)
        return np.array([np.sqrt(np.mean((one.astype(float) - other) ** 2)) for one, other in pairs])

    assert distances(leaked).max() < 16  # of 255 levels
    assert distances(leaked).min() > 0  # and yet no picture is there twice
    assert np.median(distances(honest)) > 30


def test_the_same_seed_gives_the_same_and_another_one_other_pictures():
    leakage.cache_clear()
    one = leakage(0.5, 3)
    leakage.cache_clear()
    np.testing.assert_array_equal(one.test_report.probabilities, leakage(0.5, 3).test_report.probabilities)
    assert not np.array_equal(one.test_images[0], leakage(0.5, 4).test_images[0])


@pytest.mark.parametrize("share", [-0.1, 1.5, float("nan")])
def test_a_share_is_between_nothing_and_all(share):
    with pytest.raises(ValueError, match="share must be between 0 and 1"):
        leakage(share)
