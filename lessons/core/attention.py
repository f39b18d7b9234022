"""A small vision transformer by hand: patches, attention, and the whole way from a picture to its answer."""

from collections.abc import Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
EPSILON = 1e-3  # of layer normalisation, as in Keras


@dataclass(frozen=True, eq=False)
class Attention:
    """The weights of multi-head attention, shaped as Keras has them."""

    query: tuple[Array, Array]  # kernel (numbers, heads, size) and bias (heads, size)
    key: tuple[Array, Array]
    value: tuple[Array, Array]
    output: tuple[Array, Array]  # kernel (heads, size, numbers) and bias (numbers,)


@dataclass(frozen=True, eq=False)
class Block:
    """The weights of one block: attention, then two dense layers for each patch by itself, each with a shortcut."""

    before_attention: tuple[Array, Array]  # of layer normalisation: what each number is multiplied by, and what is added
    attention: Attention
    before_dense: tuple[Array, Array]
    wide: tuple[Array, Array]  # dense, with ReLU
    narrow: tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Transformer:
    """The weights of a vision transformer."""

    patch: int  # rows and columns of a patch
    embedding: tuple[Array, Array]  # from the numbers of a patch, from −1 to 1, to those that stand for it
    positions: Array  # (patches, numbers): what is added so that a patch knows where it lies
    blocks: tuple[Block, ...]
    last: tuple[Array, Array]
    head: tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class Seen:
    """What a transformer makes of a picture."""

    probabilities: Array  # (classes,)
    attention: tuple[
        Array, ...
    ]  # of each block (heads, patches, patches): how much each patch takes from each, a row sums to 1


def patches(image: npt.ArrayLike, side: int) -> Array:
    """A picture cut into squares, row by row, each as one row of numbers.

    Parameters
    ----------
    image : array of shape (rows, columns, channels), rows and columns multiples of `side`
    side : int, rows and columns of a patch

    Returns
    -------
    float32 array of shape (patches, side * side * channels)

    Raises
    ------
    ValueError
        If the patches don't fill the picture.
    """
    image = np.asarray(image, np.float32)
    rows, columns, channels = image.shape
    if rows % side or columns % side:
        raise ValueError(f"side must divide {rows} and {columns}. Received: side={side}")
    squares = image.reshape(rows // side, side, columns // side, side, channels).swapaxes(1, 2)
    return squares.reshape(-1, side * side * channels)


def softmax(values: Array) -> Array:
    """Shares of 1 along the last axis."""
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def attend(queries: Array, keys: Array, values: Array) -> tuple[Array, Array]:
    """What each patch takes from all: (the mixed values, the shares), for arrays of shape (..., patches, size).

    References
    ----------
    Vaswani et al., "Attention is all you need", 2017, section 3.2.1.
    """
    shares = softmax(queries @ keys.swapaxes(-1, -2) / np.sqrt(np.float32(queries.shape[-1])))
    return shares @ values, shares


def multi_head(tokens: Array, weights: Attention) -> tuple[Array, Array]:
    """Several attentions side by side: (what they make of each patch, the shares of each head)."""
    queries, keys, values = (
        np.einsum("pn,nhs->hps", tokens, kernel) + bias[:, np.newaxis]
        for kernel, bias in (weights.query, weights.key, weights.value)
    )
    mixed, shares = attend(queries, keys, values)
    kernel, bias = weights.output
    return np.einsum("hps,hsn->pn", mixed, kernel) + bias, shares


def layer_norm(tokens: Array, weights: tuple[Array, Array]) -> Array:
    """Each patch's numbers to mean 0 and variance 1, then scaled and shifted."""
    mean, variance = tokens.mean(axis=-1, keepdims=True), tokens.var(axis=-1, keepdims=True)
    return (tokens - mean) / np.sqrt(variance + EPSILON) * weights[0] + weights[1]


def look(model: Transformer, image: npt.ArrayLike) -> Seen:
    """What a transformer makes of a picture of raw 0-255 RGB of its size."""
    scaled = np.asarray(image, np.float32) / 127.5 - 1
    tokens = patches(scaled, model.patch) @ model.embedding[0] + model.embedding[1] + model.positions
    attention = []
    for block in model.blocks:
        mixed, shares = multi_head(layer_norm(tokens, block.before_attention), block.attention)
        tokens = tokens + mixed
        wide = np.maximum(layer_norm(tokens, block.before_dense) @ block.wide[0] + block.wide[1], 0)
        tokens = tokens + wide @ block.narrow[0] + block.narrow[1]
        attention.append(shares.astype(np.float32))
    vector = layer_norm(tokens, model.last).mean(axis=0)
    return Seen(softmax(vector @ model.head[0] + model.head[1]), tuple(attention))


def of_keras(weights: Sequence[npt.ArrayLike], patch: int, blocks: int) -> Transformer:
    """A Transformer of the weights of the Keras network that `lessons.training.transformer_race` builds, in its order."""
    arrays = iter([np.asarray(weight, np.float32) for weight in weights])

    def pair() -> tuple[Array, Array]:
        return next(arrays), next(arrays)

    kernel, bias = pair()
    embedding = (kernel.reshape(-1, kernel.shape[-1]), bias)
    positions = next(arrays)
    made = []
    for _ in range(blocks):
        first = pair()
        attention = Attention(pair(), pair(), pair(), pair())
        made.append(Block(first, attention, pair(), pair(), pair()))
    return Transformer(patch, embedding, positions, tuple(made), pair(), pair())


def arrays_of(part: Any) -> list[Array]:
    """All arrays of a Transformer or of a part of it, in Keras's order: what `of_keras` takes."""
    if isinstance(part, np.ndarray):
        return [part]
    within = vars(part).values() if is_dataclass(part) else part if isinstance(part, tuple) else ()
    return [array for each in within for array in arrays_of(each)]
