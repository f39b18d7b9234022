"""Pictures with frames around things, each frame with its words: what is true in white, what a network says in colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

TRUTH = (255, 255, 255)
FOUND = (255, 176, 0)  # amber
REJECTED = (130, 170, 255)  # light blue
CLASS_COLOURS = ((255, 176, 0), (0, 229, 255), (255, 110, 200), (160, 255, 90), (255, 255, 0), (190, 160, 255))
_UNDER = (0, 0, 0)  # each frame but the thinnest stands on black, so that it is seen on every picture
_FONT = cv2.FONT_HERSHEY_SIMPLEX


@dataclass(frozen=True)
class Frames:
    """Boxes that are drawn alike."""

    boxes: object  # array of shape (boxes, 4) in pixels of the picture
    colour: tuple[int, int, int] = FOUND
    words: tuple[str, ...] = ()  # one per box, or none
    width: int = 2  # pixels of the result; 1 for lines that shall not stand out
    fill: float = 0.0  # how strongly the inside is coloured, 0 to 1


def framed(
    picture: npt.NDArray[np.uint8], *groups: Frames, side: int = 384, shown: float | None = None
) -> npt.NDArray[np.uint8]:
    """A picture, enlarged with its pixels as blocks or shrunk, with frames on it.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3)
    groups : Frames, drawn in this order
    side : int, about how many pixels the longer side of the result has
    shown : float, how many pixels of a screen its width takes, so that the words can be read there; None: as many as it has

    Returns
    -------
    uint8 array of shape (rows, columns, 3)
    """
    factor = side / max(picture.shape[:2])
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_NEAREST
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    canvas = np.ascontiguousarray(cv2.resize(picture, size, interpolation=method), np.uint8)
    for group in groups:
        for number, box in enumerate(np.asarray(group.boxes, np.float64).reshape(-1, 4) * factor):
            left, top, right, bottom = np.rint(box).astype(int)
            corners = (left, top), (max(right - 1, left), max(bottom - 1, top))
            if group.fill:
                inside = canvas[max(top, 0) : bottom, max(left, 0) : right]
                inside[:] = np.rint(inside * (1 - group.fill) + np.array(group.colour) * group.fill)
            if group.width > 1:
                cv2.rectangle(canvas, *corners, _UNDER, 2 * group.width)
            cv2.rectangle(canvas, *corners, group.colour, group.width)
            if group.words:
                _write(canvas, group.words[number], left, top, bottom, group.colour, shown or canvas.shape[1])
    return canvas


def sheet_of(pictures: Sequence[np.ndarray], *, columns: int = 3, gap: int = 8) -> npt.NDArray[np.uint8]:
    """Pictures of one size in rows, with transparent gaps: uint8 (rows, columns, 4)."""
    rows, width = pictures[0].shape[:2]
    lines = -(-len(pictures) // columns)
    canvas = np.zeros((lines * (rows + gap) - gap, columns * (width + gap) - gap, 4), np.uint8)
    for number, picture in enumerate(pictures):
        top, left = (number // columns) * (rows + gap), (number % columns) * (width + gap)
        canvas[top : top + rows, left : left + width] = cv2.cvtColor(picture, cv2.COLOR_RGB2RGBA)
    return canvas


def _write(
    canvas: npt.NDArray[np.uint8],
    text: str,
    left: int,
    top: int,
    bottom: int,
    colour: tuple[int, int, int],
    shown: float,
) -> None:
    """A line of text on a black label: above its box where there is room, else in the box's corner."""
    scale = max(canvas.shape[1] / 900, 0.45 * canvas.shape[1] / shown)
    stroke = 2 if scale > 0.9 else 1
    (width, height), base = cv2.getTextSize(text, _FONT, scale, stroke)
    x = int(np.clip(left, 0, max(canvas.shape[1] - width - 6, 0)))
    y = top - base - 3 if top - height - base - 6 >= 0 else min(top + height + 5, canvas.shape[0] - base - 1)
    cv2.rectangle(canvas, (x, y - height - 4), (x + width + 5, y + base), _UNDER, -1)
    cv2.putText(canvas, text, (x + 3, y - 1), _FONT, scale, colour, stroke, cv2.LINE_AA)
