"""What feeds a map where a whole block of layers lies between: by how much it changes with what it is made of.

A block of convolutions, normalisations and ReLUs is linear in its input as long as no unit switches on or off: so a map's part
in another one is its values times the gradient, as in lessons.core.map_links where a single convolution lies between.
"""

import weakref
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from lessons.core.map_links import LINKS

_BLOCKS: "weakref.WeakKeyDictionary[keras.Model, dict[tuple[str, str], keras.Model]]" = weakref.WeakKeyDictionary()


def block_feeds(
    model: keras.Model, before: str, layer: str, maps: npt.NDArray[np.float32], channel: int
) -> tuple[npt.NDArray[np.float32], float]:
    """What each map of a layer adds to one map of a later one, summed over its cells, and what else there is in its sum.

    Parameters
    ----------
    model : keras.Model
    before, layer : names of layers; all ways to `layer` lead through `before`
    maps : float32 array of shape (rows, columns, maps before): what `before` answers
    channel : int, the map of `layer`

    Returns
    -------
    (float32 array of shape (maps before,), float): the parts, and the rest, which the block's biases add
    """
    block, given = _block(model, before, layer), tf.constant(maps[np.newaxis])
    with tf.GradientTape() as tape:
        tape.watch(given)
        total = tf.reduce_sum(block(given, training=False)[..., channel])
    parts = np.asarray(tf.reduce_sum(given * tape.gradient(total, given), axis=(0, 1, 2)))
    return parts, float(total) - float(parts.sum())


def fed_through_block(
    model: keras.Model, layer: str, after: str, maps: npt.NDArray[np.float32], channel: int
) -> npt.NDArray[np.float32]:
    """What one map of a layer adds to each map of a later one, summed over their cells: float32 (maps after,).

    Parameters as for `block_feeds`: `maps` are those of `layer`, `channel` is one of them.
    """
    block, given = _block(model, layer, after), tf.constant(maps[np.newaxis])
    alone = np.zeros_like(maps[np.newaxis])
    alone[..., channel] = maps[..., channel]
    with tf.autodiff.ForwardAccumulator(given, tf.constant(alone)) as along:
        outputs = block(given, training=False)
    return np.asarray(tf.reduce_sum(along.jvp(outputs), axis=(0, 1, 2)))


def block_links(
    model: keras.Model, layers: tuple[str | None, str, str | None], maps: Any, channel: int
) -> dict[str, list[tuple[int, float]]]:
    """The strongest links of one map to both sides, as (map, share): the shares as in lessons.nets.network_columns.LinksInto.

    Parameters
    ----------
    model : keras.Model
    layers : names of the layer before, the map's own and the one after; None where there is none
    maps : dict of layer name -> float32 array of shape (rows, columns, channels)
    channel : int
    """
    before, layer, after = layers
    feeds, fed = [], []
    if before:
        parts, rest = block_feeds(model, before, layer, maps[before], channel)
        feeds = [(int(index), _share(parts, rest, index)) for index in _largest(parts)]
    if after:
        for index in _largest(fed_through_block(model, layer, after, maps[layer], channel)):
            parts, rest = block_feeds(model, layer, after, maps[layer], int(index))
            fed.append((int(index), _share(parts, rest, channel)))
    return {"feeds": feeds, "fed": fed}


def _largest(parts: npt.NDArray[np.float32]) -> list[int]:
    order = np.argsort(-np.abs(parts), kind="stable")[:LINKS]
    return [int(index) for index in order if parts[index]]


def _share(parts: npt.NDArray[np.float32], rest: float, index: int) -> float:
    return float(parts[index] / (np.abs(parts).sum() + abs(rest)))


def _block(model: keras.Model, before: str, layer: str) -> keras.Model:
    blocks = _BLOCKS.setdefault(model, {})
    if (before, layer) not in blocks:
        blocks[before, layer] = keras.Model(model.get_layer(before).output, model.get_layer(layer).output, name=f"to_{layer}")
    return blocks[before, layer]
