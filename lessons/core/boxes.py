"""Boxes around things: how much two of them agree, and which of many overlapping ones to keep."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Suppression:
    """One step of non-maximum suppression: a box is kept, and what agrees with it too much is dropped."""

    kept: int  # position of the box
    dropped: tuple[tuple[int, float], ...]  # position of each box that falls in this step, and its `iou` with the kept one
    spared: tuple[tuple[int, float], ...]  # the same of those that stay, the highest score first


def iou(a: npt.ArrayLike, b: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Intersection over union: the area that two boxes share, over the area that they cover together.

    Parameters
    ----------
    a, b : arrays of shape (..., 4): left, top, right, bottom, with left < right and top < bottom. Shapes broadcast, so
        ``iou(a[:, None], b[None])`` is the table of all pairs.

    Returns
    -------
    float32 array of the broadcast shape without the last axis (a number for two single boxes), in [0, 1]

    Raises
    ------
    ValueError
        If a box is not four finite numbers, has swapped corners, or no area.

    Examples
    --------
    >>> float(iou([0, 0, 2, 2], [1, 0, 3, 2]))
    0.3333333432674408

    References
    ----------
    Jaccard, 1912; Everingham et al., "The PASCAL visual object classes challenge", 2010, section 4.2.
    """
    a, b = _checked(a), _checked(b)
    low, high = np.maximum(a[..., :2], b[..., :2]), np.minimum(a[..., 2:], b[..., 2:])
    shared = np.prod(np.maximum(high - low, 0), axis=-1)
    together = _area(a) + _area(b) - shared
    return (shared / together).astype(np.float32)[()]


def non_max_suppression(boxes: npt.ArrayLike, scores: npt.ArrayLike, *, threshold: float) -> npt.NDArray[np.int64]:
    """Of boxes that overlap too much, keep the one with the highest score.

    The best box is kept, all others that agree with it by more than the threshold are dropped, and so on with what is left.

    Parameters
    ----------
    boxes : array of shape (boxes, 4), as for `iou`
    scores : array of shape (boxes,), finite
    threshold : float in [0, 1]
        Largest `iou` of two boxes that are both kept.

    Returns
    -------
    int64 array : indices of the boxes that are kept, the highest score first; of equal scores the first box comes first

    Raises
    ------
    ValueError
        If the shapes do not go together, a value is not finite, or the threshold is out of range.

    Examples
    --------
    >>> non_max_suppression([[0, 0, 2, 2], [0, 0, 2, 3], [5, 5, 6, 6]], [0.8, 0.9, 0.3], threshold=0.5).tolist()
    [1, 2]
    """
    return np.array([step.kept for step in suppression_steps(boxes, scores, threshold=threshold)], np.int64)


def suppression_steps(boxes: npt.ArrayLike, scores: npt.ArrayLike, *, threshold: float) -> tuple[Suppression, ...]:
    """The steps of `non_max_suppression`, one for every box that is kept.

    Parameters, errors : as `non_max_suppression`

    Returns
    -------
    tuple of Suppression, in the order in which boxes are kept: every box is kept once, or dropped once

    References
    ----------
    Felzenszwalb et al., "Object detection with discriminatively trained part-based models", 2010, section 7.2.
    """
    boxes, scores = np.asarray(boxes, np.float64).reshape(-1, 4), np.asarray(scores, np.float64)
    if scores.shape != (len(boxes),) or not np.isfinite(scores).all():
        raise ValueError(f"scores must be one finite number per box. Received: shape {scores.shape} for {len(boxes)} boxes")
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold must be between 0 and 1. Received: threshold={threshold}")
    left, steps = np.argsort(-scores, kind="stable"), []
    while len(left):
        best, others = left[0], left[1:]
        agreement = iou(boxes[best], boxes[others])
        pairs = [(int(other), float(value)) for other, value in zip(others, agreement, strict=True)]
        stays = agreement <= threshold
        steps.append(
            Suppression(
                kept=int(best),
                dropped=tuple(pair for pair, stay in zip(pairs, stays, strict=True) if not stay),
                spared=tuple(pair for pair, stay in zip(pairs, stays, strict=True) if stay),
            )
        )
        left = others[stays]
    return tuple(steps)


@dataclass(frozen=True)
class Agreement:
    """How the `iou` of two boxes comes about; areas in square pixels."""

    shared_width: float  # 0 where they do not meet
    shared_height: float
    shared: float
    area_a: float
    area_b: float
    together: float  # both areas, the shared one counted once
    iou: float


def agreement(a: npt.ArrayLike, b: npt.ArrayLike) -> Agreement:
    """The steps from two single boxes to their `iou`. Raises ValueError as `iou` does."""
    value = float(iou(a, b))
    a, b = _checked(a), _checked(b)
    width, height = (float(side) for side in np.maximum(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0))
    area_a, area_b = float(_area(a)), float(_area(b))
    if not width * height:
        width = height = 0.0
    return Agreement(width, height, width * height, area_a, area_b, area_a + area_b - width * height, value)


def read_box(text: str, *, rows: int, columns: int) -> tuple[float, ...]:
    """Four numbers of a text, left, top, right and bottom, as a box within a picture.

    Returns
    -------
    tuple of four floats

    Raises
    ------
    ValueError
        If they are not four numbers, have swapped corners or no area, or reach out of the picture; a sentence for learners.
    """
    try:
        numbers = tuple(float(part) for part in text.replace(",", " ").split())
    except ValueError:
        numbers = ()
    if len(numbers) != 4:
        raise ValueError(f"a box must be four numbers: left, top, right, bottom. Received: {text[:40]!r}")
    check_inside(numbers, rows=rows, columns=columns)
    return numbers


def check_inside(boxes: npt.ArrayLike, *, rows: int, columns: int) -> None:
    """Raise ValueError unless every box is one as `iou` takes it, and lies within a picture of this size."""
    boxes = _checked(boxes)
    if (boxes < 0).any() or (boxes[..., 2] > columns).any() or (boxes[..., 3] > rows).any():
        raise ValueError(f"a box must lie within the picture of {rows} rows and {columns} columns. Received: {boxes.tolist()}")


def _area(boxes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.prod(boxes[..., 2:] - boxes[..., :2], axis=-1)


def _checked(boxes: npt.ArrayLike) -> npt.NDArray[np.float32]:
    boxes = np.asarray(boxes, np.float64)
    if boxes.ndim == 0 or boxes.shape[-1] != 4 or not np.isfinite(boxes).all():
        raise ValueError(f"a box must be four finite numbers: left, top, right, bottom. Received: {boxes.tolist()}")
    if (boxes[..., :2] >= boxes[..., 2:]).any():
        raise ValueError(f"a box must have left < right and top < bottom. Received: {boxes.tolist()}")
    return boxes
