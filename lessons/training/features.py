"""What a frozen base makes of a data set's pictures: computed once, and kept for as long as the data set lives."""

import threading
import weakref

import numpy as np

from lessons.images.resizing import square
from lessons.nets.inference import run_layers

BATCH = 16  # pictures per forward pass
_KEPT = 4  # pairs of feature arrays kept for each data set: the latest

_FEATURES = weakref.WeakKeyDictionary()
_LOCK = threading.Lock()


class TrainingStopped(Exception):  # noqa: N818 - being stopped is not an error
    """Training was stopped before anything was learned."""


def dataset_features(settings, dataset, base, *, on_batch, should_stop):
    """The base's last maps for the training and the test pictures of a data set.

    Parameters
    ----------
    settings : TrainingSettings
    dataset : lessons.training.datasets.Dataset
        The features hang on this very object, so they disappear with it; a second call returns them at once.
    base : keras.Model
        The frozen base that the settings ask for.
    on_batch : function of the number of pictures done so far, called after every batch
    should_stop : function, asked before every batch

    Returns
    -------
    pair of float32 arrays of shape (pictures, rows, columns, 512): training, test

    Raises
    ------
    TrainingStopped
        As soon as `should_stop()` is true.
    """
    key = (settings.base, settings.image_size, settings.seed if settings.base == "random" else None)
    with _LOCK:
        kept = _FEATURES.setdefault(dataset, {})
        features = kept.get(key)
    if features is None:
        images = dataset.train.images + dataset.test.images
        features = _extract(base, images, on_batch=on_batch, should_stop=should_stop)
        features.setflags(write=False)
        with _LOCK:
            kept[key] = features
            while len(kept) > _KEPT:
                del kept[next(iter(kept))]
    return features[: len(dataset.train)], features[len(dataset.train) :]


def _extract(base, images, *, on_batch, should_stop):
    size, last_layer = base.inputs[0].shape[1], base.layers[-1].name
    parts = []
    for first in range(0, len(images), BATCH):
        if should_stop():
            raise TrainingStopped
        pictures = np.stack([square(image, size) for image in images[first : first + BATCH]])
        parts.append(run_layers(base, pictures, [last_layer])[0])
        on_batch(first + len(pictures))
    return np.concatenate(parts)
