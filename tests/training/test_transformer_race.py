"""A vision transformer and a convolutional network: the claim of the lesson, smaller; and that the comparison is a fair one."""

import numpy as np
import pytest

from lessons.core.attention import look
from lessons.data.datasets import DATASETS
from lessons.images.resizing import square
from lessons.training import transformer_race
from lessons.training.attention_settings import AMOUNTS, LEARNERS, SIDE, STEPS, AttentionSettings
from lessons.training.transformer_race import BUILDERS, fit_amounts
from lessons.work.progress import Stopped

pytestmark = pytest.mark.slow


def test_both_networks_have_as_many_parameters_and_random_weights_of_their_seed():
    counts = [build(6, seed=0).count_params() for build in BUILDERS.values()]
    assert abs(counts[0] - counts[1]) < 0.005 * counts[0]
    assert list(BUILDERS) == list(LEARNERS)
    for build in BUILDERS.values():
        first, again, other = (build(3, seed=seed).get_weights() for seed in (1, 1, 2))
        for mine, same in zip(first, again, strict=True):
            np.testing.assert_array_equal(mine, same)
        assert any(not np.array_equal(mine, another) for mine, another in zip(first, other, strict=True))


def test_every_amount_is_learned_from_in_as_many_steps():
    settings = AttentionSettings(seed=7)
    for amount in AMOUNTS:
        run = settings.for_pictures(6 * amount)
        steps = run.epochs * -(-6 * amount // run.batch_size)
        assert steps == pytest.approx(STEPS, rel=0.05)
        assert run.seed == 7


def test_the_largest_amount_leaves_pictures_to_watch_by():
    """Those that an epoch is judged by are not among those that are learned from."""
    counts = np.bincount(DATASETS["drawings"].train.targets)
    assert counts.min() >= max(AMOUNTS) + transformer_race._CHECKED // len(counts)


def test_with_few_drawings_convolution_is_ahead_and_the_transformer_comes_back_whole():
    """With the second amount alone: of the others, the kept race is asked in `test_finished_runs`."""
    steps, dataset, amount = [], DATASETS["drawings"], AMOUNTS[1]
    race = fit_amounts(AttentionSettings(), dataset, amounts=[amount], on_step=steps.append)
    found = {(each.network, each.pictures): each for each in race.results}
    assert list(found) == [(network, 6 * amount) for network in BUILDERS]
    assert found["convolutional", 6 * amount].accuracy > found["transformer", 6 * amount].accuracy + 0.15
    assert found["transformer", 6 * amount].training > 0.95
    assert {len(step.earlier) for step in steps} == {0, 1}
    tests = dataset.test.subset(np.arange(0, 600, 5))
    answers = [int(np.argmax(look(race.transformer, square(image, SIDE)).probabilities)) for image in tests.images]
    assert np.mean(answers == tests.targets) == pytest.approx(found["transformer", 240].accuracy, abs=0.12)


def test_a_race_that_is_told_to_stop_has_no_result():
    calls = iter([False] * 3 + [True] * 99)
    with pytest.raises(Stopped):
        fit_amounts(AttentionSettings(), DATASETS["drawings"], should_stop=lambda: next(calls))
