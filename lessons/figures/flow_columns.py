"""Some maps of each of a few layers, to see at a glance what a network makes of a picture: strong, and unlike each other."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.figures.level_sheets import LevelSheet, level_sheet

_LOOKED_AT = 28  # rows and columns at most in which maps are compared
_RIM = 8  # this part of a map's sides does not count: some maps answer to the picture's border alone
_BRIGHTEST = 99.7  # per cent of a map's values have colours of their own, the few above it have the last one


@dataclass(frozen=True)
class FlowColumn:
    """A few maps of a layer."""

    layer: str
    size: int  # rows and columns of a map
    channels: tuple[int, ...]
    sheet: LevelSheet


def unlike_maps(maps: npt.NDArray[np.float32], count: int) -> list[int]:
    """Channels of maps that differ much within themselves, and are unlike those before them in the list.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels), 0 or more
    count : int, at most as many as there are channels

    Returns
    -------
    list of int
    """
    step = max(1, maps.shape[0] // _LOOKED_AT)
    rows, columns = (length // step * step for length in maps.shape[:2])
    small = maps[:rows, :columns].reshape(rows // step, step, columns // step, step, -1).mean((1, 3))
    rim = small.shape[0] // _RIM
    inner = small[rim : small.shape[0] - rim, rim : small.shape[1] - rim]
    values = inner.reshape(-1, maps.shape[2]).T.astype(np.float64)
    apart = values - values.mean(axis=1, keepdims=True)
    length = np.linalg.norm(apart, axis=1)
    directions = apart / np.maximum(length, 1e-12)[:, np.newaxis]
    strength = length * np.sqrt(values.mean(axis=1))
    chosen: list[int] = []
    likeness = np.zeros(len(values))
    for _ in range(min(count, len(values))):
        worth = strength * (1 - likeness)
        worth[chosen] = -1
        chosen.append(int(worth.argmax()))
        likeness = np.maximum(likeness, np.abs(directions @ directions[chosen[-1]]))
    return chosen


def flow_columns(maps_by_layer: Mapping[str, npt.NDArray[np.float32]], count: int = 6) -> tuple[FlowColumn, ...]:
    """Some maps of each layer, as levels for a browser to colour, each up to almost its own largest value.

    Parameters
    ----------
    maps_by_layer : dict of layer name -> float32 array of shape (size, size, channels), 0 or more
    count : int, maps of each layer
    """
    return tuple(_column(layer, maps, count) for layer, maps in maps_by_layer.items())


def _column(layer: str, maps: npt.NDArray[np.float32], count: int) -> FlowColumn:
    channels = unlike_maps(maps, count)
    shown = maps[..., channels]
    limits = np.percentile(shown, _BRIGHTEST, axis=(0, 1))
    shown = np.minimum(shown, np.where(limits > 0, limits, shown.max(axis=(0, 1)))).astype(np.float32)
    return FlowColumn(layer, maps.shape[0], tuple(channels), level_sheet(shown, one_scale=False))
