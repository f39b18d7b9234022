"""Changed copies of pictures, made by Keras's own layers, so that a network sees more than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lessons.training.recipes import AUGMENTATIONS, augmentation_calls
from lessons.training.settings import Augmentation

if TYPE_CHECKING:
    import keras


def augmentation_layers(augmentation: Augmentation, *, seed: int = 0) -> list[keras.layers.Layer]:
    """Today's Keras layers for what the settings ask for; none for what is zero.

    Parameters
    ----------
    augmentation : lessons.training.settings.Augmentation
    seed : int

    Returns
    -------
    list of keras.layers.Layer, to be applied one after the other with ``training=True`` to pictures of 0 to 255
    """
    seeds = {name: 10 * seed + number for number, name in enumerate(AUGMENTATIONS)}
    return [call.make(seed=seeds[name], name=name) for name, call in augmentation_calls(augmentation).items()]


def augmented(pictures: npt.NDArray[np.uint8], augmentation: Augmentation, *, seed: int = 0) -> npt.NDArray[np.uint8]:
    """Changed copies of pictures, one of each.

    Parameters
    ----------
    pictures : uint8 array of shape (pictures, rows, columns, 3)
    augmentation : lessons.training.settings.Augmentation
    seed : int; the same seed gives the same copies

    Returns
    -------
    uint8 array of the same shape
    """
    changed = np.asarray(pictures, np.float32)
    for layer in augmentation_layers(augmentation, seed=seed):
        changed = layer(changed, training=True)
    return np.rint(np.clip(changed, 0, 255)).astype(np.uint8)
