"""Pictures as vectors: as their own pixels, or as what a network's layers make of them."""

from collections.abc import Sequence

import keras
import numpy as np
import numpy.typing as npt

from lessons.images.resizing import square
from lessons.nets.inference import run_layers

PIXELS = "pixels"
LAYERS = ("block1_pool", "block2_pool", "block3_pool", "block4_pool", "block5_pool")
_SIDE = 16  # rows and columns of a picture that is compared pixel by pixel
_BATCH = 16  # pictures in a pass


def represent(model: keras.Model, images: Sequence[npt.NDArray[np.uint8]]) -> dict[str, npt.NDArray[np.float32]]:
    """Vectors of pictures: their pixels, and the means of VGG16's maps after each of its blocks.

    Parameters
    ----------
    model : keras.Model with the layers LAYERS that takes raw 0-255 RGB
    images : sequence of uint8 arrays of shape (rows, columns, 3), of any size

    Returns
    -------
    dict of PIXELS and each of LAYERS -> float32 (pictures, numbers)
        Pixels are those of the picture at 16 × 16. A layer's numbers are the means of its maps: how much of each feature there
        is, wherever it lies.
    """
    size = model.inputs[0].shape[1]
    found: dict[str, list[npt.NDArray[np.float32]]] = {name: [] for name in LAYERS}
    for first in range(0, len(images), _BATCH):
        shown = np.stack([square(image, size) for image in images[first : first + _BATCH]])
        for name, maps in zip(LAYERS, run_layers(model, shown, LAYERS), strict=True):
            found[name].append(maps.mean(axis=(1, 2)))
    pixels = np.stack([square(image, _SIDE).astype(np.float32).ravel() for image in images])
    return {PIXELS: pixels} | {name: np.concatenate(parts) for name, parts in found.items()}
