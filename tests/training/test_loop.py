"""The training loop: other goals than classes, learning rates over a run, and going on from an earlier run."""

import keras
import numpy as np
import pytest

from lessons.training.loop import Goal, Stretch, train
from lessons.training.settings import RunSettings

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
