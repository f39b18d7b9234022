"""What is made and what is written down are the same: the code, run, gives what the app trains with."""

import dataclasses
import json

import keras
import numpy as np
import pytest

from lessons.core.architecture import describe, parse_stack
from lessons.nets.building import build_network
from lessons.takehome.notebook import retraining_notebook
from lessons.training.augmentation import augmentation_layers
from lessons.training.recipes import (
    AUGMENTATIONS,
    Written,
    augmentation_calls,
    early_stopping,
    make_optimiser,
    optimiser_code,
)
from lessons.training.results import OpenedNetwork
from lessons.training.settings import (
    OLD_CODE_AUGMENTATION,
    OPTIMISERS,
    SCHEDULES,
    Augmentation,
    ScratchSettings,
    TrainingSettings,
)

pytestmark = pytest.mark.slow


def config(optimiser):
    """All of an optimiser but its name, which Keras counts up."""
    return {key: value for key, value in optimiser.get_config().items() if key != "name"}


every_optimiser = pytest.mark.parametrize("optimiser", OPTIMISERS)
every_schedule = pytest.mark.parametrize("schedule", SCHEDULES)


@every_optimiser
@every_schedule
@pytest.mark.parametrize(("epochs", "pictures", "batch_size"), [(1, 3, 8), (7, 100, 32), (20, 256, 32), (200, 33, 1)])
def test_the_optimisers_code_makes_the_optimiser(optimiser, schedule, epochs, pictures, batch_size):
    settings = TrainingSettings(optimiser=optimiser, schedule=schedule)
    for rate in (3e-4, Written("largest", 3e-4)):
        before, code = optimiser_code(settings, rate, epochs=epochs, batch_size=batch_size)
        names = {"keras": keras, "learning": range(pictures), "largest": 3e-4}
        exec(before, names)
        written = eval(code, names)
        made = make_optimiser(settings, 3e-4, epochs * int(np.ceil(pictures / batch_size)))
        assert type(written) is type(made)
        assert config(written) == config(made)


@every_optimiser
def test_a_cosine_rises_within_a_twentieth_and_falls_to_nothing(optimiser):
    schedule = make_optimiser(TrainingSettings(optimiser=optimiser, schedule="cosine"), 0.25, 100).get_config()["learning_rate"]
    rates = [float(keras.optimizers.schedules.deserialize(schedule)(step)) for step in range(101)]
    np.testing.assert_allclose(rates[:6], np.linspace(0, 0.25, 6), atol=1e-6)
    np.testing.assert_allclose(rates[5:], 0.125 * (1 + np.cos(np.linspace(0, np.pi, 96))), atol=1e-6)


def test_early_stoppings_code_makes_the_callback():
    made, written = early_stopping(7).make(), eval(early_stopping(7).code, {"keras": keras})
    assert type(made) is type(written) is keras.callbacks.EarlyStopping
    assert (made.patience, made.restore_best_weights) == (written.patience, written.restore_best_weights) == (7, True)


@pytest.mark.parametrize(
    "augmentation",
    [
        Augmentation(),
        OLD_CODE_AUGMENTATION,
        Augmentation(rotation=33, shift=1 / 3, shear=np.float32(0.25), zoom=0.07, brightness=0.125),
        *(Augmentation(**{name: True if name == "flip" else 0.5}) for name in AUGMENTATIONS),
    ],
)
def test_the_layers_code_makes_the_layers(augmentation):
    made = augmentation_layers(augmentation, seed=3)
    written = [eval(call.code, {"keras": keras}) for call in augmentation_calls(augmentation).values()]
    for one, other in zip(made, written, strict=True):
        assert type(one) is type(other)
        own = {"name": one.name, "seed": one.get_config()["seed"]}  # the page's layers are named and seeded
        assert other.get_config() | own == one.get_config()


def test_every_change_of_the_settings_has_a_layer():
    assert set(AUGMENTATIONS) == {item.name for item in dataclasses.fields(Augmentation)} - {"variants"}


@every_optimiser
@every_schedule
def test_the_notebook_trains_with_the_runs_optimiser(optimiser, schedule, rng):
    settings = ScratchSettings(
        stack="flatten", image_size=16, epochs=3, batch_size=5, patience=9, optimiser=optimiser, schedule=schedule
    )
    network = build_network(describe(parse_stack(settings.stack), (16, 16, 3), 2), (16, 16, 3), seed=0)
    result = OpenedNetwork(network, ("a", "b"), settings)
    cells = ["".join(cell["source"]) for cell in json.loads(retraining_notebook(result))["cells"]]
    names = {"network": network, "SETTINGS": dataclasses.asdict(settings), "SEED": 0}
    names |= {"learning": range(12), "validation": range(12, 16), "targets": np.arange(16) % 2}
    names["pictures"] = rng.uniform(0, 255, (16, 16, 16, 3)).astype(np.float32)
    exec("import keras\nimport tensorflow as tf\n" + next(cell for cell in cells if "def train(" in cell), names)
    assert config(network.optimizer) == config(make_optimiser(settings, settings.learning_rate, 3 * 3))
