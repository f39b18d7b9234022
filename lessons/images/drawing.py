"""Drawings from the canvas."""

import numpy as np
import numpy.typing as npt

_FAINT = 40  # of 255: what differs less from the paper is no ink


def drawing_to_image(rgba: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    """A canvas of shape (rows, columns, 4) laid over white: uint8 (rows, columns, 3)."""
    rgba = np.asarray(rgba)
    if rgba.ndim != 3 or rgba.shape[2] != 4:
        raise ValueError(f"a drawing must have the shape (rows, columns, 4). Received: {rgba.shape}")
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


def is_blank(image: npt.NDArray[np.uint8]) -> bool:
    """True when nothing was drawn: every pixel has the same colour."""
    return bool((image == image[:1, :1]).all())


def cut_to_ink(image: npt.NDArray[np.uint8], *, margin: float = 0.08) -> npt.NDArray[np.uint8]:
    """A drawing cut to what was drawn: a square around the ink, with some paper left on each side.

    Data sets of drawings fill their pictures; a small drawing in a corner of a large canvas would look like no picture
    that a model has seen.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3), ink on paper of one colour, which is that of the first pixel
    margin : float, paper on each side as a share of the square

    Returns
    -------
    uint8 array of shape (side, side, 3); a blank drawing is returned as it is
    """
    paper = image[0, 0]
    inked = np.abs(image.astype(np.int16) - paper).max(axis=2) > _FAINT
    if not inked.any():
        return image
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    cut = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = round(max(cut.shape[:2]) / (1 - 2 * margin))
    square = np.full((side, side, 3), paper, np.uint8)
    top, left = (side - cut.shape[0]) // 2, (side - cut.shape[1]) // 2
    square[top : top + cut.shape[0], left : left + cut.shape[1]] = cut
    return square
