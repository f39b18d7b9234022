"""Training a box regressor: the class and the four numbers of the one object of a scene."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import keras  # noqa: F401  # before TensorFlow, as everywhere
import numpy as np
import tensorflow as tf

from lessons.core.boxes import iou
from lessons.finding.finders import box_as_shares, build_locator, locate
from lessons.finding.scene_runs import SceneRunSettings, fit_on_scenes, watched_scenes
from lessons.finding.scenes import Scene, SceneSettings
from lessons.training.loop import Goal
from lessons.training.results import Run
from lessons.work.progress import OnStep, ShouldStop

_DISTANCE = 5.0  # weight of the mean distance of the four numbers, beside 1 - IoU: it pulls where boxes share nothing


@dataclass(frozen=True, kw_only=True)
class LocatorSettings(SceneRunSettings):
    """Settings of a box regressor; the defaults are the app's. Raises ValueError where one is out of range."""

    scenes: SceneSettings = field(default_factory=lambda: SceneSettings(most=1, smallest=0.12, largest=0.32))
    count: int = 4000
    epochs: int = 10

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.scenes.most != 1:
            raise ValueError(f"a box regressor's scenes must have one object. Received: most={self.scenes.most}")


@dataclass(frozen=True, eq=False)
class LocatorRecord:
    """What a box regressor said of the watched scenes after an epoch."""

    epoch: int  # 0 before any training
    boxes: np.ndarray  # float32 (scenes, 4), in pixels
    probabilities: np.ndarray  # float32 (scenes, classes)


@dataclass(frozen=True, eq=False)
class LocatorReport:
    """How good a box regressor is on scenes that it has never seen."""

    mean_iou: float
    accuracy: float
    ious: np.ndarray  # float32 (scenes,)
    boxes: np.ndarray  # float32 (scenes, 4)
    probabilities: np.ndarray  # float32 (scenes, classes)


@dataclass(frozen=True, eq=False)
class LocatorRun(Run):
    """A box regressor, with its figures on scenes that it has never seen."""

    test_report: LocatorReport
    records: tuple[LocatorRecord, ...]  # the state before the first epoch, and after each


def fit_locator(
    settings: LocatorSettings,
    *,
    earlier: LocatorRun | None = None,
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> LocatorRun:
    """Train a box regressor on generated scenes. Synchronous.

    Parameters
    ----------
    settings : LocatorSettings
    earlier : LocatorRun of an earlier call, or None
        The run goes on from its weights, with new scenes; the earlier result is left as it is. Its scenes must have had the
        same size and as many classes.
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    with LocatorRecords and a LocatorReport

    Raises
    ------
    Stopped
        If it was stopped before the first batch.
    """
    size, labels = settings.scenes.size, settings.scenes.classes
    watched = np.stack([scene.image for scene in watched_scenes(settings)])
    return fit_on_scenes(
        LocatorRun,
        settings,
        labels=labels,
        build=lambda: build_locator(size, len(labels), seed=settings.seed),
        arrays=_arrays,
        record=lambda model, epoch, _: LocatorRecord(epoch, *locate(model, watched)),
        judge=_judge,
        goal=_GOAL,
        earlier=earlier,
        on_step=on_step,
        should_stop=should_stop,
    )


def _arrays(scenes: Sequence[Scene]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    boxes = np.stack([scene.boxes[0] for scene in scenes])
    targets = {
        "class": np.array([scene.targets[0] for scene in scenes]),
        "box": box_as_shares(boxes, scenes[0].image.shape[0]),
    }
    return np.stack([scene.image for scene in scenes]), targets


def _judge(model: Any, scenes: Sequence[Scene]) -> LocatorReport:
    boxes, probabilities = locate(model, np.stack([scene.image for scene in scenes]))
    ious = iou(boxes, np.stack([scene.boxes[0] for scene in scenes]))
    right = probabilities.argmax(axis=1) == np.array([scene.targets[0] for scene in scenes])
    return LocatorReport(float(ious.mean()), float(right.mean()), ious, boxes, probabilities)


def mean_iou(truth: tf.Tensor, predicted: tf.Tensor) -> tf.Tensor:
    """`lessons.core.boxes.iou` of boxes given as middle, width and height, as TensorFlow computes it: one number per box.

    Its name is that of the figure that Keras makes of it, the mean over the boxes of an epoch.
    """
    low = tf.maximum(truth[:, :2] - truth[:, 2:] / 2, predicted[:, :2] - predicted[:, 2:] / 2)
    high = tf.minimum(truth[:, :2] + truth[:, 2:] / 2, predicted[:, :2] + predicted[:, 2:] / 2)
    shared = tf.reduce_prod(tf.maximum(high - low, 0), axis=-1)
    areas = tf.reduce_prod(truth[:, 2:], axis=-1) + tf.reduce_prod(predicted[:, 2:], axis=-1)
    return shared / (areas - shared)


def box_loss(truth: tf.Tensor, predicted: tf.Tensor) -> tf.Tensor:
    """1 - IoU, and five times the mean distance of the four numbers: one number per box.

    References
    ----------
    Yu et al., "UnitBox: an advanced object detection network", 2016, which minimises the logarithm of the IoU.
    """
    return 1 - mean_iou(truth, predicted) + _DISTANCE * tf.reduce_mean(tf.abs(truth - predicted), axis=-1)


_GOAL = Goal(
    loss={"class": "sparse_categorical_crossentropy", "box": box_loss},
    metrics={"class": ["sparse_categorical_accuracy"], "box": [mean_iou]},
)
