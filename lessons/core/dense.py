"""From maps to an answer: flatten them to a vector, weigh all of it in every unit, turn the sums into probabilities."""

import numpy as np
import numpy.typing as npt


def flatten(maps: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """All values of a stack of maps in one vector: row by row, in a row cell by cell, in a cell channel by channel.

    Parameters
    ----------
    maps : array of shape (rows, columns, channels) or any other

    Returns
    -------
    float32 array of shape (rows * columns * channels,), in the order of Keras's ``Flatten``

    Examples
    --------
    >>> flatten([[[1, 2], [3, 4]]]).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    return np.asarray(maps, np.float32).reshape(-1)


def flat_position(row: int, column: int, channel: int, shape: tuple[int, ...]) -> int:
    """Place in `flatten`'s vector of one value of maps of this shape (rows, columns, channels)."""
    return int(np.ravel_multi_index((row, column, channel), shape))


def map_position(index: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    """(row, column, channel) of one value of `flatten`'s vector: the way back of `flat_position`."""
    return tuple(int(part) for part in np.unravel_index(index, shape))


def dense(vector: npt.ArrayLike, weights: npt.ArrayLike, bias: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Every unit's weighted sum of the whole vector, plus its bias.

    Parameters
    ----------
    vector : array of shape (inputs,)
    weights : array of shape (inputs, units)
    bias : array of shape (units,)

    Returns
    -------
    float32 array of shape (units,)

    Raises
    ------
    ValueError
        If the shapes do not go together.
    """
    vector, weights, bias = (np.asarray(part, np.float32) for part in (vector, weights, bias))
    if vector.ndim != 1 or weights.ndim != 2 or weights.shape != (vector.size, bias.size) or bias.ndim != 1:
        raise ValueError(
            "vector, weights and bias must be (inputs,), (inputs, units) and (units,). "
            f"Received: shapes {vector.shape}, {weights.shape} and {bias.shape}"
        )
    return vector @ weights + bias


def softmax(logits: npt.ArrayLike, *, temperature: float = 1.0) -> npt.NDArray[np.float32]:
    """Probabilities that grow with the logits and sum to 1: exp(logits / temperature), divided by their sum.

    Parameters
    ----------
    logits : array of shape (..., classes)
    temperature : float above 0
        Below 1 the largest logit takes more, above 1 all come closer to the same.

    Returns
    -------
    float32 array of the same shape; the last axis sums to 1

    Raises
    ------
    ValueError
        If the temperature is not above 0, or a logit is not finite.

    References
    ----------
    Bridle, 1990; temperature: Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network", 2015.
    """
    logits = np.asarray(logits, np.float64)
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0. Received: temperature={temperature}")
    if not np.isfinite(logits).all():
        raise ValueError("logits must be finite numbers. Received: logits with NaN or infinity")
    # Only differences of logits matter: with the largest one at 0 no exponential overflows.
    shifted = (logits - logits.max(axis=-1, keepdims=True)) / temperature
    exponentials = np.exp(shifted)
    return (exponentials / exponentials.sum(axis=-1, keepdims=True)).astype(np.float32)
