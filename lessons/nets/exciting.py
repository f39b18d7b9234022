"""Which parts of the bundled pictures excite a channel most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lessons.images.resizing import square
from lessons.nets.units import layer_fields

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True, eq=False)
class Peaks:
    """Where each channel of a layer answers most strongly in each of some pictures."""

    values: np.ndarray  # float32 (pictures, channels): the largest value of each map
    rows: np.ndarray  # int (pictures, channels): where it stands
    columns: np.ndarray


@dataclass(frozen=True, eq=False)
class ExcitingPatch:
    """A part of a picture that excites a channel."""

    name: str  # of the picture
    value: float  # the channel's largest value in that picture
    pixels: np.ndarray  # uint8 (rows, columns, 3): the receptive field of the unit, as far as the picture reaches


def find_peaks(
    maps_of: Callable[[npt.NDArray[np.uint8]], Mapping[str, npt.NDArray[np.float32]]],
    pictures: Mapping[str, npt.NDArray[np.uint8]],
) -> dict[str, Peaks]:
    """The peaks of all layers in some pictures.

    Parameters
    ----------
    maps_of : function of a picture to its maps, layer name -> (rows, columns, channels)
    pictures : dict of name -> uint8 (rows, columns, 3)

    Returns
    -------
    dict of layer name -> Peaks
    """
    found: dict[str, list[tuple[npt.NDArray, npt.NDArray, npt.NDArray]]] = {}
    for pixels in pictures.values():
        for layer, maps in maps_of(pixels).items():
            flat = maps.reshape(-1, maps.shape[-1])
            best = flat.argmax(axis=0)
            rows, columns = np.unravel_index(best, maps.shape[:2])
            found.setdefault(layer, []).append((flat[best, np.arange(flat.shape[1])], rows, columns))
    return {layer: Peaks(*(np.stack(part) for part in zip(*entries, strict=True))) for layer, entries in found.items()}


def exciting_patches(
    model: keras.Model,
    peaks: Mapping[str, Peaks],
    pictures: Mapping[str, npt.NDArray[np.uint8]],
    layer: str,
    channel: int,
    *,
    count: int = 6,
) -> list[ExcitingPatch]:
    """The parts of the pictures that excite a channel most, the strongest first; at most one of each picture.

    Parameters
    ----------
    model : keras.Model that is one row of layers, such as VGG16's base
    peaks : what `find_peaks` found with this model in these pictures
    pictures : dict of name -> uint8 (rows, columns, 3)
    layer : name of a layer of the model; channel : int
    count : int

    Returns
    -------
    list of ExcitingPatch; pictures that leave the channel at zero are left out
    """
    size, field = model.inputs[0].shape[1], layer_fields(model)[layer]
    names, found = list(pictures), peaks[layer]
    patches = []
    for index in np.argsort(-found.values[:, channel])[:count]:
        if found.values[index, channel] <= 0:
            break
        pixels = square(pictures[names[index]], size)
        place = []
        for cell in (found.rows[index, channel], found.columns[index, channel]):
            first, last = field.of_unit(int(cell))
            place.append(slice(max(first, 0), min(last + 1, size)))
        patches.append(ExcitingPatch(names[index], float(found.values[index, channel]), pixels[tuple(place)].copy()))
    return patches
