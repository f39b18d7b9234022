"""Boxes around things: how much two of them agree, and which of many overlapping ones to keep."""

import numpy as np


def iou(a, b):
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


def non_max_suppression(boxes, scores, *, threshold):
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
    boxes, scores = np.asarray(boxes, np.float64).reshape(-1, 4), np.asarray(scores, np.float64)
    if scores.shape != (len(boxes),) or not np.isfinite(scores).all():
        raise ValueError(f"scores must be one finite number per box. Received: shape {scores.shape} for {len(boxes)} boxes")
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold must be between 0 and 1. Received: threshold={threshold}")
    if len(boxes) == 0:
        return np.zeros(0, np.int64)
    left, kept = list(np.argsort(-scores, kind="stable")), []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [other for other in left if iou(boxes[best], boxes[other]) <= threshold]
    return np.array(kept, np.int64)


def _area(boxes):
    return np.prod(boxes[..., 2:] - boxes[..., :2], axis=-1)


def _checked(boxes):
    boxes = np.asarray(boxes, np.float64)
    if boxes.ndim == 0 or boxes.shape[-1] != 4 or not np.isfinite(boxes).all():
        raise ValueError(f"a box must be four finite numbers: left, top, right, bottom. Received: {boxes.tolist()}")
    if (boxes[..., :2] >= boxes[..., 2:]).any():
        raise ValueError(f"a box must have left < right and top < bottom. Received: {boxes.tolist()}")
    return boxes
