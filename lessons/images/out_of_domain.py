"""Pictures that are no brain scan: what a model of brain scans must answer to all the same."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from lessons.images.decoding import decode_image
from lessons.images.samples import SAMPLES, package_file

_SIDE = 240  # rows and columns of the pictures that are made here


def _file(name: str) -> Callable[[], npt.NDArray[np.uint8]]:
    return lambda: decode_image(package_file("skimage", f"data/{name}").read_bytes())


OUTSIDERS = {
    "head phantom": _file("phantom.png"),
    "cat": SAMPLES["chelsea"].load,
    "flower": SAMPLES["flower"].load,
    "coffee": SAMPLES["coffee"].load,
    "eye": _file("retina.jpg"),
    "tissue": _file("ihc.png"),
    "white paper": lambda: np.full((_SIDE, _SIDE, 3), 255, np.uint8),
    "noise": lambda: np.random.default_rng(0).integers(0, 256, (_SIDE, _SIDE, 3), dtype=np.uint8),
}
"""Name -> function that gives the picture, uint8 (rows, columns, 3). The phantom is Shepp and Logan's (1974): ellipses that
stand for a head, drawn to test scanners. The nearest thing to a scan that comes along, and as free of tumours as the paper."""
