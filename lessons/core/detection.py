"""How good a detector is: which of its boxes found something, its precision-recall curve, and its average precision."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.boxes import iou


@dataclass(frozen=True, eq=False)
class Curve:
    """Precision and recall of one class, as the least score that counts is lowered: one point per predicted box."""

    scores: np.ndarray  # float32 (boxes,), falling
    correct: np.ndarray  # bool (boxes,): whether that box found an object that no better box had found
    precision: np.ndarray  # float32 (boxes,): of the boxes down to this score, the share that is correct
    recall: np.ndarray  # float32 (boxes,): of the objects, the share found down to this score
    objects: int  # in truth
    average_precision: float  # in [0, 1]; NaN where there are no objects


def match_boxes(
    boxes: npt.ArrayLike, scores: npt.ArrayLike, truth: npt.ArrayLike, *, threshold: float = 0.5
) -> npt.NDArray[np.bool_]:
    """Which predicted boxes found an object of one picture.

    The box with the highest score comes first; of equal scores the first. Each box is compared with the object that it
    agrees with most: it is correct if their `iou` is at least the threshold and no earlier box has found that object.

    Parameters
    ----------
    boxes : array of shape (boxes, 4), as `lessons.core.boxes.iou` takes them
    scores : array of shape (boxes,), finite
    truth : array of shape (objects, 4)
    threshold : float, above 0, up to 1

    Returns
    -------
    bool array of shape (boxes,), in the order of `boxes`

    Raises
    ------
    ValueError
        If the shapes do not go together, a box is none, a score is not finite, or the threshold is out of range.

    Examples
    --------
    >>> match_boxes([[0, 0, 2, 2], [0, 0, 2, 3], [5, 5, 6, 6]], [0.8, 0.9, 0.3], [[0, 0, 2, 2]]).tolist()
    [False, True, False]

    References
    ----------
    Everingham et al., "The PASCAL visual object classes challenge", 2010, section 4.2; there the `iou` must exceed 0.5.
    """
    boxes, truth = (np.asarray(array, np.float64).reshape(-1, 4) for array in (boxes, truth))
    scores = np.asarray(scores, np.float64)
    if scores.shape != (len(boxes),) or not np.isfinite(scores).all():
        raise ValueError(f"scores must be one finite number per box. Received: shape {scores.shape} for {len(boxes)} boxes")
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be above 0 and up to 1. Received: threshold={threshold}")
    correct, found = np.zeros(len(boxes), bool), np.zeros(len(truth), bool)
    agreement = iou(boxes[:, None], truth[None])
    if len(truth) == 0:
        return correct
    for index in np.argsort(-scores, kind="stable"):
        best = agreement[index].argmax()
        if agreement[index, best] >= threshold and not found[best]:
            correct[index] = found[best] = True
    return correct


def precision_recall(
    pictures: Iterable[tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike]], *, threshold: float = 0.5
) -> Curve:
    """The precision-recall curve of one class over many pictures, and its average precision.

    Average precision is the area under the curve once its precision is made to fall only: at every recall, the best
    precision that is reached at that recall or a higher one ("all points", as PASCAL VOC since 2010).

    Parameters
    ----------
    pictures : sequence of (boxes, scores, truth), one per picture, as `match_boxes` takes them
    threshold : float, least `iou` of a correct box

    Returns
    -------
    Curve

    Raises
    ------
    ValueError
        As `match_boxes`.

    References
    ----------
    Everingham et al., "The PASCAL visual object classes challenge: a retrospective", 2015, section 3.2.1.
    """
    pictures = list(pictures)
    correct = [match_boxes(boxes, scores, truth, threshold=threshold) for boxes, scores, truth in pictures]
    scores = [np.asarray(scores, np.float64).reshape(-1) for _, scores, _ in pictures]
    objects = sum(len(np.asarray(truth).reshape(-1, 4)) for _, _, truth in pictures)
    correct, scores = np.concatenate([[], *correct]).astype(bool), np.concatenate([[], *scores])
    order = np.argsort(-scores, kind="stable")
    correct, scores = correct[order], scores[order]
    hits = np.cumsum(correct)
    precision = hits / np.arange(1, len(hits) + 1)
    recall = hits / max(objects, 1)
    best = np.maximum.accumulate(precision[::-1])[::-1]
    steps = np.diff(recall, prepend=0.0)
    average = float((steps * best).sum()) if objects else float("nan")
    return Curve(
        scores=scores.astype(np.float32),
        correct=correct,
        precision=precision.astype(np.float32),
        recall=recall.astype(np.float32),
        objects=objects,
        average_precision=average,
    )


def mean_average_precision(curves: Iterable[Curve]) -> float:
    """mAP: the mean of the classes' average precision, each class counting the same; classes without objects do not count.

    Raises ValueError if no class has an object.
    """
    values = [curve.average_precision for curve in curves if curve.objects]
    if not values:
        raise ValueError("at least one class must have an object. Received: curves without objects")
    return float(np.mean(values))
