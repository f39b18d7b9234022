"""Regions of a picture or a map: the one around the hottest place, and those that may hold a thing."""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from lessons.core.boxes import non_max_suppression

_CLOSE = (12, 24)  # of 255: colours that differ by no more belong together; a small and a large tolerance
_BLUR = 3  # pixels: noise is smoothed before colours are compared
_LEAST_SHARE, _MOST_SHARE = 0.004, 0.5  # of the picture's area: what is smaller is noise, what is larger background
_SAME = 0.8  # `iou` above which two proposals are one


def hottest_region(values: npt.ArrayLike, threshold: float) -> npt.NDArray[np.bool_]:
    """The connected region around the largest value in which every value reaches the threshold.

    Parameters
    ----------
    values : array of shape (rows, columns), finite
    threshold : float in (0, 1], as a share of the largest value

    Returns
    -------
    bool array of shape (rows, columns); cells that touch at a corner are connected

    Raises
    ------
    ValueError
        If the largest value is not above 0: there is no hottest place. If the threshold is out of range.

    References
    ----------
    Zhou et al., "Learning deep features for discriminative localization", 2016, section 3.2, which takes 20% and the largest
    region.
    """
    values = np.asarray(values)
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be above 0 and up to 1. Received: threshold={threshold}")
    if not values.max(initial=0) > 0:
        raise ValueError(f"the map must have a value above 0. Received: a largest value of {values.max(initial=0)}")
    _, pieces = cv2.connectedComponents((values >= threshold * values.max()).astype(np.uint8), connectivity=8)
    return pieces == pieces[np.unravel_index(values.argmax(), values.shape)]


def bounds(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """The tight box of a bool mask: float32 (left, top, right, bottom). Raises ValueError for an empty mask."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        raise ValueError("mask must have a True cell. Received: none")
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], np.float32)


def propose(image: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Boxes that may hold a thing, by colour alone: regions of one colour that are neither tiny nor half the picture.

    No network is asked. It stands for what comes first in a detector with two stages.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3)

    Returns
    -------
    (boxes, scores) : float32 (proposals, 4), and float32 (proposals,): how well the region fills its box, times how far its
        colour is from the picture's most common one, in [0, 1]; the highest score first

    References
    ----------
    In the spirit of Uijlings et al., "Selective search for object recognition", 2013, with two tolerances for its hierarchy.
    """
    smooth = cv2.medianBlur(np.ascontiguousarray(image), _BLUR).astype(np.uint8, copy=False)
    paper = np.median(smooth.reshape(-1, 3), axis=0)
    boxes, scores = [], []
    for tolerance in _CLOSE:
        for mask in _regions(smooth, tolerance):
            box = bounds(mask)
            fills = mask.sum() / ((box[2] - box[0]) * (box[3] - box[1]))
            boxes.append(box)
            scores.append(fills * np.abs(smooth[mask].mean(axis=0) - paper).max() / 255)
    boxes, scores = np.array(boxes, np.float32).reshape(-1, 4), np.array(scores, np.float32)
    kept = non_max_suppression(boxes, scores, threshold=_SAME)
    return boxes[kept], scores[kept]


def _regions(image: npt.NDArray[np.uint8], tolerance: int) -> Iterator[npt.NDArray[np.bool_]]:
    """Masks of the regions that grow from every place not yet taken."""
    rows, columns = image.shape[:2]
    taken = np.zeros((rows + 2, columns + 2), np.uint8)  # floodFill wants a border
    for row in range(0, rows, 2):
        for column in range(0, columns, 2):
            if taken[row + 1, column + 1]:
                continue
            before = taken.copy()
            flags = 8 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | (255 << 8)
            cv2.floodFill(image.copy(), taken, (column, row), 0, (tolerance,) * 3, (tolerance,) * 3, flags)
            mask = (taken != before)[1:-1, 1:-1]
            if _LEAST_SHARE <= mask.mean() <= _MOST_SHARE:
                yield mask
