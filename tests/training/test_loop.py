"""The training loop: other goals than classes, learning rates over a run, and going on from an earlier run."""

import os
from pathlib import Path

import keras
import numpy as np
import pytest

from lessons.training.loop import Goal, Stretch, _batches, train
from lessons.training.settings import RunSettings

pytestmark = pytest.mark.slow

RNG = np.random.default_rng(0)
INPUTS = RNG.normal(size=(64, 3)).astype(np.float32)
SUMS = {"sum": INPUTS.sum(axis=1, keepdims=True), "first": INPUTS[:, :1]}
GOAL = Goal(loss={"sum": "mean_squared_error", "first": "mean_absolute_error"}, metrics={"sum": ["mean_absolute_error"]})


def network():
    inputs = keras.Input((3,), name="inputs")
    ones = keras.initializers.Zeros()
    outputs = {name: keras.layers.Dense(1, kernel_initializer=ones, name=name)(inputs) for name in SUMS}
    return keras.Model(inputs, outputs, name="two_sums")


def run(model, settings, **options):
    return train(model, settings, (INPUTS, SUMS), (INPUTS, SUMS), lambda step: None, lambda: False, goal=GOAL, **options)


def test_a_model_with_two_outputs_learns_both_and_its_loss_is_the_sum_of_theirs():
    model = network()
    trained = run(model, RunSettings(epochs=60, learning_rate=0.05, batch_size=16))
    assert not trained.stopped
    last = trained.history[-1]
    assert trained.kept is last
    assert last.accuracy is None
    assert last.figures["val_sum_loss"] + last.figures["val_first_loss"] == pytest.approx(last.validation_loss, rel=1e-4)
    assert last.figures["val_sum_mean_absolute_error"] < 0.05
    np.testing.assert_allclose(model.get_layer("sum").kernel, np.ones((3, 1)), atol=0.05)


def resident():
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells a process's memory there")
def test_training_makes_no_second_copy_of_its_pictures():
    """Three variants of 32 MB that take turns: by the last epoch every buffer there is has been filled."""
    variants = tuple(RNG.random((160, 50_000), np.float32) for _ in range(3))
    inputs = keras.Input((50_000,), name="inputs")
    zeros = keras.initializers.Zeros()
    outputs = {name: keras.layers.Dense(1, kernel_initializer=zeros, name=name)(inputs) for name in SUMS}
    model = keras.Model(inputs, outputs, name="wide")
    targets = {name: np.zeros((160, 1), np.float32) for name in SUMS}
    few = (variants[0][:8], {name: truth[:8] for name, truth in targets.items()})
    settings = RunSettings(epochs=4, learning_rate=1e-6, batch_size=8)
    held = []
    run = train(model, settings, (variants, targets), few, lambda step: held.append(resident()), lambda: False, goal=GOAL)
    assert len(run.history) == 4
    assert held[-1] - held[0] < 0.5 * sum(variant.nbytes for variant in variants)


@pytest.mark.parametrize("seed", [0, 1])
def test_an_epoch_shows_every_picture_once_in_an_order_of_the_seed(seed):
    """Two variants take turns; which picture a row is stands in the row itself, and in the targets."""
    numbers = np.arange(23, dtype=np.float32)
    variants = tuple(np.stack([numbers, np.full_like(numbers, which)], axis=1) for which in range(2))

    def orders(seed):
        settings = RunSettings(batch_size=5, seed=seed)
        batches = list(_batches(variants, {"sum": numbers}, settings).take(20).as_numpy_iterator())
        assert [len(inputs) for inputs, _ in batches] == [5, 5, 5, 5, 3] * 4
        rows = np.concatenate([inputs for inputs, _ in batches])
        np.testing.assert_array_equal(rows[:, 0], np.concatenate([targets["sum"] for _, targets in batches]))
        return rows.reshape(4, 23, 2)

    shown = orders(seed)
    for number, epoch in enumerate(shown):
        np.testing.assert_array_equal(np.sort(epoch[:, 0]), numbers)
        assert set(epoch[:, 1]) == {number % 2}
    assert len({tuple(epoch[:, 0]) for epoch in shown}) == 4
    np.testing.assert_array_equal(orders(seed), shown)
    assert not np.array_equal(orders(seed + 1), shown)


def test_a_cosine_ends_at_a_learning_rate_of_zero_and_a_constant_does_not():
    for schedule, expected in (("cosine", 0.0), ("constant", 0.01)):
        model = network()
        run(model, RunSettings(epochs=5, learning_rate=0.01, batch_size=16, schedule=schedule))
        assert float(model.optimizer.learning_rate) == pytest.approx(expected, abs=1e-6)


def test_going_on_counts_on_and_keeps_what_was_recorded():
    model = network()
    settings = RunSettings(epochs=3, learning_rate=0.02, batch_size=16)
    first = run(model, settings, record=lambda epoch: (epoch, model.get_layer("sum").kernel.numpy()))
    more = Stretch(settings.epochs, settings.learning_rate, earlier=first.history, records=first.records)
    before = model.get_layer("sum").kernel.numpy()
    longer = run(model, settings, record=lambda epoch: (epoch, model.get_layer("sum").kernel.numpy()), stretch=more)
    assert [epoch.number for epoch in longer.history] == [1, 2, 3, 4, 5, 6]
    assert longer.history[:3] == first.history
    assert [epoch for epoch, _ in longer.records] == [0, 1, 2, 3, 4, 5, 6]
    np.testing.assert_array_equal(longer.records[3][1], before)
    assert longer.history[3].validation_loss < first.kept.validation_loss


@pytest.mark.parametrize("patience", [0, 2])
@pytest.mark.parametrize("stop_after", [None, 11], ids=["by itself", "told to in the third epoch"])
def test_the_kept_epochs_figures_are_those_of_the_weights_that_the_model_has(patience, stop_after):
    """However it ends, and in a second stretch as in a first one. So large a learning rate makes the loss jump."""
    model, history = network(), ()
    settings = RunSettings(epochs=8, learning_rate=1.0, batch_size=16, patience=patience)
    for _ in range(2):
        steps = []
        trained = train(
            model,
            settings,
            (INPUTS, SUMS),
            (INPUTS, SUMS),
            steps.append,
            lambda steps=steps: stop_after is not None and len(steps) >= stop_after,
            goal=GOAL,
            stretch=Stretch(8, 1.0, earlier=history),
        )
        own = trained.history[len(history) :]
        loss = model.evaluate(INPUTS, SUMS, verbose=0, return_dict=True)["loss"]
        assert trained.kept.validation_loss == pytest.approx(loss, rel=1e-5)
        assert trained.kept is (min(own, key=lambda epoch: epoch.validation_loss) if patience else own[-1])
        assert trained.history[: len(history)] == history
        if stop_after:
            assert trained.stopped
            assert len(own) == 3
        history = trained.history
