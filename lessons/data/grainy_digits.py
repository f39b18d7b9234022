"""Handwritten digits with grain on them: hard enough to be wrong about, and small enough to learn in a second."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from lessons.data.datasets import DATASETS
from lessons.images.resizing import square

GRAINS = 100  # noise, in levels of 255
SIDE = 8


def grainy_digits(rng: np.random.Generator, grains: float = GRAINS) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """All bundled digits with new grain of that strength: uint8 (pictures, rows, columns, 3), and which digit each is."""
    data = DATASETS["digits"]
    pictures = np.stack([*data.train.images, *data.test.images])
    grain = rng.normal(0, grains, pictures.shape[:3])[..., np.newaxis]  # the same for all three colours
    grainy = np.rint(np.clip(pictures + grain, 0, 255)).astype(np.uint8)
    return grainy, np.concatenate([data.train.targets, data.test.targets])


def values_of(images: Iterable[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float64]:
    """What a network gets of pictures of any size: their grey values from 0 to 1, (pictures, 64)."""
    small = np.stack([square(image, SIDE) for image in images])
    return small.mean(axis=-1).reshape(len(small), -1) / 255
