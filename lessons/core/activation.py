"""Activation functions: each value of a map by itself, and what makes a stack of layers more than one linear map."""

import math

import numpy as np
import numpy.typing as npt

LEAKY_SLOPE = 0.2  # Keras's default: what is left of a negative value


def linear(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """The values as they are."""
    return np.asarray(values, np.float32)


def relu(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """max(0, x): negative values become zero (Nair and Hinton, 2010)."""
    return np.maximum(linear(values), 0)


def leaky_relu(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """x where it is positive, 0.2 x elsewhere (Maas et al., 2013)."""
    values = linear(values)
    return np.where(values > 0, values, np.float32(LEAKY_SLOPE) * values)


def elu(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """x where it is positive, exp(x) - 1 elsewhere (Clevert et al., 2015)."""
    values = linear(values)
    return np.where(values > 0, values, np.expm1(np.minimum(values, 0))).astype(np.float32)


def sigmoid(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """1 / (1 + exp(-x)): between 0 and 1. Written with tanh, which does not overflow."""
    return ((np.tanh(linear(values) / 2) + 1) / 2).astype(np.float32)


def tanh(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """The hyperbolic tangent: between -1 and 1."""
    return np.tanh(linear(values))


def gelu(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """x times the probability that a standard normal number is smaller (Hendrycks and Gimpel, 2016)."""
    values = linear(values)
    error_function = np.vectorize(math.erf, otypes=[np.float32])
    return values * (1 + error_function(values / math.sqrt(2))) / 2


ACTIVATIONS = {
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "gelu": gelu,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "linear": linear,
}
"""Name, as in Keras -> function of an array of any shape to a float32 array of that shape."""
