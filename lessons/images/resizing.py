"""Pictures made smaller, or fitted to a network's input."""

import numpy as np
import numpy.typing as npt
from PIL import Image


def fit_within(image: npt.NDArray[np.uint8], longest: int, *, quick: bool = False) -> npt.NDArray[np.uint8]:
    """Shrink a picture so that its longer side has at most `longest` pixels; its proportions stay. Never enlarges.

    `quick` takes a quarter of the time and means a few levels' difference: for what is only looked at.
    """
    rows, columns = image.shape[:2]
    scale = longest / max(rows, columns)
    if scale >= 1:
        return image
    return _resize(image, max(1, round(rows * scale)), max(1, round(columns * scale)), gap=2.0 if quick else None)


def square(image: npt.NDArray[np.uint8], size: int) -> npt.NDArray[np.uint8]:
    """The whole picture squeezed into `size` × `size` pixels: what every network of this course is shown.

    Nothing is cut off, so what stands at the edge counts too; a long picture is distorted.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3) or (rows, columns)
    size : int, 1 or more

    Returns
    -------
    uint8 array of shape (size, size, 3) or (size, size); a picture that already has that size is returned unchanged.
    """
    return _resize(image, size, size)


def center_square(image: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The largest square from the middle of a picture."""
    side = min(image.shape[:2])
    top, left = (image.shape[0] - side) // 2, (image.shape[1] - side) // 2
    return image[top : top + side, left : left + side]


def middle(image: npt.NDArray[np.uint8], *, longest: int) -> npt.NDArray[np.uint8]:
    """The middle part of a picture that is more than `longest` times as long as it is wide; any other as it is."""
    rows, columns = image.shape[:2]
    keep = longest * min(rows, columns)
    top, left = max(0, (rows - keep) // 2), max(0, (columns - keep) // 2)
    return image[top : top + keep, left : left + keep]


def _resize(image: npt.NDArray[np.uint8], rows: int, columns: int, *, gap: float | None = None) -> npt.NDArray[np.uint8]:
    """Bicubic, averaging over all pixels where the picture shrinks (Pillow's antialiasing), so that no edge jumps."""
    if image.shape[:2] == (rows, columns):
        return image
    return np.array(Image.fromarray(image).resize((columns, rows), Image.Resampling.BICUBIC, reducing_gap=gap))
