"""A picture's way through VGG16 at a glance: a few maps after each block, and what feeds them most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lessons.core.feeding import feed_strongest
from lessons.figures.flow_columns import FlowColumn, flow_columns

if TYPE_CHECKING:
    import keras

CONVOLUTIONS = {1: 2, 2: 2, 3: 3, 4: 3, 5: 3}  # block -> how many it has
POOLS = tuple(f"block{block}_pool" for block in CONVOLUTIONS)
_MOST = 2  # links to a map
_LEAST = 0.02  # of the cell's value: less is no link


@dataclass(frozen=True)
class Link:
    """A shown map that feeds a shown one after the next block."""

    block: int  # of the map that is fed
    source: int  # place among the maps shown of the block before
    target: int  # place among those of this block
    share: float  # of the value of the target's strongest cell


def vgg16_flow(
    model: keras.Model, maps: Mapping[str, npt.NDArray[np.float32]]
) -> tuple[tuple[FlowColumn, ...], tuple[Link, ...]]:
    """Six maps after each block, and for each of them the two of those before it that feed its strongest cell most.

    Parameters
    ----------
    model : keras.Model that begins with VGG16 and has its layers' names
    maps : dict of layer name -> float32 array of shape (rows, columns, channels), of POOLS at least
    """
    columns = flow_columns({pool: maps[pool] for pool in POOLS})
    links = []
    for place, block in enumerate(list(CONVOLUTIONS)[1:]):
        before, after = columns[place], columns[place + 1]
        layers = [_weights(model, block, number) for number in range(1, CONVOLUTIONS[block] + 1)]
        *earlier, (kernel, bias) = layers
        shown, fed = list(before.channels), list(after.channels)
        feeds = feed_strongest(maps[before.layer], [*earlier, (kernel[..., fed], bias[fed])], maps[after.layer][..., fed])
        for target, feed in enumerate(feeds):
            links += _links(block, target, feed.maps[shown] / (feed.value or np.inf))
    return columns, tuple(links)


def _weights(model: keras.Model, block: int, number: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    layer = model.get_layer(f"block{block}_conv{number}")
    return np.asarray(layer.kernel), np.asarray(layer.bias)


def _links(block: int, target: int, shares: npt.NDArray[np.floating]) -> list[Link]:
    strongest = np.argsort(-shares, kind="stable")[:_MOST]
    return [Link(block, int(source), target, float(shares[source])) for source in strongest if shares[source] >= _LEAST]
