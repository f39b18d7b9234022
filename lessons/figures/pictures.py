"""RGB pictures ready for a page: encoded, blended, and laid out in sheets."""

import base64
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from lessons.figures.colours import magnitude_to_rgb, signed_to_rgb
from lessons.images.resizing import square


def png(image: npt.NDArray[np.uint8]) -> bytes:
    """An RGB, RGBA or grey uint8 picture as PNG bytes; little compression, because it travels once."""
    if image.ndim == 3:
        image = cv2.cvtColor(image, cv2.COLOR_RGB2BGR if image.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    return cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1].tobytes()


def jpeg(image: npt.NDArray[np.uint8]) -> bytes:
    """An RGB uint8 picture as JPEG bytes of high quality: for thumbnails that many wait for."""
    return cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def webp(image: npt.NDArray[np.uint8], quality: int = 85) -> bytes:
    """An RGB or RGBA uint8 picture as WebP bytes: a tenth of a PNG's, to look at and not to read numbers from."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "WEBP", quality=quality, method=0)
    return file.getvalue()


def picture_url(image: npt.NDArray[np.uint8], quality: int = 85) -> str:
    """An image as an address that holds all of it."""
    return f"data:image/webp;base64,{base64.b64encode(webp(image, quality)).decode()}"


def magnified(image: npt.NDArray[np.uint8], shortest: int = 320) -> npt.NDArray[np.uint8]:
    """Small pictures with every pixel as a square block, so that the browser does not smear them."""
    factor = max(1, round(shortest / max(image.shape[:2])))
    return np.repeat(np.repeat(image, factor, axis=0), factor, axis=1)


def side_by_side(images: Sequence[np.ndarray], gap: int = 8) -> npt.NDArray[np.uint8]:
    """RGB pictures of one size in a row, with transparent gaps: uint8 (rows, columns, 4)."""
    rows = images[0].shape[0]
    parts = []
    for image in images:
        parts += [np.zeros((rows, gap, 4), np.uint8), cv2.cvtColor(image, cv2.COLOR_RGB2RGBA)]
    return np.concatenate(parts[1:], axis=1)


def tiled(images: Sequence[npt.NDArray[np.uint8]], side: int, columns: int) -> npt.NDArray[np.uint8]:
    """Pictures of any size as squares on one sheet, a line of so many after the other: uint8 (rows, columns * side, 3)."""
    sheet = np.full((-(-len(images) // columns) * side, columns * side, 3), 255, np.uint8)
    for place, image in enumerate(images):
        top, left = side * (place // columns), side * (place % columns)
        sheet[top : top + side, left : left + side] = square(image, side)
    return sheet


def overlay(picture: npt.NDArray[np.uint8], values: npt.NDArray[np.float32], *, opacity: float) -> npt.NDArray[np.uint8]:
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


STRONGEST = 0.005  # of the places of a map: they are drawn alike


def at_own_contrast(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A map in which the strongest places, `STRONGEST` of all, are 1: a few single pixels do not make the rest invisible.

    Parameters
    ----------
    values : array of numbers of 0 or more

    Returns
    -------
    array of the same shape in [0, 1]
    """
    limit = np.quantile(values, 1 - STRONGEST) or values.max()
    return np.minimum(values / limit, 1) if limit > 0 else values


_FRAME = ((0, 0, 0), (255, 176, 0))  # black under amber: seen on every picture


def field_frame(picture: npt.NDArray[np.uint8], top: int, left: int, size: int, *, factor: int = 2) -> npt.NDArray[np.uint8]:
    """A picture, magnified, with a square frame around a field that may reach out of it.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3)
    top, left : ints, the field's first row and column, which may be negative
    size : int, rows and columns of the field
    factor : int, how many pixels of the result a pixel becomes

    Returns
    -------
    uint8 array of shape (rows * factor, columns * factor, 3)
    """
    large = np.repeat(np.repeat(picture, factor, axis=0), factor, axis=1)
    first = (left * factor, top * factor)
    last = ((left + size) * factor - 1, (top + size) * factor - 1)
    for colour, width in zip(_FRAME, (5, 3), strict=True):
        cv2.rectangle(large, first, last, colour, width)
    return large


@dataclass(frozen=True)
class Sheet:
    """Many maps in one picture, in rows, each under its index."""

    image: np.ndarray  # uint8 (rows, columns, 4), transparent between the maps
    columns: int  # maps per row
    cell: tuple[int, int]  # height and width of one cell, its label and its gap included
    count: int


_LABEL, _GAP = 17, 4  # pixels
_INK = (128, 128, 128, 255)  # on transparent paper: legible on light and on dark pages


def sheet(maps: npt.NDArray[np.float32], *, one_scale: bool, order: Sequence[int] | None = None) -> Sheet:
    """All maps of a layer in one sheet: magnitudes on the sequential scale, maps with negative values on the signed one.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels)
    one_scale : bool
        True colours all maps up to the layer's largest magnitude; False each map up to its own.
    order : sequence of channels, or None for all of them as they come
        Each map stands under its channel's number.

    Returns
    -------
    Sheet
    """
    order = range(maps.shape[2]) if order is None else [int(channel) for channel in order]
    tile = _tile(len(order))
    limits = np.full(maps.shape[2], np.abs(maps).max()) if one_scale else np.abs(maps).max(axis=(0, 1))
    colour = signed_to_rgb if maps.min() < 0 else magnitude_to_rgb
    method = cv2.INTER_AREA if maps.shape[0] > tile else cv2.INTER_NEAREST
    tiles = (
        colour(cv2.resize(np.ascontiguousarray(maps[..., channel]), (tile, tile), interpolation=method), limit=limits[channel])
        for channel in order
    )
    return _lay_out(tiles, order)


def filter_sheet(kernels: npt.NDArray[np.float32]) -> Sheet:
    """The filters of a first layer as colours: grey is zero, and a filter answers most strongly to its own colours.

    Parameters
    ----------
    kernels : float32 array of shape (k, k, 3, filters)

    Returns
    -------
    Sheet, each filter up to its own largest magnitude
    """
    count = kernels.shape[3]
    tile = _tile(count)
    return _lay_out(
        (cv2.resize(part, (tile, tile), interpolation=cv2.INTER_NEAREST) for part in _coloured(kernels)), range(count)
    )


def filter_mosaic(kernels: npt.NDArray[np.float32], *, side: int, columns: int) -> npt.NDArray[np.uint8]:
    """The first filters of a layer as one square picture, coloured as `filter_sheet` colours them.

    Parameters
    ----------
    kernels : float32 array of shape (k, k, 3, filters)
    side : int, pixels of a filter
    columns : int, filters in a row, and rows

    Returns
    -------
    uint8 array of shape (side * columns, side * columns, 3)
    """
    parts = _coloured(kernels[..., : columns**2])
    large = [cv2.resize(part, (side, side), interpolation=cv2.INTER_NEAREST) for part in parts]
    large += [np.full((side, side, 3), 128, np.uint8)] * (columns**2 - len(large))
    return np.vstack([np.hstack(large[at : at + columns]) for at in range(0, columns**2, columns)])


def _coloured(kernels: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Each filter up to its own largest magnitude: uint8 (filters, k, k, 3)."""
    limits = np.abs(kernels).max(axis=(0, 1, 2)) + np.float32(1e-12)
    return np.rint(127.5 * (1 + kernels / limits)).astype(np.uint8).transpose(3, 0, 1, 2)


def _tile(count: int) -> int:
    """Rows and columns of a map in a sheet of so many."""
    return 128 if count <= 64 else 64


def _lay_out(tiles: Iterable[npt.NDArray[np.uint8]], numbers: Sequence[int]) -> Sheet:
    """A Sheet of RGB tiles, each under its number."""
    count = len(numbers)
    tile, columns = _tile(count), min(max(count, 4), 8) if count <= 64 else 16
    height, width = tile + _LABEL + _GAP, tile + _GAP
    canvas = np.zeros((-(-count // columns) * height, columns * width, 4), np.uint8)
    for index, coloured in enumerate(tiles):
        top, left = index // columns * height + _LABEL, index % columns * width
        canvas[top : top + tile, left : left + tile, :3] = coloured
        canvas[top : top + tile, left : left + tile, 3] = 255
    picture = Image.fromarray(canvas)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=14)
    for index, number in enumerate(numbers):
        pen.text((index % columns * width, index // columns * height), str(number), _INK, font)
    return Sheet(np.asarray(picture), columns, (height, width), count)
