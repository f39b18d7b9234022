"""How a kernel is learned: gradient descent on the difference between the map it makes and the map that is wanted."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNEL_NAMES, KERNELS
from lessons.core.pooling import pool2d


def _edge_strength(image: npt.ArrayLike) -> npt.NDArray[np.float32]:
    return np.hypot(convolve2d(image, KERNELS["sobel_x"]), convolve2d(image, KERNELS["sobel_y"]))


def _effect_of(kernel: npt.NDArray[np.float32]) -> Callable[[npt.ArrayLike], npt.NDArray[np.float32]]:
    return lambda image: convolve2d(image, kernel)


EFFECTS = {
    **{KERNEL_NAMES[name]: _effect_of(kernel) for name, kernel in KERNELS.items() if kernel.shape == (3, 3)},
    "Edge strength": _edge_strength,
    "Brightest neighbour": lambda image: pool2d(image, 3, stride=1),
}
"""Effect -> function of an image (rows, columns) to its target (rows - 2, columns - 2). The last two are no weighted sums."""


@dataclass(frozen=True)
class Descent:
    """The course of a gradient descent, its start included."""

    kernels: np.ndarray  # float32 (steps + 1, k, k)
    losses: np.ndarray  # float32 (steps + 1,): mean squared error of each kernel's map
    diverged: bool  # it was ended early, because the loss left all bounds

    @property
    def steps(self) -> int:
        """Number of steps that were taken."""
        return len(self.losses) - 1

    def until(self, loss: float) -> "Descent":
        """The course up to the first step whose loss is smaller; all of it where none is."""
        small = np.flatnonzero(self.losses < loss)
        end = int(small[0]) + 1 if small.size else len(self.losses)
        return Descent(self.kernels[:end], self.losses[:end], self.diverged)


def loss_and_gradient(
    image: npt.ArrayLike, target: npt.ArrayLike, kernel: npt.ArrayLike
) -> tuple[float, npt.NDArray[np.float32]]:
    """How wrong a kernel is, and how the loss changes with each of its weights.

    The loss is the mean of the squared differences between ``convolve2d(image, kernel)`` and the target. A weight's
    derivative is the mean of twice the difference times the pixel that this weight lay on.

    Parameters
    ----------
    image : array of shape (rows, columns)
    target : array of shape (rows - k + 1, columns - k + 1)
    kernel : array of shape (k, k)

    Returns
    -------
    (loss, gradient) : float, and float32 array of shape (k, k)

    Raises
    ------
    ValueError
        If the shapes do not go together.
    """
    image = np.asarray(image, np.float32)
    difference = convolve2d(image, kernel) - _checked_target(image, target, np.shape(kernel)[0])
    rows, columns = difference.shape
    gradient = np.zeros_like(kernel, dtype=np.float32)
    for i in range(gradient.shape[0]):
        for j in range(gradient.shape[1]):
            gradient[i, j] = 2 * np.mean(difference * image[i : i + rows, j : j + columns])
    return float(np.mean(difference**2)), gradient


def learn_kernel(
    image: npt.ArrayLike, target: npt.ArrayLike, size: int, *, steps: int, learning_rate: float, seed: int = 0
) -> Descent:
    """Find a kernel that turns an image into a target, by gradient descent from a random start.

    Every step takes ``learning_rate`` times the gradient of `loss_and_gradient` away. Because the loss is a quadratic function
    of the weights, its sums over the picture can be made once, so that a step costs the same for every picture.

    Parameters
    ----------
    image, target : arrays, as in `loss_and_gradient`
    size : int, 1 or more: rows and columns of the kernel
    steps : int, 1 or more
    learning_rate : float above 0, finite
    seed : int, of the start

    Returns
    -------
    Descent
        It ends early, as diverged, as soon as a loss is no longer within a thousand times the first loss or, where that is
        larger, a thousand times the loss of a kernel of zeros: the learning rate was too large. That loss is the last one; it
        may be infinite or NaN.

    Raises
    ------
    ValueError
        If the shapes do not go together, or a number is out of range.
    """
    if steps < 1 or not 0 < learning_rate < np.inf:
        raise ValueError(
            "steps must be 1 or more, and learning_rate above 0 and finite. "
            f"Received: steps={steps}, learning_rate={learning_rate}"
        )
    weights = np.random.default_rng(seed).normal(0, 0.3, size * size)
    measure = loss_and_gradient_at_once(image, target, size)
    kernels, losses, diverged = [], [], False
    with np.errstate(over="ignore", invalid="ignore"):  # a loss without bounds is found, and ends it
        bound = 1000 * max(measure(weights)[0], measure(np.zeros_like(weights))[0])
        for _ in range(steps + 1):
            loss, gradient = measure(weights)
            kernels.append(weights)
            losses.append(loss)
            diverged = not loss <= bound
            if diverged:
                break
            weights = weights - learning_rate * gradient
        shaped = np.array(kernels, np.float32).reshape(-1, size, size)
        return Descent(shaped, np.array(losses, np.float32), diverged=diverged)


def loss_and_gradient_at_once(
    image: npt.ArrayLike, target: npt.ArrayLike, size: int
) -> Callable[[npt.NDArray[np.float64]], tuple[float, npt.NDArray[np.float64]]]:
    """`loss_and_gradient` as a function of the weights alone: the sums over all places are made once, before the first step.

    With the pixels under the weights at each place as a row of ``taps``, the loss is the mean of (taps @ weights - wanted)^2.
    Multiplied out, all but the weights is known: the means of each two taps' products, of each tap's with what is wanted, and
    of what is wanted with itself.

    Parameters
    ----------
    image, target : arrays, as in `loss_and_gradient`
    size : int, 1 or more: rows and columns of the kernel

    Returns
    -------
    function of the weights, float64 of shape (size * size,), that returns (loss, gradient), the gradient of that shape too

    Raises
    ------
    ValueError
        If the shapes do not go together.
    """
    image = np.asarray(image, np.float64)
    wanted = _checked_target(image, target, size).astype(np.float64).ravel()
    taps = np.lib.stride_tricks.sliding_window_view(image, (size, size)).reshape(wanted.size, size * size)
    pairs, match, energy = taps.T @ taps / wanted.size, taps.T @ wanted / wanted.size, wanted @ wanted / wanted.size

    def measure(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        loss = weights @ pairs @ weights - 2 * weights @ match + energy
        return max(float(loss), 0.0), 2 * (pairs @ weights - match)

    return measure


def _checked_target(image: npt.NDArray[np.float32], target: npt.ArrayLike, size: int) -> npt.NDArray[np.float32]:
    target = np.asarray(target, np.float32)
    shape = tuple(length - size + 1 for length in image.shape)
    if image.ndim != 2 or size < 1 or min(shape) < 1 or target.shape != shape:
        raise ValueError(
            "image must be (rows, columns), and target (rows - size + 1, columns - size + 1). "
            f"Received: shapes {image.shape} and {target.shape}, size={size}"
        )
    return target
