"""What a frozen base makes of a data set's pictures: computed once, and kept for as long as the data set lives."""

import threading
import time
import weakref
from dataclasses import dataclass

import numpy as np

from lessons.images.resizing import square
from lessons.nets.inference import run_layers
from lessons.training.augmentation import augmented
from lessons.training.progress import Step

BATCH = 16  # pictures per forward pass
MOST_BYTES = 1_500_000_000  # of the outputs that a run may keep
_KEPT_BYTES = 600_000_000  # of a data set's outputs that stay for its next run: the latest
_AHEAD = 64  # pictures that are changed at a time

_FEATURES = weakref.WeakKeyDictionary()
_LOCK = threading.Lock()


class TrainingStopped(Exception):  # noqa: N818 - being stopped is not an error
    """Training was stopped before anything was learned."""


@dataclass(frozen=True, eq=False)
class Features:
    """Outputs of one layer of a frozen base, float32 arrays of (pictures, rows, columns, channels), read-only."""

    plain: np.ndarray  # of the training pictures as they are
    variants: tuple[
        np.ndarray, ...
    ]  # of the training pictures, to learn from: as they are, or changed at random, each time anew
    test: np.ndarray


def dataset_pictures(settings, dataset):
    """The pictures themselves as `Features`, uint8, at the size of the settings: what a network learns from scratch on."""
    training, testing = (
        np.stack([square(image, settings.image_size) for image in part.images]) for part in (dataset.train, dataset.test)
    )
    return Features(training, _changed(training, settings) or (training,), testing)


def dataset_features(settings, dataset, base, layers, *, on_step, should_stop):
    """The outputs of some layers of a frozen base for the training and the test pictures of a data set.

    Parameters
    ----------
    settings : TrainingSettings
    dataset : lessons.training.datasets.Dataset
        The features hang on this very object, so they disappear with it; a second call returns them at once.
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
    TrainingStopped
        As soon as `should_stop()` is true.
    ValueError
        If the outputs would need too much memory.
    """
    with _LOCK:
        kept = _FEATURES.setdefault(dataset, {})
        found = {layer: kept.get(_key(settings, layer)) for layer in layers}
    missing = [layer for layer in layers if found[layer] is None]
    if missing:
        made = _extract(settings, dataset, base, missing, on_step, should_stop)
        with _LOCK:
            for layer, features in made.items():
                found[layer] = kept[_key(settings, layer)] = features
            while len(kept) > 1 and sum(map(_bytes, kept.values())) > _KEPT_BYTES:
                del kept[next(iter(kept))]
    return found


def _key(settings, layer):
    random = settings.seed if settings.arm == "random" else None
    changes = (settings.augmentation, settings.seed) if settings.augmentation.active else None
    return settings.network, layer, settings.image_size, random, changes


def _bytes(features):
    return sum(part.nbytes for part in (features.plain, features.test, *features.variants))


def _changed(pictures, settings):
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


def _extract(settings, dataset, base, layers, on_step, should_stop):
    began = time.perf_counter()
    pictures = dataset_pictures(settings, dataset)
    parts = [pictures.plain, pictures.test, *(pictures.variants if settings.augmentation.active else ())]
    total = sum(map(len, parts))
    needed = total * 4 * sum(np.prod(base.get_layer(layer).output.shape[1:]) for layer in layers)
    if needed > MOST_BYTES:
        raise ValueError(
            f"What the frozen layers answer to {total:,} pictures of {settings.image_size} × {settings.image_size} needs "
            f"{needed / 1e9:.1f} GB, and {MOST_BYTES / 1e9:.1f} are allowed. Choose a smaller image size, fewer layers to "
            "fine-tune, or fewer variants"
        )
    outputs = {layer: [] for layer in layers}
    done = 0
    for part in parts:
        made = {layer: [] for layer in layers}
        for first in range(0, len(part), BATCH):
            if should_stop():
                raise TrainingStopped
            batch = part[first : first + BATCH]
            for layer, values in zip(layers, run_layers(base, batch, layers), strict=True):
                made[layer].append(values)
            done += len(batch)
            on_step(Step("features", done, total, time.perf_counter() - began))
        for layer in layers:
            outputs[layer].append(np.concatenate(made[layer]))
            outputs[layer][-1].setflags(write=False)
    return {layer: Features(plain, tuple(variants) or (plain,), test) for layer, (plain, test, *variants) in outputs.items()}
