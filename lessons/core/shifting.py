"""What happens to a map when its picture moves: a convolution follows, as far as its stride lets it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.convolution import convolve2d

ROOM = 16  # columns that a picture can move by


@dataclass(frozen=True)
class Moved:
    """A map before and after its picture moved to the left."""

    before: np.ndarray  # float32 (rows, columns)
    after: np.ndarray  # float32 (rows, columns)
    cells: int  # columns by which the map was moved for the comparison: the shift over the stride, rounded up
    difference: float  # largest difference where both show the same part, over the largest value of the first map


def move_picture(image: npt.ArrayLike, kernel: npt.ArrayLike, shift: int, *, stride: int = 1) -> Moved:
    """The maps of a picture and of the same picture further to the left.

    Both pictures are windows into the given one, so that nothing has to be invented at the border.

    Parameters
    ----------
    image : array of shape (rows, columns)
    kernel : array of shape (k, k)
    shift : int, 1 to `ROOM`: columns that the picture moves
    stride : int, 1 or more

    Returns
    -------
    Moved

    Raises
    ------
    ValueError
        If the shift is out of range, or the picture is too small to move.
    """
    image = np.asarray(image, np.float32)
    width = image.shape[1] - ROOM
    if not 1 <= shift <= ROOM or width < 2 * ROOM:
        raise ValueError(
            f"shift must be 1 to {ROOM}, and the picture {3 * ROOM} columns wide or more. "
            f"Received: shift={shift} and {image.shape[1]} columns"
        )
    before, after = (convolve2d(image[:, left : left + width], kernel, stride=stride) for left in (0, shift))
    cells = -(-shift // stride)
    gap = np.abs(before[:, cells:] - after[:, : before.shape[1] - cells]).max()
    return Moved(before, after, cells, float(gap / (np.abs(before).max() or 1)))
