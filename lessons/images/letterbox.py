"""A picture fitted into a square as it is, with grey bars beside it: nothing is cut off, and nothing is distorted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

GREY = 127


@dataclass(frozen=True, eq=False)
class Letterbox:
    """A picture within a square."""

    pixels: npt.NDArray[np.uint8]  # (size, size, 3)
    left: int  # where in the square the picture begins
    top: int
    width: int  # its size there
    height: int
    scale: float  # pixels of the square for one of the picture

    def back(self, boxes: npt.ArrayLike) -> npt.NDArray[np.float32]:
        """Boxes of the square in pixels of the picture: (..., 4), left, top, right, bottom."""
        return ((np.asarray(boxes, np.float64) - [self.left, self.top] * 2) / self.scale).astype(np.float32)


def letterbox(image: npt.NDArray[np.uint8], size: int) -> Letterbox:
    """A picture in the middle of a grey square, its longer side as long as the square.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3)
    size : int, rows and columns of the square

    Returns
    -------
    Letterbox
    """
    rows, columns = image.shape[:2]
    scale = size / max(rows, columns)
    height, width = max(1, round(rows * scale)), max(1, round(columns * scale))
    top, left = (size - height) // 2, (size - width) // 2
    square = np.full((size, size, 3), GREY, np.uint8)
    fitted = Image.fromarray(image).resize((width, height), Image.Resampling.BICUBIC)
    square[top : top + height, left : left + width] = np.asarray(fitted)
    return Letterbox(square, left, top, width, height, scale)
