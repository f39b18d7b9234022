"""The same test once more, with pictures that were made harder: the network is asked anew, and learns nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lessons.images.hard_pictures import harder
from lessons.images.resizing import square
from lessons.nets.inference import run_layers
from lessons.training.evaluation import TestReport, evaluate

if TYPE_CHECKING:
    import keras

MOST = 48  # pictures that are asked about, so that one need not wait
_BATCH = 16


def some_of(targets: npt.NDArray[np.int64], most: int = MOST) -> npt.NDArray[np.int64]:
    """Positions of up to so many pictures, spread evenly over the classes and within each."""
    order = np.argsort(targets, kind="stable")
    return np.sort(order[np.unique(np.linspace(0, len(order) - 1, min(most, len(order))).round().astype(int))])


def harder_pictures(images: Sequence[npt.NDArray[np.uint8]], change: str, strength: float) -> list[npt.NDArray[np.uint8]]:
    """Pictures made harder as `lessons.images.hard_pictures.harder` does it, each with a seed of its own."""
    return [harder(image, change, strength, seed=number) for number, image in enumerate(images)]


def harder_report(
    model: keras.Model, images: Sequence[npt.NDArray[np.uint8]], targets: npt.NDArray[np.int64], labels: Sequence[str]
) -> TestReport:
    """What a network answers to pictures whose classes are known, as figures."""
    size, last = model.inputs[0].shape[1], model.layers[-1].name
    pictures = np.stack([square(image, size) for image in images])
    batches = (pictures[first : first + _BATCH] for first in range(0, len(pictures), _BATCH))
    return evaluate(np.concatenate([run_layers(model, batch, [last])[0] for batch in batches]), targets, labels)
