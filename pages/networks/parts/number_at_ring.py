"""What a building block does to a single number: how it comes about, and a sentence on it."""

import numpy as np
import numpy.typing as npt

from lessons.core import blocks as engine
from lessons.figures.block_maps import ink
from lessons.texts import figure, words

_WINDOWS = {engine.PLAIN: (0, 2), engine.STRIDED: (0, 2), engine.POINT: (1, 1)}
"""Block -> the first and the last row, and column, that it looks at, from the ringed cell of maps with a rim of one."""
_STEP = 2  # of the block that makes steps: the plain one has its ring at a cell that both look at


def ringed_cell(block: str, maps: npt.NDArray[np.float32], passed: engine.Passed) -> tuple[int, int]:
    """The row and the column, of the maps that come in, of the number that is told of: the largest of the first map.

    Where new numbers are added up, it is the largest that comes out, else the largest that comes in. With steps of two and
    without it is the same one: the middle of a window that both look at.
    """
    if block in (engine.NORM, engine.DROPOUT):
        return _largest(maps)
    if block not in (engine.PLAIN, engine.STRIDED):
        return _largest(passed.maps)
    seen = passed.maps if block == engine.STRIDED else passed.maps[_STEP - 1 :: _STEP, _STEP - 1 :: _STEP]
    row, column = (_STEP * place + _STEP - 1 for place in _largest(seen))
    return row, column


def cells_at_ring(block: str, maps: npt.NDArray[np.float32], passed: engine.Passed) -> list[npt.NDArray[np.uint8]]:
    """Of each map that comes in, the cells that a convolution looks at for that number, in ink; none of other blocks."""
    if block not in _WINDOWS:
        return []
    first, last = _WINDOWS[block]
    rows, columns = (slice(at + first, at + last + 1) for at in ringed_cell(block, maps, passed))
    around = np.pad(maps, ((1, 1), (1, 1), (0, 0)))  # as a convolution does
    return [tile[rows, columns] for tile in ink(around, one_scale=False)]


def products_of(block: str, maps: int) -> int:
    """How many products a block makes for one number, from so many maps."""
    return {engine.POINT: maps, engine.SEPARABLE: 9 + maps}.get(block, 9 * maps)


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
    about = {"count": count, "all": products_of(engine.PLAIN, count), "both": products_of(engine.SEPARABLE, count)}
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
    products = f"9 + {count}" if block == engine.SEPARABLE else f"{products_of(block, count)}"
    return f"{products} products → {figure(out)}", words("blocks", f"number {block}", **about)
