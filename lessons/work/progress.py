"""What a training run tells: how far it is, and what came out of it. Immutable, so that threads can share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from lessons.training.evaluation import TestReport
from lessons.training.settings import RunSettings

if TYPE_CHECKING:
    import keras

PHASES = {
    "scenes": "Drawing the scenes to learn from",
    "features": "Showing every picture to the frozen base, once",
    "training": "Training",
    "fine_tuning": "Fine-tuning the last layers too",
    "evaluation": "Judging it on the test pictures",
    "windows": "Showing every window to the network",
    "drawing": "Drawing",
    "fetching": "Fetching",
    "reading": "Reading the pictures",
}
"""Phase -> what happens in it, in words for learners."""


class Stopped(Exception):  # noqa: N818 - being stopped is not an error
    """A work was stopped before it had a result."""


@dataclass(frozen=True)
class Epoch:
    """Figures after one pass over the training pictures. The validation pictures were not trained on."""

    number: int  # from 1
    loss: float  # of a classifier, its cross-entropy in nats
    accuracy: float | None  # in [0, 1]; None where it is not measured
    validation_loss: float
    validation_accuracy: float | None
    figures: Mapping[str, float] = field(default_factory=dict)  # all other figures by Keras's names, such as "val_box_iou"


@dataclass(frozen=True, eq=False)
class Frame:
    """What a network looked like after an epoch, for one picture that is watched all along."""

    epoch: int  # 0 before any training
    kernels: np.ndarray | None  # float32 (k, k, channels, filters) of the first convolution, if there is one
    maps: dict  # layer name -> float16 (rows, columns, channels), of the picture that is watched
    probabilities: np.ndarray  # float32 (classes,), of that picture


@dataclass(frozen=True)
class Step:
    """How far a run has come. Immutable, so that it can be handed from the training thread to a page."""

    phase: str  # a key of PHASES
    done: int  # pictures shown, an epoch after the other; in phase "scenes" scenes, in "windows" windows
    total: int
    seconds: float  # since this phase began
    history: tuple[Epoch, ...] = ()
    frames: tuple[Frame, ...] = ()  # of a run that records them
    earlier: tuple["FitResult", ...] = ()  # the arms that were trained before this one, of a run of several

    def beside(self, results):
        """The same step, of an arm that comes after these results."""
        return replace(self, earlier=tuple(results))

    @property
    def seconds_left(self):
        """Expected seconds to the end of this phase, or None before anything is known."""
        return self.seconds / self.done * (self.total - self.done) if self.done else None


@dataclass(frozen=True, eq=False)
class FitResult:
    """A trained model and everything that is needed to judge it."""

    model: "keras.Model"  # raw 0-255 RGB of (pictures, size, size, 3) -> probabilities by `labels`, or what it learned
    labels: tuple[str, ...]
    history: tuple[Epoch, ...]
    test_report: TestReport  # or the report of another task than telling classes apart
    settings: RunSettings
    device: str
    seconds: float  # the whole run
    stopped: bool  # before the last epoch
    frames: tuple[Frame, ...] = ()  # the state before the first epoch, and after each, of a run that records them
    validation_report: TestReport | None = None  # the same figures on the validation pictures
    test_images: tuple[np.ndarray, ...] = ()  # what `test_report` is about, in its order
    head_epochs: int = 0  # epochs before its last layers were fine-tuned too
    pictures: int = 0  # that it learned from
    learned_parameters: int = 0
    frozen_parameters: int = 0
    data: str = ""  # title of the data set
    fingerprint: str = ""  # of the data set, as `lessons.data.examples.Dataset` has it
