"""Training a one-stage detector: objectness, class and box for every anchor of a grid."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from lessons.core.anchors import Grid, encode
from lessons.core.checks import one_of, whole
from lessons.core.detection import Curve, mean_average_precision, precision_recall
from lessons.finding.finders import Found, build_detector, detect
from lessons.finding.scene_runs import WATCHED, SceneRunSettings, fit_on_scenes
from lessons.finding.scenes import Scene, SceneSettings
from lessons.training.loop import Goal
from lessons.training.results import Run
from lessons.work.progress import OnStep, ShouldStop

STEPS = (4, 8, 16)  # pixels of a cell
MOST_ANCHORS = 3
_LEAST = 1e-6  # probabilities are kept away from 0, whose logarithm is none
_BOX = 2.0  # weight of the distance of a box's four offsets


@dataclass(frozen=True, kw_only=True)
class DetectorSettings(SceneRunSettings):
    """Settings of a one-stage detector; the defaults are the app's. Raises ValueError where one is out of range."""

    scenes: SceneSettings = field(default_factory=lambda: SceneSettings(spacing="overlapping", largest=0.25))
    count: int = 5000
    epochs: int = 8
    batch_size: int = 16
    step: int = 8  # pixels of a cell: one of STEPS
    anchors: int = 2  # anchors of a cell, 1 to MOST_ANCHORS

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("step", self.step, STEPS)
        whole("anchors", self.anchors, 1, MOST_ANCHORS)

    @property
    def grid(self) -> Grid:
        """The grid over a scene; its anchors' sides lie evenly between those of the smallest and the largest object."""
        wish = self.scenes
        shares = (np.arange(self.anchors) + 0.5) / self.anchors
        sides = 2 * wish.size * (wish.smallest + (wish.largest - wish.smallest) * shares)
        return Grid(wish.size, wish.size // self.step, tuple(round(float(side), 1) for side in sides))


@dataclass(frozen=True, eq=False)
class DetectorRecord:
    """What a detector found in the watched scenes after an epoch, and how good it was on all validation scenes."""

    epoch: int  # 0 before any training
    found: tuple[Found, ...]  # one per watched scene
    mean_average_precision: float


@dataclass(frozen=True, eq=False)
class DetectorReport:
    """How good a detector is on scenes that it has never seen."""

    mean_average_precision: float
    curves: dict[str, Curve]  # label -> its precision-recall curve
    found: tuple[Found, ...]  # one per test scene


@dataclass(frozen=True, eq=False)
class DetectorRun(Run):
    """A one-stage detector, with its figures on scenes that it has never seen."""

    test_report: DetectorReport
    records: tuple[DetectorRecord, ...]  # the state before the first epoch, and after each


def fit_detector(
    settings: DetectorSettings,
    *,
    earlier: DetectorRun | None = None,
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> DetectorRun:
    """Train a one-stage detector on generated scenes. Synchronous.

    Parameters
    ----------
    settings : DetectorSettings
    earlier : DetectorRun of an earlier call, or None
        The run goes on from its weights, with new scenes; the earlier result is left as it is. Its scenes must have had the
        same size and as many classes, its grid as many anchors and the same step.
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    with DetectorRecords and a DetectorReport

    Raises
    ------
    Stopped
        If it was stopped before the first batch.
    """
    grid, labels = settings.grid, settings.scenes.classes

    def record(model: keras.Model, epoch: int, validation: Sequence[Scene]) -> DetectorRecord:
        report = judge(model, grid, labels, validation)
        return DetectorRecord(epoch, report.found[:WATCHED], report.mean_average_precision)

    return fit_on_scenes(
        DetectorRun,
        settings,
        labels=labels,
        build=lambda: build_detector(grid, len(labels), seed=settings.seed),
        arrays=lambda scenes: detector_targets(grid, len(labels), scenes),
        record=record,
        judge=lambda model, scenes: judge(model, grid, labels, scenes),
        goal=_GOAL,
        earlier=earlier,
        on_step=on_step,
        should_stop=should_stop,
    )


def detector_targets(
    grid: Grid, classes: int, scenes: Sequence[Scene]
) -> tuple[npt.NDArray[np.uint8], dict[str, npt.NDArray[np.float32]]]:
    """The pictures of scenes, and what a detector should say of them.

    Returns
    -------
    (images, targets) : uint8 (scenes, size, size, 3), and a dict of float32 arrays (scenes, cells, cells, anchors, ...) by the
        names of the detector's outputs: "class" one-hot, all 0 where no object is; "box" with `encode`'s objectness as its
        fifth number, so that its loss knows which anchors count
    """
    encoded = [encode(grid, scene.boxes) for scene in scenes]
    one_hot = np.eye(classes + 1, classes, dtype=np.float32)
    targets = {
        "objectness": np.stack([objectness for objectness, _, _ in encoded]),
        "class": np.stack(
            [
                one_hot[np.append(scene.targets, classes)[numbers]]
                for scene, (_, _, numbers) in zip(scenes, encoded, strict=True)
            ]
        ),
        "box": np.stack([np.concatenate([offsets, counts[..., None]], axis=-1) for counts, offsets, _ in encoded]),
    }
    return np.stack([scene.image for scene in scenes]), targets


def judge(model: keras.Model, grid: Grid, labels: Sequence[str], scenes: Sequence[Scene]) -> DetectorReport:
    """Run a detector on scenes and compare what it finds with the truth.

    Returns
    -------
    DetectorReport
    """
    found = detect(model, grid, np.stack([scene.image for scene in scenes]))
    curves = {
        label: precision_recall(
            (one.boxes[one.targets == target], one.scores[one.targets == target], scene.boxes[scene.targets == target])
            for one, scene in zip(found, scenes, strict=True)
        )
        for target, label in enumerate(labels)
    }
    return DetectorReport(mean_average_precision(curves.values()), curves, tuple(found))


def objectness_loss(truth: tf.Tensor, predicted: tf.Tensor) -> tf.Tensor:
    """Cross-entropy of every anchor's yes or no, summed over the anchors: one number per picture."""
    predicted = tf.clip_by_value(predicted, _LEAST, 1 - _LEAST)
    entropy = truth * tf.math.log(predicted) + (1 - truth) * tf.math.log(1 - predicted)
    return -tf.reduce_sum(entropy, axis=(1, 2, 3))


def class_loss(truth: tf.Tensor, predicted: tf.Tensor) -> tf.Tensor:
    """Cross-entropy of the classes, summed over the anchors that answer for an object: one number per picture."""
    return -tf.reduce_sum(truth * tf.math.log(tf.maximum(predicted, _LEAST)), axis=(1, 2, 3, 4))


def box_loss(truth: tf.Tensor, predicted: tf.Tensor) -> tf.Tensor:
    """Twice the distance of the four offsets, summed over the anchors that answer for an object: one number per picture."""
    return _BOX * tf.reduce_sum(tf.abs(truth[..., :4] - predicted) * truth[..., 4:], axis=(1, 2, 3, 4))


_GOAL = Goal(loss={"objectness": objectness_loss, "class": class_loss, "box": box_loss}, metrics=())
