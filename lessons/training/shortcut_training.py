"""A network that may take a shortcut: how it is trained, and the three tests that find out whether it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lessons.core.shortcut import SIDE
from lessons.data.planted_cue import Planted
from lessons.training.evaluation import TestReport, evaluate
from lessons.training.settings import ScratchSettings

if TYPE_CHECKING:
    import keras

STACK = "conv 8; max; conv 16; max; conv 32; max; flatten"
EPOCHS = 12


def shortcut_settings(seed: int) -> ScratchSettings:
    """How the network is built and trained."""
    return ScratchSettings(stack=STACK, image_size=SIDE, epochs=EPOCHS, seed=seed)


def shortcut_reports(model: keras.Model, planted: Planted) -> tuple[TestReport, TestReport, TestReport]:
    """What a network makes of the three tests of a planted data set, in the order of `Planted.tests`."""
    from lessons.nets.inference import run_layers

    truth, labels = planted.dataset.test.targets, planted.dataset.labels
    asked = (run_layers(model, np.stack(images), ["probabilities"])[0] for images in planted.tests)
    first, second, third = (evaluate(np.asarray(said), truth, labels) for said in asked)
    return first, second, third
