"""Twenty layers with shortcuts and without: the claim of the lesson, smaller; and that the race is a fair one."""

from dataclasses import replace

import keras
import numpy as np
import pytest
import tensorflow as tf

from lessons.data.datasets import DATASETS
from lessons.data.examples import Dataset
from lessons.training.depth_race import BLOCKS, SIDE, build_pair, fit_race, slopes_of
from lessons.training.race_settings import LAYERS, NETWORKS, RaceSettings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def few():
    """Of two classes of drawings, some."""
    whole = DATASETS["drawings"]
    parts = {}
    for name in ("train", "test"):
        examples = getattr(whole, name)
        parts[name] = examples.subset(np.concatenate([np.flatnonzero(examples.targets == kind)[:120] for kind in (0, 1)]))
    return Dataset(title="Two", description="", credit="", labels=whole.labels[:2], **parts)


SETTINGS = RaceSettings(epochs=12, batch_size=16)


@pytest.fixture(scope="module")
def raced(few):
    """A whole race, with every step that it reported."""
    steps = []
    return fit_race(SETTINGS, few, on_step=steps.append), steps


def kernels(model, network):
    return [layer.get_weights() for layer in model.layers if layer.name.startswith(f"{network}_conv") or layer.name == network]


def test_both_begin_with_the_same_weights_and_have_twenty_layers():
    model, names = build_pair(RaceSettings(seed=3), 6)
    plain, shortcuts = (kernels(model, network) for network in NETWORKS)
    assert len(plain) == len(shortcuts) == LAYERS
    for mine, other in zip(plain, shortcuts, strict=True):
        for one, two in zip(mine, other, strict=True):
            np.testing.assert_array_equal(one, two)
    assert sum(isinstance(layer, keras.layers.Add) for layer in model.layers) == BLOCKS
    assert {len(layers) for layers in names.values()} == {LAYERS - 1}
    others = kernels(build_pair(RaceSettings(seed=4), 6)[0], "plain")
    assert not np.array_equal(plain[0][0], others[0][0])


def test_slopes_are_those_that_small_changes_of_a_layers_maps_find(rng):
    """Of the last layer: what comes behind it is a mean, a dense layer and softmax."""
    model, names = build_pair(RaceSettings(), 3)
    pictures, targets = rng.integers(0, 256, (4, SIDE, SIDE, 3)), np.array([0, 1, 2, 0])
    weights = model.get_weights()
    found = slopes_of(model, names, pictures, targets)
    for network in NETWORKS:
        maps = keras.Model(model.inputs, model.get_layer(names[network][-1]).output)([pictures.astype(np.float32)])
        dense = model.get_layer(network)

        def loss(values, dense=dense):
            chances = dense(tf.reduce_mean(values, axis=(1, 2)))
            return float(np.mean(-np.log(np.asarray(chances)[np.arange(4), targets])))

        step = np.zeros(maps.shape, np.float32)
        probabilities = np.asarray(dense(tf.reduce_mean(maps, axis=(1, 2)))) - np.eye(3)[targets]
        slope = (probabilities @ np.asarray(dense.kernel).T)[:, None, None] / 4 / SIDE**2 + step
        assert found[network][-1] == pytest.approx(float(np.linalg.norm(slope)), rel=1e-3)
        moved = loss(maps + 30 * slope) - loss(maps - 30 * slope)
        assert moved == pytest.approx(60 * float(np.sum(slope**2)), rel=2e-2)
    for before, after in zip(weights, model.get_weights(), strict=True):
        np.testing.assert_array_equal(before, after)


def test_without_shortcuts_slopes_fade_and_with_them_they_do_not(rng):
    pictures = np.stack(DATASETS["drawings"].train.images[::100])[:, ::4, ::4]
    for seed in range(3):
        model, names = build_pair(RaceSettings(seed=seed), 6)
        found = slopes_of(model, names, pictures, np.arange(len(pictures)) % 6)
        assert found["plain"][0] < found["plain"][-1] / 100
        assert found["shortcuts"][0] > found["shortcuts"][-1] / 2


def test_with_shortcuts_it_learns_and_without_it_guesses(raced):
    race, steps = raced
    last = race.history[-1].figures
    assert last["val_shortcuts_accuracy"] > 0.8
    assert last["val_plain_accuracy"] < 0.65
    assert len(race.history) == 12
    assert not race.stopped
    assert race.records[0].epoch == 0
    assert any(step.history and step.records for step in steps)
    model, _ = build_pair(race.settings, 2)
    assert 2 * race.parameters == sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def test_a_race_that_is_run_again_is_the_same_as_far_as_it_goes(few, raced):
    whole, _ = raced
    calls = iter([False, False, *[True] * 99])
    cut = fit_race(SETTINGS, few, should_stop=lambda: next(calls))
    assert cut.stopped
    assert len(cut.history) == 1
    for network in NETWORKS:
        np.testing.assert_array_equal(whole.records[0].slopes[network], cut.records[0].slopes[network])
    assert fit_race(replace(SETTINGS, epochs=1), few).history[0].figures == whole.history[0].figures


def test_settings_out_of_range_are_refused():
    with pytest.raises(ValueError, match="norm must be one of"):
        RaceSettings(norm="yes")
