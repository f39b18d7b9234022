"""What comes out of a training run: a network, and everything that is needed to judge it. Each kind of run has a type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lessons.data.examples import Dataset
from lessons.nets.travelling import Travelling
from lessons.training.evaluation import TestReport
from lessons.training.settings import RunSettings
from lessons.work.progress import Epoch

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True, eq=False)
class LabelledNetwork(Travelling):
    """A network that is ready for use: what all that follow share. It can be pickled, and travels as data."""

    model: keras.Model  # raw 0-255 RGB of (pictures, size, size, 3) -> probabilities by `labels`, or what it learned
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OpenedNetwork(LabelledNetwork):
    """The network of a project that was opened. Of its training no more than the settings is known, if those are."""

    settings: RunSettings | None


@dataclass(frozen=True, eq=False)
class Run(LabelledNetwork):
    """A network that was trained here, whatever it learned."""

    history: tuple[Epoch, ...]
    kept: Epoch  # of the history the one whose weights the network has: not the last where early stopping kept a better one
    settings: RunSettings
    device: str
    seconds: float  # the whole run
    stopped: bool  # before the last epoch

    @property
    def kept_earlier(self) -> bool:
        """Whether early stopping kept the network of an epoch before the last one."""
        return self.kept.number < self.history[-1].number


@dataclass(frozen=True, eq=False)
class StackRecord:
    """What a stacked network looked like after an epoch, for one picture that is watched all along."""

    epoch: int  # 0 before any training
    kernels: np.ndarray | None  # float32 (k, k, channels, filters) of the first convolution, if there is one
    maps: dict[str, np.ndarray]  # layer name -> float16 (rows, columns, channels), of the picture that is watched
    probabilities: np.ndarray  # float32 (classes,), of that picture
    weights: tuple[np.ndarray, ...] = ()  # of the network, in Keras's order


@dataclass(frozen=True, eq=False)
class SaidSoFar:
    """What a network answered to the validation pictures after an epoch of its training."""

    epoch: int  # 0 before any training, or before its last layers learn too
    answers: np.ndarray  # int16 (pictures,), places in the labels


@dataclass(frozen=True)
class Arm:
    """One of several runs, as those that come after it tell of it."""

    settings: RunSettings
    history: tuple[Epoch, ...]
    validation_report: TestReport


@dataclass(frozen=True, eq=False)
class ClassifierRun(Run):
    """A classifier, with its figures on pictures that it did not learn from.

    Pickled it leaves the test pictures behind, which whoever asked for the run has: `with_pictures` gives them back.
    """

    test_report: TestReport
    validation_report: TestReport
    test_images: tuple[np.ndarray, ...]  # what `test_report` is about, in its order
    pictures: int  # that it learned from
    data: str  # title of the data set
    fingerprint: str  # of the data set, as `lessons.data.examples.Dataset` has it
    learned_parameters: int
    frozen_parameters: int = 0
    head_epochs: int = 0  # epochs before its last layers were fine-tuned too
    records: tuple[StackRecord, ...] = ()  # the state before the first epoch, and after each, of a stack that records them

    def __getstate__(self) -> dict[str, Any]:
        return super().__getstate__() | {"test_images": ()}

    def call_classes(self, labels: Sequence[str]) -> None:
        """Give its classes other names, in their order. Names are no data: the network stays, and so do its figures."""
        reports = {part: getattr(self, part).called(labels) for part in ("test_report", "validation_report")}
        self.__dict__.update(reports, labels=tuple(labels))

    def with_pictures(self, dataset: Dataset) -> ClassifierRun:
        """The same run of this data set with the test pictures, as it was before it was pickled.

        Raises
        ------
        ValueError
            If it was trained on another data set.
        """
        if self.fingerprint != dataset.fingerprint:
            raise ValueError(f"the data set must be the one that the run learned from. Received: {dataset.title}")
        same = object.__new__(type(self))
        same.__setstate__(self.__dict__ | {"test_images": dataset.test.images})
        return same


def with_pictures(dataset: Dataset, runs: Sequence[ClassifierRun]) -> tuple[ClassifierRun, ...]:
    """Several runs of a data set that were trained in another process, with their test pictures."""
    return tuple(run.with_pictures(dataset) for run in runs)
