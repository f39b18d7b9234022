"""What feeds a cell: how much each map after one pooling adds to a cell after the next, through the convolutions between."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Feed:
    """How one cell of a map came about. `maps` and `biases` sum to its value, up to float32's rounding."""

    row: int
    column: int
    value: float
    maps: np.ndarray  # float32 (channels,): what each map before added
    biases: float  # what the biases of the layers between added


def feed_strongest(
    before: npt.NDArray[np.float32], layers: Sequence[tuple[npt.NDArray[Any], npt.NDArray[Any]]], after: npt.NDArray[np.float32]
) -> list[Feed]:
    """What feeds the strongest cells of maps after convolutions of 3 × 3 with ReLU, "same" padding and a 2 × 2 max pooling.

    Each of these layers is linear in what it was given, once it is known which units are on and which one wins: so a map's
    part of a cell is its values times the gradient of the cell, and the parts add up. Cells near the border, whose fields
    reach into the padding, are left out.

    Parameters
    ----------
    before : float32 array of shape (rows, columns, channels): the maps before the first convolution
    layers : (kernel, bias) of each convolution; the last one's of the filters that made `after`, in their order
    after : float32 array of shape (rows // 2, columns // 2, maps): the maps after the pooling that are asked about

    Returns
    -------
    list of Feed, one for each of these maps
    """
    reach, count = len(layers), after.shape[2]
    rim = -(-reach // 2)
    inner = after[rim : after.shape[0] - rim, rim : after.shape[1] - rim].reshape(-1, count)
    places = [divmod(int(place), after.shape[1] - 2 * rim) for place in inner.argmax(axis=0)]
    cells = [(row + rim, column + rim) for row, column in places]
    fields = [[slice(2 * start - reach, 2 * start + 2 + reach) for start in cell] for cell in cells]
    patches = values = np.stack([before[rows, columns] for rows, columns in fields])
    sums = []
    for kernel, bias in layers:
        sums.append(_correlated(values, kernel) + bias)
        values = np.maximum(sums[-1], 0)
    own = values[np.arange(count), :, :, np.arange(count)].reshape(count, -1)  # of each patch the four units of its map
    gradient = np.zeros_like(values)
    for number, winner in enumerate(own.argmax(axis=1)):
        gradient[number, winner // 2, winner % 2, number] = 1
    biases = np.zeros(count)
    for (kernel, bias), total in zip(reversed(layers), reversed(sums), strict=True):
        gradient = gradient * (total > 0)
        biases += (gradient * bias).sum(axis=(1, 2, 3))
        gradient = _spread(gradient, kernel)
    parts = (patches * gradient).sum(axis=(1, 2))
    told = zip(cells, own.max(axis=1), parts, biases, strict=True)
    return [Feed(row, column, float(value), maps, float(rest)) for (row, column), value, maps, rest in told]


def _correlated(values: npt.NDArray[Any], kernel: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The kernel at all places where it fits: two rows and columns less come out, and a channel for each filter."""
    windows = np.lib.stride_tricks.sliding_window_view(values, kernel.shape[:2], axis=(1, 2))
    return np.tensordot(windows, kernel, axes=((4, 5, 3), (0, 1, 2)))


def _spread(gradient: npt.NDArray[Any], kernel: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The gradient of what `_correlated` was given."""
    patches, rows, columns, _ = gradient.shape
    spread = np.zeros((patches, rows + 2, columns + 2, kernel.shape[2]), gradient.dtype)
    shares = np.tensordot(gradient, kernel, axes=(3, 3))  # (patches, rows, columns, 3, 3, channels)
    for down in range(3):
        for right in range(3):
            spread[:, down : down + rows, right : right + columns] += shares[:, :, :, down, right]
    return spread
