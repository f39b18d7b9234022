"""Parts of a picture covered, to see what an answer rests on."""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_INNER = 0.25  # of the side: where the middle half begins


def _all(side: int, value: bool) -> Mask:
    return np.full((side, side), value)


def _middle(side: int) -> Mask:
    mask, begin = _all(side, False), round(_INNER * side)
    mask[begin : side - begin, begin : side - begin] = True
    return mask


STARTS: dict[str, Callable[[int], Mask]] = {
    "nothing": lambda side: _all(side, False),
    "the middle": _middle,
    "the border": lambda side: ~_middle(side),
}
"""What is covered at first -> function of a picture's side to bool (side, side). The middle is a quarter of the area."""


def _grey(picture: Pixels, other: Pixels) -> Pixels:
    return np.broadcast_to(np.rint(picture.mean(axis=(0, 1))).astype(np.uint8), picture.shape)


def _blurred(picture: Pixels, other: Pixels) -> Pixels:
    return cv2.GaussianBlur(picture, (0, 0), picture.shape[0] / 16).astype(np.uint8)


FILLS: dict[str, Callable[[Pixels, Pixels], Pixels]] = {
    "its average colour": _grey,
    "black": lambda picture, other: np.zeros_like(picture),
    "a blur": _blurred,
    "another picture": lambda picture, other: other,
}
"""What covers it -> function of the picture and of another of the same size, uint8 (side, side, 3), to what shows there."""


def cover(picture: Pixels, mask: Mask, fill: Pixels) -> Pixels:
    """The picture, with the fill where the mask is True.

    Parameters
    ----------
    picture, fill : uint8 arrays of shape (rows, columns, 3)
    mask : bool array of shape (rows, columns)
    """
    return np.where(mask[..., np.newaxis], fill, picture)


def painted(rgba: npt.NDArray[np.uint8] | None, side: int) -> Mask:
    """Where a canvas was painted on, at another size: bool (side, side); False everywhere without a canvas.

    Parameters
    ----------
    rgba : uint8 array of shape (rows, columns, 4), transparent where nothing was painted; or None
    side : int
    """
    if rgba is None:
        return _all(side, False)
    alpha = np.ascontiguousarray(np.asarray(rgba)[..., 3])
    return cv2.resize(alpha, (side, side), interpolation=cv2.INTER_AREA) > 127
