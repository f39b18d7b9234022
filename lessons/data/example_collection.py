"""A small collection to look at before one has pictures of one's own: places of three bundled photos, and a burst of each."""

from functools import cache

import numpy as np
import numpy.typing as npt

from lessons.data.on_the_table import Tabled, tabled
from lessons.data.own_data import from_pictures
from lessons.images.decoding import decode_image
from lessons.images.samples import package_file

_SIDE, _STEP = 84, 3  # pixels of a place; between two pictures of a burst
# What it is called, its photo of scikit-image, places of their own, and pictures of the burst
_PLAN = (("coins", "coins.png", 6, 5), ("stars", "hubble_deep_field.jpg", 7, 4), ("grass", "grass.png", 8, 3))


@cache
def example_collection() -> tuple[tuple[npt.NDArray[np.uint8], ...], Tabled]:
    """(the pictures, how they lie on the table). The same object every time; the pictures are read-only."""
    labels = tuple(name for name, *_ in _PLAN)
    pictures = {name: _places(file, apart, burst) for name, file, apart, burst in _PLAN}
    bursts = {name: [None] * apart + [number] * burst for number, (name, _, apart, burst) in enumerate(_PLAN)}
    images = tuple(image for name in labels for image in pictures[name])
    for image in images:
        image.setflags(write=False)
    targets = np.repeat(np.arange(len(labels)), [len(pictures[name]) for name in labels])
    alone = iter(range(len(labels), len(images) + len(labels)))
    groups = np.array([next(alone) if burst is None else burst for name in labels for burst in bursts[name]])
    dataset = from_pictures(pictures, bursts=bursts, groups=groups.astype(np.int32))
    return images, tabled(labels, images, targets, groups, dataset)


def _places(file: str, apart: int, burst: int) -> list[npt.NDArray[np.uint8]]:
    """Squares of a photo side by side, and then some that lie nearly on each other, as a camera takes them in a burst."""
    photo = decode_image(package_file("skimage", f"data/{file}").read_bytes())
    across = photo.shape[1] // _SIDE
    corners = [(_SIDE * (place // across), _SIDE * (place % across)) for place in range(apart)]
    top, left = photo.shape[0] - _SIDE - _STEP * burst, photo.shape[1] - _SIDE - _STEP * burst
    corners += [(top + _STEP * place, left + _STEP * place) for place in range(burst)]
    return [photo[row : row + _SIDE, column : column + _SIDE].copy() for row, column in corners]
