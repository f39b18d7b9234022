"""What a classifier calls a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt

from lessons.nets.inference import run_layers
from lessons.nets.probing import network_input


@dataclass(frozen=True)
class Label:
    """One answer of a classifier."""

    index: int  # position among the classes
    name: str
    probability: float


def answer(model: keras.Model, picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """All probabilities for a picture of the model's own size: float32 (classes,)."""
    return run_layers(model, picture[np.newaxis], [model.layers[-1].name])[0][0]


def rank(model: keras.Model, labels: Sequence[str], image: npt.NDArray[np.uint8], *, top: int) -> list[Label]:
    """The most probable labels of a picture.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB and ends with probabilities
    labels : sequence of names, one per class
    image : uint8 array of shape (rows, columns, 3), of any size
        The network is shown the whole picture at its input size (`lessons.images.resizing.square`).
    top : int, from 1 to the number of classes

    Returns
    -------
    list of Label, the most probable first

    Raises
    ------
    ValueError
        If `top` is out of range, or the image is not an RGB picture.
    """
    if not 1 <= top <= len(labels):
        raise ValueError(f"top must be between 1 and {len(labels)}. Received: top={top}")
    probabilities = answer(model, network_input(model, image))
    best = np.argsort(probabilities)[::-1][:top]
    return [Label(int(index), labels[index], float(probabilities[index])) for index in best]
