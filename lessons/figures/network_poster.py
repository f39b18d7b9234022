"""A whole network as one large picture to print: of each layer the strongest maps, and below them all of its maps."""

import itertools
from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from lessons.figures.colours import MAGNITUDE_SCALE, colour_table, magnitude_to_rgb, signed_to_rgb
from lessons.figures.network_overview import without_peaks

WIDTH = 6000  # pixels
_MARGIN, _HEAD, _GAP, _PICTURE = 120, 420, 24, 640
_ACROSS = 8  # maps in a row of all maps
_LARGE = 4  # maps of a layer that are shown large
_INK, _SOFT = (34, 30, 25), (87, 79, 68)


def network_poster(
    picture: npt.NDArray[np.uint8],
    maps_by_layer: Mapping[str, npt.NDArray[np.float32]],
    title: str,
    answer: str,
    blocks: Sequence[str],
) -> npt.NDArray[np.uint8]:
    """A poster WIDTH pixels wide.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3): what the network was shown
    maps_by_layer : dict of layer name -> float32 array of shape (rows, columns, channels)
    title, answer : str, what stands above and below
    blocks : of each layer the block that it is part of: layers of one block stand together

    Returns
    -------
    uint8 array of shape (rows, WIDTH, 3)
    """
    lefts, side = _columns(blocks)
    small = side // _ACROSS
    longest = max(maps.shape[2] for maps in maps_by_layer.values())
    top = _HEAD + 140
    all_top = top + _LARGE * (side + _GAP) + 60
    height = all_top + -(-longest // _ACROSS) * small + 2 * _MARGIN
    paper = colour_table(MAGNITUDE_SCALE)[0]
    sheet = np.empty((height, WIDTH, 3), np.uint8)
    sheet[:] = paper
    shown = cv2.resize(picture, (_PICTURE, _PICTURE), interpolation=cv2.INTER_CUBIC)
    sheet[top : top + _PICTURE, _MARGIN : _MARGIN + _PICTURE] = shown
    for left, maps in zip(lefts, maps_by_layer.values(), strict=True):
        lowered = without_peaks(maps)
        strongest = np.argsort(-np.abs(maps).mean(axis=(0, 1)), kind="stable")[:_LARGE]
        for row, channel in enumerate(strongest):
            _put(sheet, lowered[..., channel], top + row * (side + _GAP), left, side)
        for channel in range(maps.shape[2]):
            row, column = divmod(channel, _ACROSS)
            _put(sheet, lowered[..., channel], all_top + row * small, left + column * small, small - 2)
    written = Image.fromarray(sheet)
    pen = ImageDraw.Draw(written)
    pen.text((_MARGIN, 110), title, _INK, ImageFont.load_default(size=150))
    pen.text((_MARGIN, top + _PICTURE + 40), answer, _SOFT, ImageFont.load_default(size=54))
    for left, (layer, maps) in zip(lefts, maps_by_layer.items(), strict=True):
        pen.text((left, _HEAD), _short(layer), _INK, ImageFont.load_default(size=44))
        pen.text((left, _HEAD + 60), f"{maps.shape[2]} maps", _SOFT, ImageFont.load_default(size=38))
    return np.asarray(written)


def _columns(blocks: Sequence[str]) -> tuple[list[int], int]:
    """Where columns begin, and how wide a map is: a multiple of _ACROSS."""
    begin = _MARGIN + _PICTURE + 100
    breaks = [one != other for one, other in itertools.pairwise(blocks)]
    room = WIDTH - _MARGIN - begin - _GAP * (len(blocks) - 1) - 2 * _GAP * sum(breaks)
    side = room // len(blocks) // _ACROSS * _ACROSS
    lefts = [begin]
    for is_break in breaks:
        lefts.append(lefts[-1] + side + (3 if is_break else 1) * _GAP)
    return lefts, side


def _put(sheet: npt.NDArray[np.uint8], values: npt.NDArray[np.float32], top: int, left: int, side: int) -> None:
    values = np.ascontiguousarray(values)
    method = cv2.INTER_AREA if max(values.shape) > side else cv2.INTER_NEAREST
    values = cv2.resize(values, (side, side), interpolation=method)
    sheet[top : top + side, left : left + side] = signed_to_rgb(values) if values.min() < 0 else magnitude_to_rgb(values)


def _short(layer: str) -> str:
    return layer.replace("block", "").replace("_conv", ".").replace("_", " ")
