"""Pooling: a window slides over each map by itself and keeps one number of what it covers. It learns nothing."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.shapes import output_size, padding_amounts

MODES = ("max", "average")


def pool2d(
    image: npt.ArrayLike, size: int, *, stride: int | None = None, padding: str | int = "valid", mode: str = "max"
) -> npt.NDArray[np.float32]:
    """Slide a window over a map and keep its largest value or its mean, as Keras does.

    Parameters
    ----------
    image : array of shape (rows, columns) or (rows, columns, channels)
    size : int, 1 or more
        Rows and columns of the window.
    stride : int, 1 or more, or None for `size`: windows side by side
    padding : "valid", "same" as TensorFlow does it, or int of 0 or more
        Padding never wins a maximum, and is not averaged in.
    mode : "max" or "average"

    Returns
    -------
    float32 array of shape (r, c) or (r, c, channels); r and c are `lessons.core.shapes.output_size` of each axis.

    Raises
    ------
    ValueError
        If an argument is out of range, a value is not finite, or the window does not fit.

    Examples
    --------
    >>> pool2d([[1, 2, 3, 4], [5, 6, 7, 8]], 2).tolist()
    [[6.0, 8.0]]
    >>> pool2d([[1, 2, 3, 4], [5, 6, 7, 8]], 2, stride=1).tolist()
    [[6.0, 7.0, 8.0]]
    >>> pool2d([[1, 2, 3], [4, 5, 6]], 2, padding="same", mode="average").tolist()
    [[3.0, 4.5]]

    References
    ----------
    Boureau, Ponce and LeCun, "A theoretical analysis of feature pooling", 2010; Keras, ``MaxPooling2D``.
    """
    windows = _windows(image, size, stride, padding, mode)
    if mode == "max":
        return windows.max(axis=(-2, -1))
    with np.errstate(invalid="ignore"):
        inside = np.isfinite(windows)
    return np.where(inside, windows, 0).sum(axis=(-2, -1), dtype=np.float32) / inside.sum(axis=(-2, -1), dtype=np.float32)


def share_that_changes(before: npt.ArrayLike, after: npt.ArrayLike) -> float:
    """How different two maps of numbers from zero on are: 0 where they are equal, 1 where they have nothing in common.

    All differences together, as a share of all numbers of both together (Bray and Curtis, 1957).
    """
    first, second = np.asarray(before, np.float64), np.asarray(after, np.float64)
    return float(np.abs(first - second).sum() / (np.abs(first).sum() + np.abs(second).sum() or 1))


@dataclass(frozen=True)
class Window:
    """The arithmetic of one output cell of a 2-D map."""

    patch: np.ndarray  # float32 (size, size): what the window lies on; padding is -infinity
    winner: tuple[int, int]  # row and column in the input of the largest value; the first one where several are equal
    total: np.float32  # the output cell


def window_at(
    image: npt.ArrayLike,
    size: int,
    row: int,
    column: int,
    *,
    stride: int | None = None,
    padding: str | int = "valid",
    mode: str = "max",
) -> Window:
    """How one cell of `pool2d`'s output comes about. Parameters are those of `pool2d`, for a map of shape (rows, columns).

    Returns
    -------
    Window; its ``total`` equals ``pool2d(...)[row, column]``

    Raises
    ------
    ValueError
        As `pool2d` does, and if the map has channels or the output has no such cell.
    """
    image = np.asarray(image, np.float32)
    if image.ndim != 2:
        raise ValueError(f"image must have the shape (rows, columns). Received: shape {image.shape}")
    windows = _windows(image, size, stride, padding, mode)
    rows, columns = windows.shape[:2]
    if not (0 <= row < rows and 0 <= column < columns):
        raise ValueError(
            f"row and column must name a cell of the {rows} × {columns} output. Received: row={row}, column={column}"
        )
    patch = windows[row, column].copy()
    down, right = divmod(int(patch.argmax()), size)
    step = stride or size
    top, left = (padding_amounts(length, size, stride=step, padding=padding)[0] for length in image.shape)
    total = patch.max() if mode == "max" else patch[np.isfinite(patch)].mean(dtype=np.float32)
    return Window(patch, (row * step - top + down, column * step - left + right), total)


def _windows(image: npt.ArrayLike, size: int, stride: int | None, padding: str | int, mode: str) -> npt.NDArray[np.float32]:
    """All windows: (r, c[, channels], size, size), padding as -infinity, which never wins."""
    image = np.asarray(image, np.float32)
    if image.ndim not in (2, 3):
        raise ValueError(f"image must be (rows, columns) or (rows, columns, channels). Received: shape {image.shape}")
    if not np.isfinite(image).all():
        raise ValueError("image must hold finite numbers only. Received: image with NaN or infinity")
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}. Received: mode={mode!r}")
    step = size if stride is None else stride
    for length in image.shape[:2]:  # refuses what does not fit
        output_size(length, size, stride=step, padding=padding)
    if isinstance(padding, int) and padding >= size:
        raise ValueError(f"padding must be smaller than the window, or a window sees nothing. Received: padding={padding}")
    amounts = [padding_amounts(length, size, stride=step, padding=padding) for length in image.shape[:2]]
    padded = np.pad(image, amounts + [(0, 0)] * (image.ndim - 2), constant_values=-np.inf)
    return np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(0, 1))[::step, ::step]
