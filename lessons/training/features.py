"""What a frozen base makes of a data set's pictures: computed once, and kept for the next run while there is room."""

import contextlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from lessons.data.examples import Dataset
from lessons.images.resizing import square
from lessons.nets.inference import constant_weights, run_layers
from lessons.training.augmentation import augmented
from lessons.training.settings import TrainingSettings
from lessons.work.byte_store import ByteStore
from lessons.work.progress import OnStep, Phase, ShouldStop, Stopped

BATCH = 16  # pictures per forward pass
MOST_BYTES = 3_000_000_000  # that a run may need, by `needed_bytes`
KEPT_BYTES = 1_000_000_000  # of outputs that stay for the next runs, of all data sets together
_IN_FLIGHT = 12  # batches that exist at a time while a network is trained: measured, of training and of validation together
_WORTH = 2_500_000  # pixels in all from which making a graph with constant weights pays: 270 pictures of 96 × 96
_READY = 8  # times its weights: what a graph takes that holds them, as `lessons.nets.inference` tells
_AHEAD = 64  # pictures that are changed at a time

FEATURES = ByteStore(KEPT_BYTES)
"""What is kept, by data set, for the whole process."""


@dataclass(frozen=True, eq=False)
class Features:
    """Outputs of one layer of a frozen base, float32 arrays of (pictures, rows, columns, channels), read-only."""

    plain: np.ndarray  # of the training pictures as they are
    variants: tuple[np.ndarray, ...]  # of those to learn from: as they are, or changed at random, each time anew
    test: np.ndarray

    @property
    def nbytes(self) -> int:
        """Bytes of all its arrays."""
        return sum(part.nbytes for part in {id(part): part for part in (self.plain, self.test, *self.variants)}.values())


def dataset_pictures(settings: TrainingSettings, dataset: Dataset) -> Features:
    """The pictures themselves as `Features`, uint8, at the size of the settings: what a network learns from scratch on."""
    training, testing = (
        np.stack([square(image, settings.image_size) for image in part.images]) for part in (dataset.train, dataset.test)
    )
    return Features(training, _changed(training, settings) or (training,), testing)


def dataset_features(
    settings: TrainingSettings,
    dataset: Dataset,
    base: keras.Model,
    layers: Sequence[str],
    *,
    on_step: OnStep,
    should_stop: ShouldStop,
) -> dict[str, Features]:
    """The outputs of some layers of a frozen base for the training and the test pictures of a data set.

    Parameters
    ----------
    settings : TrainingSettings
    dataset : lessons.data.datasets.Dataset
        The features hang on this very object, so they disappear with it; a second call returns them at once, as long as not
        too many others were asked for since: up to KEPT_BYTES are kept in the whole process.
    base : keras.Model
        The frozen base that the settings ask for.
    layers : sequence of names of its layers
    on_step : function of a Step, called after every batch
    should_stop : function, asked before every batch

    Returns
    -------
    dict of layer name -> Features

    Raises
    ------
    Stopped
        As soon as `should_stop()` is true.
    ValueError
        If the run would need too much memory: more than MOST_BYTES, by `needed_bytes`.
    """
    found = {layer: FEATURES.find(dataset, _key(settings, layer)) for layer in layers}
    missing = [layer for layer in layers if found[layer] is None]
    if missing:
        _refuse_too_much(settings, dataset, base, layers)
        for layer, features in _extract(settings, dataset, base, missing, on_step, should_stop).items():
            found[layer] = features
            FEATURES.keep(dataset, _key(settings, layer), features)
    return found


def needed_bytes(settings: TrainingSettings, dataset: Dataset, base: keras.Model, layers: Sequence[str]) -> int:
    """Bytes that a run takes: the pictures, the base that is made ready to answer, the outputs of some layers of it, and the
    copies of the largest of them that training makes.

    Parameters are those of `dataset_features`. A run of 320 pictures in four variants through EfficientNet-Lite0 at 224,
    flattened, was measured: the process grew by 1.22 GB. This says 1.19.
    """
    changed = settings.augmentation.variants if settings.augmentation.active else 0
    training, share = len(dataset.train), settings.validation_share
    outputs = training * (1 + changed) + len(dataset.test)
    copied = training * ((1 - share) * max(changed, 1) + share)
    sizes = [4 * int(np.prod(base.get_layer(layer).output.shape[1:])) for layer in layers]
    kept = outputs * (sum(sizes) + 3 * settings.image_size**2) + (copied + _IN_FLIGHT * settings.batch_size) * max(sizes)
    return int(kept + _READY * sum(array.nbytes for array in base.get_weights()))


def _key(settings: Any, layer: str) -> Hashable:
    random = settings.seed if settings.arm == "random" else None
    changes = (settings.augmentation, settings.seed) if settings.augmentation.active else None
    return settings.network, layer, settings.image_size, random, changes


def _changed(pictures: np.ndarray, settings: Any) -> tuple[np.ndarray, ...]:
    """The variants of pictures that the settings ask for: none where nothing is changed."""
    if not settings.augmentation.active:
        return ()
    seeds = [1000 * settings.seed + number for number in range(settings.augmentation.variants)]
    return tuple(
        np.concatenate(
            [
                augmented(pictures[first : first + _AHEAD], settings.augmentation, seed=len(pictures) * seed + first)
                for first in range(0, len(pictures), _AHEAD)
            ]
        )
        for seed in seeds
    )


def _refuse_too_much(settings: Any, dataset: Dataset, base: keras.Model, layers: Sequence[str]) -> None:
    needed = needed_bytes(settings, dataset, base, layers)
    if needed > MOST_BYTES:
        pictures, size = len(dataset.train) + len(dataset.test), settings.image_size
        raise ValueError(
            f"A training on {pictures:,} pictures of {size} × {size} needs {needed / 1e9:.1f} GB of memory, "
            f"and {MOST_BYTES / 1e9:.1f} are allowed. Choose a smaller image size, fewer layers to fine-tune, or fewer "
            "variants"
        )


def _extract(
    settings: Any, dataset: Dataset, base: keras.Model, layers: Sequence[str], on_step: OnStep, should_stop: ShouldStop
) -> dict[str, Features]:
    pictures = dataset_pictures(settings, dataset)
    parts = [pictures.plain, pictures.test, *(pictures.variants if settings.augmentation.active else ())]
    total = sum(map(len, parts))
    outputs: dict[str, list[np.ndarray]] = {layer: [] for layer in layers}
    phase, done = Phase("features", total, on_step), 0
    phase.report(0)
    many = total * settings.image_size**2 >= _WORTH
    with constant_weights(base) if many else contextlib.nullcontext():
        for part in parts:
            made: dict[str, list[np.ndarray]] = {layer: [] for layer in layers}
            for first in range(0, len(part), BATCH):
                if should_stop():
                    raise Stopped
                batch = part[first : first + BATCH]
                for layer, values in zip(layers, run_layers(base, batch, layers), strict=True):
                    made[layer].append(values)
                done += len(batch)
                phase.report(done)
            for layer in layers:
                outputs[layer].append(np.concatenate(made[layer]))
                outputs[layer][-1].setflags(write=False)
    return {layer: Features(plain, tuple(variants) or (plain,), test) for layer, (plain, test, *variants) in outputs.items()}
