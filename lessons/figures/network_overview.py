"""A whole network at a glance, in few bytes: of each layer the strongest maps, and one number for each of all its maps."""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from lessons.figures.level_sheets import LevelSheet, level_sheet

LARGEST = 64  # rows and columns of a map in the overview, at most
ACROSS = 16  # maps in a row of the sheet of a whole layer
_BRIGHTEST = 99.7  # per cent of a map's values have colours of their own, the few above it have the last one
_LOOKED_AT = 56  # rows and columns, about, in which that is found


@dataclass(frozen=True)
class LayerOverview:
    """A layer at a glance."""

    strongest: tuple[int, ...]  # channels, by the mean of their magnitudes, the strongest first
    sheet: LevelSheet  # of them, in one row
    means: bytes  # a byte for each map: its mean as a share of the largest mean of the layer


def network_overview(maps_by_layer: Mapping[str, npt.NDArray[np.float32]], count: int) -> dict[str, LayerOverview]:
    """Layer name -> LayerOverview.

    Parameters
    ----------
    maps_by_layer : dict of layer name -> float32 array of shape (rows, columns, channels)
    count : int, maps of each layer that are shown
    """
    return {layer: _overview(maps_by_layer[layer], count) for layer in maps_by_layer}


def _overview(maps: npt.NDArray[np.float32], count: int) -> LayerOverview:
    means = np.abs(maps).mean(axis=(0, 1)) if maps.min() < 0 else maps.mean(axis=(0, 1))
    strongest = np.argsort(-means, kind="stable")[:count]
    sizes = means / (float(means.max()) or 1)
    small = _shrunk(maps[..., strongest])
    sheet = level_sheet(without_peaks(small), one_scale=False, columns=len(strongest))
    return LayerOverview(tuple(map(int, strongest)), sheet, np.rint(255 * sizes).astype(np.uint8).tobytes())


def _shrunk(maps: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    side = max(maps.shape[:2])
    if side <= LARGEST:
        return maps
    size = tuple(max(1, round(length * LARGEST / side)) for length in maps.shape[1::-1])
    parts = [
        cv2.resize(np.ascontiguousarray(maps[..., place]), size, interpolation=cv2.INTER_AREA) for place in range(maps.shape[2])
    ]
    return np.stack(parts, axis=2)


def without_peaks(maps: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Maps whose few largest values, 3 in 1,000, are lowered to the next: else a map with one bright spot would be dim."""
    step = max(1, maps.shape[0] // _LOOKED_AT)
    limits = np.percentile(np.abs(maps[::step, ::step]), _BRIGHTEST, axis=(0, 1)).astype(np.float32)
    limits = np.where(limits > 0, limits, np.abs(maps).max(axis=(0, 1)))
    return np.clip(maps, -limits, limits)


def sheet_of_layer(maps: npt.NDArray[np.float32], *, one_scale: bool) -> LevelSheet:
    """All maps of a layer, by number, each up to almost its own largest magnitude, or all up to that of the layer."""
    return level_sheet(maps if one_scale else without_peaks(maps), one_scale=one_scale, columns=ACROSS)
