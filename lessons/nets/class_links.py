"""The last step of a network: which of its last maps speak for a class, and which against it."""

from __future__ import annotations

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.map_links import LINKS
from lessons.nets.gradients import head_gradient


def class_links(model: keras.Model, layer: str, maps: npt.NDArray[np.float32], class_index: int) -> list[tuple[int, float]]:
    """The maps of the last layer that count most for one class's logit, as (map, share).

    A map's part is its values times the gradient of the logit; its share is that of all maps' parts, by their sizes.

    Parameters
    ----------
    model : keras.Model that ends with probabilities
    layer : str, its last layer with maps
    maps : float32 array of shape (rows, columns, channels), of that layer
    class_index : int
    """
    parts = (maps * head_gradient(model, maps[np.newaxis], class_index, layer=layer)[0]).sum(axis=(0, 1))
    gross = float(np.abs(parts).sum()) or 1.0
    chosen = np.argsort(-np.abs(parts), kind="stable")[:LINKS]
    return [(int(index), float(parts[index] / gross)) for index in chosen if parts[index]]
