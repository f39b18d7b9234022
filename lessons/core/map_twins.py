"""Maps of two networks that answer alike: at the same places of the same pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ALIKE = 0.8  # the correlation, of either sign, from which on two maps are called twins here
GRID = 28  # rows and columns on which maps are compared, at most


@dataclass(frozen=True, eq=False)
class Twins:
    """Of each map of one layer, the map of another network's layer that it is most alike."""

    nearest: npt.NDArray[np.intp]  # (maps,): the number of that map
    correlations: npt.NDArray[np.float32]  # (maps,): with it, from -1 to 1. A map that is the same everywhere has 0.

    @property
    def share(self) -> float:
        """Which share of the maps has a twin: a correlation of at least `ALIKE`, of either sign."""
        return float((np.abs(self.correlations) >= ALIKE).mean())


def find_twins(ours: Sequence[npt.NDArray[np.float32]], theirs: Sequence[npt.NDArray[np.float32]]) -> Twins:
    """Look for the map that each map is most alike, over all cells of all pictures.

    The same was asked of four networks by Li and others, "Convergent Learning: Do different neural networks learn the same
    representations?", 2016.

    Parameters
    ----------
    ours : sequence of float arrays of shape (rows, columns, maps), one for each picture
    theirs : the same of another layer, for the same pictures; its maps may have another size and be more or fewer

    Returns
    -------
    Twins : of our maps. Sizes are compared on the coarser grid of the two, of `GRID` × `GRID` cells at most.

    Raises
    ------
    ValueError
        If they are not as many, or none.
    """
    if not ours or len(ours) != len(theirs):
        raise ValueError(f"both need maps of the same pictures. Received: {len(ours)} and {len(theirs)}")
    side = min(GRID, *ours[0].shape[:2], *theirs[0].shape[:2])
    correlations = _standard(ours, side).T @ _standard(theirs, side)
    nearest = np.abs(correlations).argmax(axis=1)
    return Twins(nearest, correlations[np.arange(len(nearest)), nearest])


def _standard(layer: Sequence[npt.NDArray[np.float32]], side: int) -> npt.NDArray[np.float32]:
    """(cells of all pictures, maps): each map with a mean of 0 and a length of 1."""
    cells = np.concatenate([coarser(maps, side).reshape(side * side, -1) for maps in layer])
    cells -= cells.mean(axis=0)
    lengths = np.linalg.norm(cells, axis=0)
    return np.asarray(cells / np.where(lengths > 0, lengths, 1), np.float32)


def coarser(maps: npt.NDArray[np.float32], side: int) -> npt.NDArray[np.float32]:
    """Means of `side` × `side` equal areas, which cut through cells where they don't divide the maps.

    Parameters
    ----------
    maps : float array of shape (rows, columns, maps), at least `side` × `side`
    side : int, 1 or more

    Returns
    -------
    float32 array of shape (side, side, maps)
    """
    rows, columns = (_shares(size, side) for size in maps.shape[:2])
    return np.einsum("ir,rcm,jc->ijm", rows, np.asarray(maps, np.float32), columns, optimize=True)


def _shares(size: int, side: int) -> npt.NDArray[np.float32]:
    """(side, size): how much of each area each cell is, along one axis."""
    begins, cells = np.arange(side)[:, np.newaxis] * size / side, np.arange(size)
    overlap = np.minimum(begins + size / side, cells + 1) - np.maximum(begins, cells)
    return np.asarray(np.maximum(overlap, 0) * side / size, np.float32)
