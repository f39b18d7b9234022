"""What layers are worth together: two convolutions in a row are one, unless something that is not linear stands between."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.activation import relu
from lessons.core.convolution import convolve2d


def compose_kernels(first: npt.ArrayLike, second: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """The one kernel that does what two do one after the other.

    Parameters
    ----------
    first, second : arrays of shapes (k, k) and (m, m)

    Returns
    -------
    float32 array of shape (k + m - 1, k + m - 1): ``convolve2d(convolve2d(x, first), second)`` equals
    ``convolve2d(x, compose_kernels(first, second))`` for every picture x, within float32 rounding

    Examples
    --------
    >>> compose_kernels([[1, 1]], [[1, -1]]).tolist()
    [[1.0, 0.0, -1.0]]
    """
    first, second = np.asarray(first, np.float32), np.asarray(second, np.float32)
    rows, columns = second.shape
    padded = np.pad(first, ((rows - 1, rows - 1), (columns - 1, columns - 1)))
    return convolve2d(padded, second, flip=True)


def best_kernel(image: npt.ArrayLike, target: npt.ArrayLike, size: int) -> tuple[npt.NDArray[np.float32], float]:
    """The kernel whose map comes closest to a target, by least squares over all positions.

    Parameters
    ----------
    image : array of shape (rows, columns)
    target : array of shape (rows - size + 1, columns - size + 1)
    size : int

    Returns
    -------
    (kernel, error) : float32 array of shape (size, size), and what remains unexplained of the target: the norm of the
    difference divided by the target's norm; 0 is perfect, 1 is as good as a map of zeros
    """
    image, target = np.asarray(image, np.float64), np.asarray(target, np.float64)
    patches = np.lib.stride_tricks.sliding_window_view(image, (size, size)).reshape(target.size, size * size)
    weights, *_ = np.linalg.lstsq(patches, target.ravel(), rcond=None)
    error = np.linalg.norm(patches @ weights - target.ravel()) / (np.linalg.norm(target) or 1.0)
    return weights.reshape(size, size).astype(np.float32), float(error)


@dataclass(frozen=True, eq=False)
class TwoLayers:
    """What two convolutions in a row are worth beside a single one with a larger kernel."""

    difference: float  # without ReLU: the largest difference to the composed kernel's map, as a share of the largest value
    error: float  # with ReLU between them: what even the best single kernel leaves unexplained, as `best_kernel` tells it
    negative: float  # share of the first map's values that are negative: those that ReLU changes
    nothing_left: bool  # whether with ReLU the last map is zero everywhere
    straight: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]  # of both without ReLU, and of the composed kernel
    bent: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]  # of both with ReLU, and of the best single kernel
    kernels: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]  # the single ones: without ReLU, and with it


def two_layers(image: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike) -> TwoLayers:
    """How well one kernel does what two convolutions in a row do, without and with ReLU between them.

    Parameters
    ----------
    image : array of shape (rows, columns)
    first, second : kernels of shapes (k, k) and (m, m)

    Returns
    -------
    TwoLayers
    """
    combined = compose_kernels(first, second)
    between = convolve2d(image, first)
    straight, bent = convolve2d(between, second), convolve2d(relu(between), second)
    composed = convolve2d(image, combined)
    difference = np.abs(straight - composed).max() / (np.abs(straight).max() or 1)
    kernel, error = best_kernel(image, bent, combined.shape[0])
    return TwoLayers(
        difference=float(difference),
        error=error,
        negative=float(np.mean(between < 0)),
        nothing_left=not bent.any(),
        straight=(straight, composed),
        bent=(bent, convolve2d(image, kernel)),
        kernels=(combined, kernel),
    )
