"""Training a network that gives every pixel of a generated scene a class, while its masks are recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from lessons.core.checks import one_of
from lessons.core.overlap import class_dice, class_iou, pixel_confusion
from lessons.finding.pixel_scenes import SCENES
from lessons.finding.scene_runs import SceneRunSettings, fit_on_scenes, watched_scenes
from lessons.finding.scenes import Scene, SceneSettings
from lessons.finding.segmenters import SEGMENTERS, build_segmenter
from lessons.images.instances import connected_objects, objects_found
from lessons.images.resizing import square
from lessons.nets.inference import run_layers
from lessons.training.loop import Goal
from lessons.training.results import Run
from lessons.work.progress import OnStep, ShouldStop

GENTLER = 3  # by how much the learning rate of a run that goes on is smaller
_BATCH = 64  # scenes per forward pass
_SMOOTH = 1.0  # pixels that keep Dice from dividing by nothing


@dataclass(frozen=True, kw_only=True)
class SegmentationSettings(SceneRunSettings):
    """Settings of a network that segments scenes. Raises ValueError where one is out of range."""

    network: str = "U-Net"  # a key of SEGMENTERS
    scenes: SceneSettings = field(default_factory=lambda: SCENES)
    count: int = 1200
    tests: int = 200
    epochs: int = 10
    learning_rate: float = 1e-2
    batch_size: int = 16

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("network", self.network, tuple(SEGMENTERS))


@dataclass(frozen=True)
class SegmentationReport:
    """Figures on scenes that were never trained on; the first class is the background."""

    confusion: np.ndarray  # int64 (classes, classes), pixels: rows are the truth, columns what the network said
    iou: np.ndarray  # float32 (classes,)
    dice: np.ndarray  # float32 (classes,)
    found: int  # objects that a connected component of the network's mask finds
    objects: int
    components: int

    @property
    def mean_iou(self) -> float:
        """The mean over the classes, the background among them, as PASCAL VOC counts it."""
        return float(np.nanmean(self.iou))

    @property
    def accuracy(self) -> float:
        """The share of pixels that are labelled correctly."""
        return float(np.trace(self.confusion) / self.confusion.sum())


@dataclass(frozen=True, eq=False)
class MaskRecord:
    """What the network made of the pictures that are watched, after an epoch."""

    epoch: int  # 0 before any training
    pictures: np.ndarray  # uint8 (pictures, size, size, 3): the watched scenes, and after them the watched pictures
    masks: np.ndarray  # uint8 (pictures, size, size)


@dataclass(frozen=True, eq=False)
class SegmenterRun(Run):
    """A network that segments, with its figures on scenes that it has never seen."""

    test_report: SegmentationReport
    records: tuple[MaskRecord, ...]  # the state before the first epoch, and after each


def fit_segmentation(
    settings: SegmentationSettings,
    *,
    watched: Sequence[npt.NDArray[np.uint8]] = (),
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
    earlier: SegmenterRun | None = None,
) -> SegmenterRun:
    """Build the network that the settings name, and train it on generated scenes. Synchronous.

    Parameters
    ----------
    settings : SegmentationSettings
    watched : sequence of uint8 pictures, of any size
        Their masks are recorded after every epoch, after those of `lessons.finding.scene_runs.watched_scenes`.
    on_step, should_stop : as `lessons.training.fit.fit` takes them
    earlier : SegmenterRun of a run with the same network and scenes, or None
        This run goes on from its weights, with new scenes, at a learning rate that is `GENTLER` times smaller. Its
        network is not changed.

    Returns
    -------
    SegmenterRun
        The same settings and device give the same result.

    Raises
    ------
    Stopped
        If it was stopped before the first batch.
    """
    size, labels = settings.scenes.size, ("background", *settings.scenes.classes)
    looked_at = np.stack([scene.image for scene in watched_scenes(settings)] + [square(picture, size) for picture in watched])
    return fit_on_scenes(
        SegmenterRun,
        settings,
        labels=labels,
        build=lambda: build_segmenter(SEGMENTERS[settings.network], size, seed=settings.seed),
        arrays=arrays,
        record=lambda model, epoch, _: _masks_now(model, epoch, looked_at),
        judge=lambda model, scenes: report(model, scenes, len(labels)),
        goal=Goal(cross_entropy_and_dice, ("accuracy", _mean_iou(len(labels)))),
        earlier=earlier,
        on_step=on_step,
        should_stop=should_stop,
        gentler=GENTLER,
    )


def arrays(scenes: Sequence[Scene]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Scenes as arrays to learn from: pictures, uint8 (scenes, size, size, 3), and the class of each pixel, uint8."""
    return np.stack([scene.image for scene in scenes]), np.stack([scene.semantic for scene in scenes])


def masks_of(model: keras.Model, pictures: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """The most probable class of each pixel.

    Parameters
    ----------
    model : network of `lessons.finding.segmenters`
    pictures : array of shape (pictures, size, size, 3), raw 0-255 RGB

    Returns
    -------
    uint8 array of shape (pictures, size, size)
    """
    parts = (pictures[first : first + _BATCH] for first in range(0, len(pictures), _BATCH))
    name = model.layers[-1].name
    return np.concatenate([run_layers(model, part, [name])[0].argmax(axis=-1).astype(np.uint8) for part in parts])


def report(model: keras.Model, scenes: Sequence[Scene], classes: int) -> SegmentationReport:
    """Judge a network on scenes, pixel by pixel and object by object, as a SegmentationReport."""
    pictures, truth = arrays(scenes)
    masks = masks_of(model, pictures)
    confusion = pixel_confusion(truth, masks, classes)
    counts = [objects_found(scene.instances, connected_objects(mask)[0]) for scene, mask in zip(scenes, masks, strict=True)]
    return SegmentationReport(confusion, class_iou(confusion), class_dice(confusion), *map(int, np.sum(counts, axis=0)))


@keras.saving.register_keras_serializable("lessons")
def cross_entropy_and_dice(targets: tf.Tensor, probabilities: tf.Tensor) -> tf.Tensor:
    """Cross-entropy of each pixel plus one minus the mean Dice of the classes, each over the whole batch.

    Cross-entropy alone is content with calling everything background; Dice asks for overlap with each class (Milletari,
    Navab and Ahmadi, "V-Net", 2016).

    Parameters
    ----------
    targets : int tensor of shape (pictures, rows, columns)
    probabilities : float tensor of shape (pictures, rows, columns, classes)
    """
    ops = keras.ops
    truth = ops.one_hot(ops.cast(targets, "int32"), probabilities.shape[-1])
    entropy = -ops.mean(ops.sum(truth * ops.log(ops.maximum(probabilities, 1e-7)), axis=-1))
    shared = ops.sum(truth * probabilities, axis=(0, 1, 2))
    sizes = ops.sum(truth + probabilities, axis=(0, 1, 2))
    return entropy + 1 - ops.mean((2 * shared + _SMOOTH) / (sizes + _SMOOTH))


def _mean_iou(classes: int) -> keras.metrics.Metric:
    return keras.metrics.MeanIoU(classes, sparse_y_true=True, sparse_y_pred=False, name="mean_iou")


def _masks_now(model: keras.Model, epoch: int, pictures: np.ndarray) -> MaskRecord:
    """What a network that is being trained makes of some pictures."""
    probabilities = model(pictures.astype(np.float32), training=False)
    return MaskRecord(epoch, pictures, np.argmax(probabilities, axis=-1).astype(np.uint8))
