"""What a building block does to a single number: how it comes about, and a sentence on it."""

import numpy as np
import numpy.typing as npt

from lessons.core import blocks as engine
from lessons.figures.block_maps import ink
from lessons.texts import figure, words

_WINDOWS = {engine.PLAIN: (0, 2), engine.STRIDED: (1, 3), engine.POINT: (1, 1)}
"""Block -> the first and the last row, and column, that it looks at, from the ringed cell of maps with a rim of one."""


def ringed_cell(block: str, maps: npt.NDArray[np.float32], passed: engine.Passed) -> tuple[int, int]:
    """The row and the column, of the maps that come in, of the number that is told of: the largest of the first map.

    Where new numbers are added up, it is the largest that comes out, else the largest that comes in.
    """
    if block in (engine.NORM, engine.DROPOUT):
        return _largest(maps)
    step = maps.shape[0] // passed.maps.shape[0]
    row, column = _largest(passed.maps)
    return step * row, step * column


def cells_at_ring(block: str, maps: npt.NDArray[np.float32], passed: engine.Passed) -> list[npt.NDArray[np.uint8]]:
    """Of each map that comes in, the cells that a convolution looks at for that number, in ink; none of other blocks."""
    if block not in _WINDOWS:
        return []
    first, last = _WINDOWS[block]
    rows, columns = (slice(at + first, at + last + 1) for at in ringed_cell(block, maps, passed))
    around = np.pad(maps, ((1, 1), (1, 1), (0, 0)))  # as a convolution does
    return [tile[rows, columns] for tile in ink(around, one_scale=False)]


def _largest(maps: npt.NDArray[np.float32]) -> tuple[int, int]:
    row, column = np.unravel_index(int(maps[..., 0].argmax()), maps.shape[:2])
    return int(row), int(column)


def number_story(
    block: str, maps: npt.NDArray[np.float32], passed: engine.Passed, figures: tuple, *, learning: bool
) -> tuple[str, str]:
    """How the number at the ring comes about.

    Parameters
    ----------
    block : one of `lessons.core.blocks.BLOCKS`
    maps : float32 array of shape (rows, columns, maps), which come in
    passed : what the block makes of them
    figures : means and variances by which a batch normalisation goes
    learning : bool, whether the network is being trained

    Returns
    -------
    (str, str) : how the number comes about, and a sentence on it
    """
    (row, column), count = ringed_cell(block, maps, passed), maps.shape[2]
    step = maps.shape[0] // passed.maps.shape[0]
    came, out = float(maps[row, column, 0]), float(passed.maps[row // step, column // step, 0])
    about = {"count": count, "all": 9 * count, "both": 9 + count}
    about |= {"cells": passed.maps[..., 0].size, "before": maps[..., 0].size}
    if block == engine.NORM:
        mean, variance = (float(each[0]) for each in figures)
        made = f"({figure(came)} − {figure(mean)}) / {figure((variance + engine.EPSILON) ** 0.5)} = {figure(out)}"
        return made.replace("− −", "+ "), words("blocks", "number Batch norm")
    if block == engine.DROPOUT:
        return f"{figure(came)} → {figure(out)}", words("blocks", "number Dropout" if learning else "number Dropout in use")
    if block == engine.SHORTCUT:
        branch = float(passed.between[row, column, 0]) if passed.between is not None else 0.0
        sign = "−" if branch < 0 else "+"
        made = f"{figure(came)} {sign} {figure(abs(branch))} = {figure(came + branch)}"
        return made + (" → 0" if came + branch < 0 else ""), words("blocks", "number Shortcut")
    products = {engine.POINT: f"{count}", engine.SEPARABLE: f"9 + {count}"}.get(block, f"{9 * count}")
    return f"{products} products → {figure(out)}", words("blocks", f"number {block}", **about)
