"""RGB pictures ready for a page: encoded, blended, and laid out in sheets."""

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from lessons.figures.colours import magnitude_to_rgb


def png(image):
    """An RGB, RGBA or grey uint8 picture as PNG bytes; little compression, because it travels once."""
    if image.ndim == 3:
        image = cv2.cvtColor(image, cv2.COLOR_RGB2BGR if image.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    return cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()


def magnified(image, shortest=320):
    """Small pictures with every pixel as a square block, so that the browser does not smear them."""
    factor = max(1, round(shortest / max(image.shape[:2])))
    return np.repeat(np.repeat(image, factor, axis=0), factor, axis=1)


def side_by_side(images, gap=8):
    """RGB pictures of one size in a row, with transparent gaps: uint8 (rows, columns, 4)."""
    rows = images[0].shape[0]
    parts = []
    for image in images:
        parts += [np.zeros((rows, gap, 4), np.uint8), cv2.cvtColor(image, cv2.COLOR_RGB2RGBA)]
    return np.concatenate(parts[1:], axis=1)


def overlay(picture, values, *, opacity):
    """A magnitude map over the picture it belongs to.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3)
    values : array of shape (r, c), 0 or more; it is stretched over the picture, each cell a block
    opacity : float in [0, 1]
        1 shows the map alone, 0 the picture alone.

    Returns
    -------
    uint8 array of shape (rows, columns, 3)
    """
    heat = cv2.resize(magnitude_to_rgb(values), picture.shape[1::-1], interpolation=cv2.INTER_NEAREST)
    return np.rint(picture * (1 - opacity) + heat * opacity).astype(np.uint8)


@dataclass(frozen=True)
class Sheet:
    """Many maps in one picture, in rows, each under its index."""

    image: np.ndarray  # uint8 (rows, columns, 4), transparent between the maps
    columns: int  # maps per row
    cell: tuple[int, int]  # height and width of one cell, its label and its gap included
    count: int


_LABEL, _GAP = 17, 4  # pixels
_INK = (128, 128, 128, 255)  # on transparent paper: legible on light and on dark pages


def sheet(maps, *, one_scale):
    """All maps of a layer in one sheet.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels), 0 or more
    one_scale : bool
        True colours all maps up to the layer's largest value; False each map up to its own.

    Returns
    -------
    Sheet
    """
    count = maps.shape[2]
    columns = 8 if count <= 64 else 16
    tile = 128 if count <= 64 else 64
    limits = np.full(count, maps.max()) if one_scale else maps.max(axis=(0, 1))
    height, width = tile + _LABEL + _GAP, tile + _GAP
    canvas = np.zeros((-(-count // columns) * height, columns * width, 4), np.uint8)
    method = cv2.INTER_AREA if maps.shape[0] > tile else cv2.INTER_NEAREST
    for index, values in enumerate(np.ascontiguousarray(maps.transpose(2, 0, 1))):
        top, left = index // columns * height + _LABEL, index % columns * width
        values = cv2.resize(values, (tile, tile), interpolation=method)
        canvas[top : top + tile, left : left + tile, :3] = magnitude_to_rgb(values, limit=limits[index])
        canvas[top : top + tile, left : left + tile, 3] = 255
    picture = Image.fromarray(canvas)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=14)
    for index in range(count):
        pen.text((index % columns * width, index // columns * height), str(index), _INK, font)
    return Sheet(np.asarray(picture), columns, (height, width), count)
