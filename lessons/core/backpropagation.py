"""The way back through a network: how the loss changes with every number on the way, layer by layer, by the chain rule.

Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986. Each function here takes the
gradient of the loss with respect to what its layer gave, and returns it with respect to what the layer got.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def cross_entropy(probabilities: npt.ArrayLike, right: int) -> float:
    """The loss of an answer: minus the natural logarithm of the right class's probability; 0 where that is 1."""
    probability = float(np.asarray(probabilities)[right])
    return float(-np.log(max(probability, np.finfo(np.float64).tiny)))


def through_cross_entropy(probabilities: npt.ArrayLike, right: int) -> Floats:
    """The loss's gradient with respect to the sums before softmax: the probabilities, less 1 at the right class.

    Softmax and cross-entropy together have this simple one (Bishop, "Pattern Recognition and Machine Learning", 4.3.4).
    """
    gradient = np.array(probabilities, np.float64)
    gradient[right] -= 1
    return gradient


def through_dense(vector: npt.ArrayLike, weights: npt.ArrayLike, gradient: npt.ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Back through ``dense(vector, weights, bias)``.

    Parameters
    ----------
    vector : array of shape (inputs,)
    weights : array of shape (inputs, units)
    gradient : array of shape (units,), of the loss with respect to the sums

    Returns
    -------
    (vector, weights, bias) : the gradients with respect to each of them, in their shapes
    """
    gradient = np.asarray(gradient, np.float64)
    return np.asarray(weights, np.float64) @ gradient, np.outer(np.asarray(vector, np.float64), gradient), gradient.copy()


def through_max_pool(values: npt.ArrayLike, size: int, gradient: npt.ArrayLike) -> Floats:
    """Back through windows of size × size side by side that each keep their largest value: that one gets all of it.

    Parameters
    ----------
    values : array of shape (rows, columns), both multiples of size
    size : int, 1 or more
    gradient : array of shape (rows / size, columns / size)

    Returns
    -------
    float64 array of shape (rows, columns); of several largest values the first one in reading order gets it, as in TensorFlow
    """
    values = np.asarray(values, np.float64)
    back = np.zeros_like(values)
    for (row, column), slope in np.ndenumerate(np.asarray(gradient, np.float64)):
        window = values[row * size : (row + 1) * size, column * size : (column + 1) * size]
        i, j = np.unravel_index(window.argmax(), window.shape)
        back[row * size + i, column * size + j] = slope
    return back


def through_relu(values: npt.ArrayLike, gradient: npt.ArrayLike) -> Floats:
    """Back through ReLU: where its input was above zero the gate is open, elsewhere nothing comes through."""
    return np.where(np.asarray(values) > 0, gradient, 0.0).astype(np.float64)


def through_convolution(image: npt.ArrayLike, gradient: npt.ArrayLike) -> tuple[Floats, float]:
    """Back through ``convolve2d(image, kernel) + bias``: what each weight lay on, weighed by how the map should change.

    Parameters
    ----------
    image : array of shape (rows, columns)
    gradient : array of shape (rows - k + 1, columns - k + 1), of the loss with respect to the map

    Returns
    -------
    (kernel, bias) : the gradients with respect to the kernel, of shape (k, k), and its bias
    """
    gradient = np.asarray(gradient, np.float64)
    return _correlated(image, gradient), float(gradient.sum())


def _correlated(image: npt.ArrayLike, kernel: npt.ArrayLike) -> Floats:
    """`convolve2d` without rounding to 32 bits, which a difference of two losses would show."""
    kernel = np.asarray(kernel, np.float64)
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image, np.float64), kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)


@dataclass(frozen=True)
class Weights:
    """What a small network learns: a kernel and its bias, and a dense layer."""

    kernel: Floats  # (k, k)
    bias: float
    dense: Floats  # (inputs, classes)
    dense_bias: Floats  # (classes,)

    def moved(self, slopes: "Weights", rate: float) -> "Weights":
        """One step of gradient descent: each weight less the learning rate times its slope."""
        return Weights(
            self.kernel - rate * slopes.kernel,
            self.bias - rate * slopes.bias,
            self.dense - rate * slopes.dense,
            self.dense_bias - rate * slopes.dense_bias,
        )


@dataclass(frozen=True)
class Pass:
    """Every number of a small network's way forward, and of the loss's way back (`d_` before a name: the loss's gradient)."""

    map: Floats  # after the convolution
    bent: Floats  # after ReLU
    pooled: Floats
    sums: Floats  # of the dense layer
    probabilities: Floats
    loss: float
    d_sums: Floats
    d_pooled: Floats
    d_bent: Floats
    d_map: Floats
    slopes: Weights  # the gradients with respect to all that is learned


POOL = 2  # of the small network: windows of 2 × 2


def random_weights(rng: np.random.Generator, *, side: int = 5, kernel: int = 2, classes: int = 2) -> Weights:
    """Random weights of a network for pictures of side × side, whose map must have an even number of rows."""
    inputs = ((side - kernel + 1) // POOL) ** 2
    return Weights(
        rng.normal(0, 0.5, (kernel, kernel)).round(2), 0.1, rng.normal(0, 0.5, (inputs, classes)).round(2), np.zeros(classes)
    )


def forward_and_back(image: npt.ArrayLike, weights: Weights, right: int) -> Pass:
    """Send a picture through convolution, ReLU, max pooling, dense and softmax, and the loss's gradient all the way back.

    Parameters
    ----------
    image : array of shape (rows, columns)
    weights : Weights that fit it
    right : int, the right class

    Returns
    -------
    Pass
    """
    feature_map = _correlated(image, weights.kernel) + weights.bias
    bent = np.maximum(feature_map, 0)
    rows, columns = (length // POOL for length in bent.shape)
    pooled = bent.reshape(rows, POOL, columns, POOL).max(axis=(1, 3))
    sums = pooled.ravel() @ weights.dense + weights.dense_bias
    probabilities = np.exp(sums - sums.max()) / np.exp(sums - sums.max()).sum()
    d_sums = through_cross_entropy(probabilities, right)
    d_vector, d_dense, d_dense_bias = through_dense(pooled.ravel(), weights.dense, d_sums)
    d_pooled = d_vector.reshape(pooled.shape)
    d_bent = through_max_pool(bent, POOL, d_pooled)
    d_map = through_relu(feature_map, d_bent)
    slopes = Weights(*through_convolution(image, d_map), d_dense, d_dense_bias)
    loss = cross_entropy(probabilities, right)
    return Pass(feature_map, bent, pooled, sums, probabilities, loss, d_sums, d_pooled, d_bent, d_map, slopes)


def descend(image: npt.ArrayLike, weights: Weights, right: int, *, steps: int, rate: float) -> list[tuple[Weights, Pass]]:
    """Learn from one picture by plain gradient descent. Returns weights and their pass, at first and after each step."""
    course = [(weights, forward_and_back(image, weights, right))]
    for _ in range(steps):
        weights, found = course[-1]
        moved = weights.moved(found.slopes, rate)
        course.append((moved, forward_and_back(image, moved, right)))
    return course


def with_one_weight(
    image: npt.ArrayLike, weights: Weights, right: int, place: tuple[int, int], values: Iterable[float]
) -> list[Pass]:
    """The passes with one weight of the kernel set to each of the values; all other weights stay."""

    def changed(value: float) -> Weights:
        kernel = weights.kernel.copy()
        kernel[place] = value
        return replace(weights, kernel=kernel)

    return [forward_and_back(image, changed(value), right) for value in values]
