"""Which maps feed a map of a convolution, and how much: the products behind a map, summed for each map before it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.shapes import padding_amounts

LINKS = 5  # of a map to each side
_AT_ONCE = 1 << 14  # cells whose windows are laid out at a time


@dataclass(frozen=True, eq=False)
class Feeding:
    """How the maps of a layer came about, each summed over the cells where it is on: where ReLU let the sum through.

    Of each map, `parts` over all maps before and `biases` together are the sum of its values.
    """

    parts: np.ndarray  # float32 (maps before, maps): the products of kernel and input
    biases: np.ndarray  # float32 (maps,)

    @property
    def shares(self) -> npt.NDArray[np.float32]:
        """Each part as a signed share of all that is added or taken away: their sizes, with the bias's, sum to 1."""
        gross = np.abs(self.parts).sum(axis=0) + np.abs(self.biases)
        return np.asarray(self.parts / np.where(gross > 0, gross, 1), np.float32)


def feeding(
    inputs: npt.NDArray[np.float32],
    kernel: npt.NDArray[np.float32],
    bias: npt.NDArray[np.float32],
    outputs: npt.NDArray[np.float32],
    *,
    stride: int = 1,
    padding: str = "same",
    rectified: bool = True,
) -> Feeding:
    """What feeds every map of a convolution.

    Parameters
    ----------
    inputs : float32 array of shape (rows, columns, maps before)
    kernel : float32 array of shape (k, k, maps before, maps)
    bias : float32 array of shape (maps,)
    outputs : float32 array of shape (r, c, maps): the maps
    stride : int
    padding : str, "same" or "valid"
    rectified : bool, whether the maps are what ReLU made of the sums; else all cells count
    """
    on = outputs > 0 if rectified else np.ones(outputs.shape, bool)
    window, before = kernel.shape[0], inputs.shape[2]
    padded = _padded(inputs, window, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (window, window), axis=(0, 1))[::stride, ::stride]
    sums = np.zeros((outputs.shape[2], window * window * before), np.float32)  # of what lay under the kernel, for each map
    some = max(1, _AT_ONCE // outputs.shape[1])
    for top in range(0, outputs.shape[0], some):
        counted = on[top : top + some].reshape(-1, outputs.shape[2])
        under = windows[top : top + some, : outputs.shape[1]].transpose(0, 1, 3, 4, 2)
        sums += counted.T.astype(np.float32) @ np.ascontiguousarray(under).reshape(len(counted), -1)
    parts = np.einsum("mpb,pbm->bm", sums.reshape(len(sums), -1, before), kernel.reshape(-1, before, len(sums)))
    return Feeding(parts, bias * on.sum(axis=(0, 1)).astype(np.float32))


def pool_feeding(outputs: npt.NDArray[np.float32]) -> Feeding:
    """What feeds every map of a pooling layer: the map of the same number, and nothing else."""
    return Feeding(np.diag(outputs.sum(axis=(0, 1))).astype(np.float32), np.zeros(outputs.shape[2], np.float32))


def cell_feeds(
    value: float,
    kernel: npt.NDArray[np.float32],
    outputs: npt.NDArray[np.float32],
    row: int,
    column: int,
) -> npt.NDArray[np.float32]:
    """How much one cell adds to each map of the next convolution, whose stride is 1 and padding "same": float32 (maps,).

    Parameters
    ----------
    value : float, what the cell holds
    kernel : float32 array of shape (k, k, maps): the next layer's weights for the cell's map
    outputs : float32 array of shape (rows, columns, maps): the next layer's maps, after ReLU
    row, column : the cell
    """
    reach = kernel.shape[0] // 2
    added = np.zeros(outputs.shape[2], np.float32)
    for down, right in np.ndindex(*kernel.shape[:2]):
        place = row - down + reach, column - right + reach
        if 0 <= place[0] < outputs.shape[0] and 0 <= place[1] < outputs.shape[1]:
            added += kernel[down, right] * (value * (outputs[place] > 0)).astype(np.float32)
    return added


def strongest(sizes: npt.NDArray[np.float32], count: int = LINKS) -> npt.NDArray[np.int16]:
    """Of each column the rows of the largest sizes, the largest first: int16 (columns, count). Where there is nothing, -1."""
    magnitudes = np.abs(sizes)
    order = np.argsort(-magnitudes, axis=0, kind="stable")[:count]
    found = np.where(np.take_along_axis(magnitudes, order, axis=0) > 0, order, -1).T.astype(np.int16)
    return np.pad(found, ((0, 0), (0, count - found.shape[1])), constant_values=-1)


def _padded(inputs: npt.NDArray[np.float32], window: int, stride: int, padding: str) -> npt.NDArray[np.float32]:
    if padding == "valid":
        return inputs
    before, after = zip(
        *(padding_amounts(length, window, stride=stride, padding="same") for length in inputs.shape[:2]), strict=True
    )
    return np.pad(inputs, ((before[0], after[0]), (before[1], after[1]), (0, 0)))


def map_changes(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """How far the maps of a layer are from those of another picture or network: the mean of the differences' sizes.

    Parameters
    ----------
    one, other : float32 arrays of shape (rows, columns, maps)

    Returns
    -------
    float32 array of shape (maps,)

    Raises
    ------
    ValueError
        If the layers have different shapes.
    """
    if one.shape != other.shape:
        raise ValueError(f"layers must have the same shape to be compared. Received: {one.shape} and {other.shape}")
    return np.asarray(np.abs(one - other).mean(axis=(0, 1)), np.float32)
