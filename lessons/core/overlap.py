"""How well two labelled maps of pixels agree, class by class: intersection over union, and Dice."""

import numpy as np
import numpy.typing as npt


def pixel_confusion(truth: npt.ArrayLike, predicted: npt.ArrayLike, classes: int) -> npt.NDArray[np.int64]:
    """How many pixels of each class were called what.

    Parameters
    ----------
    truth, predicted : int arrays of one shape, each value from 0 to ``classes - 1``
    classes : int, 1 or more

    Returns
    -------
    int64 array of shape (classes, classes) : rows are the truth, columns what was predicted

    Raises
    ------
    ValueError
        If the shapes differ, or a value is no class.
    """
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    if truth.shape != predicted.shape:
        raise ValueError(f"truth and predicted must have one shape. Received: {truth.shape} and {predicted.shape}")
    for name, values in (("truth", truth), ("predicted", predicted)):
        if values.size and not 0 <= values.min() <= values.max() < classes:
            raise ValueError(f"{name} must hold classes from 0 to {classes - 1}. Received: {values.min()} to {values.max()}")
    pairs = truth.astype(np.int64).ravel() * classes + predicted.ravel()
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def class_iou(confusion: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Intersection over union of each class: pixels that are it and are called it, over pixels that are either.

    Parameters
    ----------
    confusion : array as `pixel_confusion` gives it

    Returns
    -------
    float32 array of shape (classes,), in [0, 1]; NaN for a class that is nowhere

    Examples
    --------
    >>> class_iou([[5, 1], [2, 2]]).tolist()
    [0.625, 0.4000000059604645]

    References
    ----------
    Everingham et al., "The PASCAL visual object classes challenge", 2010, section 4.4: its figure for segmentation.
    """
    shared, true, said = _counts(confusion)
    return _share(shared, true + said - shared)


def class_dice(confusion: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Dice of each class, which is its F1: twice the shared pixels over the sum of both sizes. Dice, 1945.

    Parameters and result as for `class_iou`. It never is smaller: Dice = 2 IoU / (1 + IoU).

    Examples
    --------
    >>> class_dice([[5, 1], [2, 2]]).tolist()
    [0.7692307829856873, 0.5714285969734192]
    """
    shared, true, said = _counts(confusion)
    return _share(2 * shared, true + said)


def _counts(confusion: npt.ArrayLike) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    confusion = np.asarray(confusion, np.int64)
    return np.diagonal(confusion), confusion.sum(axis=1), confusion.sum(axis=0)


def _share(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0).astype(np.float32)


def moved_mask(mask: npt.ArrayLike, columns: int) -> npt.NDArray[np.bool_]:
    """A mask moved to the right, or to the left for a negative number; what leaves the picture is gone.

    Parameters
    ----------
    mask : bool array of shape (rows, columns)
    columns : int

    Returns
    -------
    bool array of the same shape
    """
    mask = np.asarray(mask, bool)
    moved = np.zeros_like(mask)
    width = mask.shape[1]
    kept = max(width - abs(columns), 0)
    if kept:
        moved[:, max(columns, 0) :][:, :kept] = mask[:, max(-columns, 0) :][:, :kept]
    return moved
