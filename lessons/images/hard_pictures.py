"""Pictures made harder to recognise: with noise, in the dark, turned, or small. What a test in a bright room never asks."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image

_GRAINS = 130.0  # standard deviation of the strongest noise, of 255 levels
_LIGHT = 0.04  # what is left of the light where it is darkest
_SMALLEST = 0.15  # of the side
_MOST_TURNED = 180.0  # degrees

Picture = npt.NDArray[np.uint8]


def _noise(image: Picture, strength: float, rng: np.random.Generator) -> Picture:
    return _levels(image + rng.normal(0, _GRAINS * strength, image.shape))


def _dark(image: Picture, strength: float, rng: np.random.Generator) -> Picture:
    return _levels(image * (1 - (1 - _LIGHT) * strength))


def _turned(image: Picture, strength: float, rng: np.random.Generator) -> Picture:
    return np.asarray(
        Image.fromarray(image).rotate(_MOST_TURNED * strength, Image.Resampling.BILINEAR, fillcolor=_around(image))
    )


def _small(image: Picture, strength: float, rng: np.random.Generator) -> Picture:
    rows, columns = image.shape[:2]
    scale = 1 - (1 - _SMALLEST) * strength
    size = max(round(columns * scale), 1), max(round(rows * scale), 1)
    paper = Image.new("RGB", (columns, rows), _around(image))
    paper.paste(
        Image.fromarray(image).resize(size, Image.Resampling.LANCZOS), ((columns - size[0]) // 2, (rows - size[1]) // 2)
    )
    return np.asarray(paper)


CHANGES: dict[str, Callable[[Picture, float, np.random.Generator], Picture]] = {
    "noise": _noise,
    "dark": _dark,
    "turned": _turned,
    "small": _small,
}
"""Name -> function of a picture, a strength and a random generator to the changed picture."""


def harder(image: Picture, change: str, strength: float, *, seed: int = 0) -> Picture:
    """A picture made harder.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3)
    change : str, a key of CHANGES
    strength : float in [0, 1]; 0 leaves the picture as it is
    seed : int, of the noise

    Returns
    -------
    uint8 array of the same shape

    Raises
    ------
    ValueError
        If the strength is out of range, or nothing is known by that name.
    """
    if change not in CHANGES:
        raise ValueError(f"change must be one of {', '.join(CHANGES)}. Received: change={change!r}")
    if not 0 <= strength <= 1:
        raise ValueError(f"strength must be between 0 and 1. Received: strength={strength}")
    if not strength:
        return image
    return CHANGES[change](image, strength, np.random.default_rng(seed))


def _around(image: Picture) -> tuple[int, int, int]:
    """The mean colour of a picture's edge."""
    edge = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    red, green, blue = np.rint(edge.mean(axis=0)).astype(int).tolist()
    return red, green, blue


def _levels(values: npt.NDArray[np.floating]) -> Picture:
    return np.rint(np.clip(values, 0, 255)).astype(np.uint8)
