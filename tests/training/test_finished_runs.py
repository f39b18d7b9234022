"""The races that are kept: what they tell is what their networks do, measured again here."""

import numpy as np
import pytest

from lessons.core.attention import look
from lessons.data.datasets import DATASETS
from lessons.images.resizing import square
from lessons.training.attention_settings import AMOUNTS, LEARNERS, SIDE, AttentionSettings
from lessons.training.finished_runs import finished_amounts, finished_depth_race
from lessons.training.race_settings import LAYERS, NETWORKS, RaceSettings


def test_the_depth_race_is_one_by_todays_settings_and_a_network_that_learned():
    race = finished_depth_race()
    assert race.settings == RaceSettings()
    assert [epoch.number for epoch in race.history] == [*range(1, race.settings.epochs + 1)]
    assert [*race.records[0].slopes] == [*NETWORKS]
    assert all(slopes.shape == (LAYERS - 1,) for record in race.records for slopes in record.slopes.values())
    last = race.history[-1].figures
    assert last["val_shortcuts_accuracy"] > 0.8
    assert last["val_plain_accuracy"] < 0.5


@pytest.mark.slow
def test_its_first_slopes_are_those_that_are_measured_again():
    """Before any training: the same weights, the same pictures, on any machine to within rounding."""
    from lessons.training.depth_race import fit_race

    race, calls = finished_depth_race(), iter([False, *[True] * 99])
    again = fit_race(RaceSettings(), DATASETS["drawings"], should_stop=lambda: next(calls))
    assert again.parameters == race.parameters
    for network in NETWORKS:
        np.testing.assert_allclose(again.records[0].slopes[network], race.records[0].slopes[network], rtol=1e-2)


def test_the_amounts_are_those_of_today_and_the_convolutional_network_is_ahead_with_few():
    race, drawings = finished_amounts(), DATASETS["drawings"]
    assert race.settings == AttentionSettings()
    assert race.labels == tuple(drawings.labels)
    amounts = [amount * len(race.labels) for amount in AMOUNTS]
    assert [(each.network, each.pictures) for each in race.results] == [
        (network, amount) for amount in amounts for network in LEARNERS
    ]
    found = {(each.network, each.pictures): each for each in race.results}
    for amount in amounts[:2]:
        assert found["convolutional", amount].accuracy > found["transformer", amount].accuracy + 0.15
        assert found["transformer", amount].training > 0.95
    assert found["transformer", amounts[0]].accuracy > 1 / len(race.labels)


def test_the_kept_transformer_answers_as_often_right_as_it_is_told():
    race, test = finished_amounts(), DATASETS["drawings"].test
    right = [
        look(race.transformer, square(image, SIDE)).probabilities.argmax() == target
        for image, target in zip(test.images, test.targets, strict=True)
    ]
    assert np.mean(right) == pytest.approx(race.results[-1].accuracy, abs=1.5 / len(right))
