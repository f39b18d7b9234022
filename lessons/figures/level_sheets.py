"""All maps of a layer in one small grey picture, for a browser that colours it: a sixth of the bytes of one in colours."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

LARGEST = {True: 112, False: 64}  # whether there are few maps -> rows and columns of a map in the sheet, at most
_FEW = 64  # maps
_EXACT = 28  # rows: smaller maps are shown with each value as a block, where every change would be seen
_QUALITY = 80  # of WebP: at most 20 of 255 levels off at the sharpest edges, and 2 in the mean (tests/benchmarks/README.md)


@dataclass(frozen=True)
class LevelSheet:
    """Maps side by side, without gaps. A pixel's level says how much of the map's largest magnitude it is."""

    data: bytes  # a grey WebP
    columns: int  # maps per row
    tile: tuple[int, int]  # rows and columns of one map
    scale: str  # "magnitude": 0 to 255; "signed": 1 to 255, and 128 is zero


def level_sheet(
    maps: npt.NDArray[np.float32], *, one_scale: bool, order: Sequence[int] | None = None, columns: int | None = None
) -> LevelSheet:
    """The maps of a layer as levels, no larger than they are shown.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels)
    one_scale : bool
        True measures all maps by the layer's largest magnitude; False each map by its own.
    order : sequence of channels, or None for all of them as they come
    columns : int, maps per row, or None for what fits their number

    Returns
    -------
    LevelSheet
    """
    order = range(maps.shape[2]) if order is None else [int(channel) for channel in order]
    signed, few = bool(maps.min() < 0), len(order) <= _FEW
    columns = columns or (min(max(len(order), 4), 8) if few else 16)
    tile = tuple(min(length, LARGEST[few]) for length in maps.shape[:2])
    magnitudes = np.abs(maps) if signed else maps
    limits = np.broadcast_to(magnitudes.max(axis=None if one_scale else (0, 1)), maps.shape[2:])
    middle, steps = (128, 127) if signed else (0, 255)
    levels = np.full((-(-len(order) // columns) * tile[0], columns * tile[1]), middle, np.uint8)
    for place, channel in enumerate(order):
        values = np.ascontiguousarray(maps[..., channel])
        if values.shape != tile:
            values = cv2.resize(values, tile[::-1], interpolation=cv2.INTER_AREA)
        top, left = place // columns * tile[0], place % columns * tile[1]
        drawn = np.rint(values * np.float32(steps / (limits[channel] or 1)) + middle)
        levels[top : top + tile[0], left : left + tile[1]] = np.clip(drawn, 0, 255)
    return LevelSheet(_grey_webp(levels, exact=max(tile) <= _EXACT), columns, tile, "signed" if signed else "magnitude")


def _grey_webp(levels: npt.NDArray[np.uint8], *, exact: bool) -> bytes:
    file = io.BytesIO()
    Image.fromarray(levels).save(file, "WEBP", lossless=exact, quality=0 if exact else _QUALITY, method=0)
    return file.getvalue()
