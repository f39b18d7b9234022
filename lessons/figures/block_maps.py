"""The maps before a building block, half-way and behind it, and beside them what it costs."""

import base64
from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lessons.core.blocks import Cost
from lessons.figures.pictures import webp

_ACROSS, _GAP = 4, 5  # maps in a row, and pixels between two
_ABOVE, _BELOW = (194, 75, 52), (62, 127, 191)  # ink on any paper: above zero, and below
_BRIGHTEST = 99.5  # per cent of the values have ink of their own, the few above it have all that there is
_EXPONENT = 0.8  # as in `lessons.figures.colours`
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2);"
_LARGE = "font-size: 27px; line-height: 34px; font-weight: 650; font-variant-numeric: tabular-nums;"
_WORDS = "font-family: Newsreader, Georgia, serif; font-size: 18px; line-height: 23px;"
_TITLE = "font-size: 15px; line-height: 20px; font-weight: 600;"


def ink(maps: npt.NDArray[np.float32], *, one_scale: bool) -> npt.NDArray[np.uint8]:
    """Maps as ink on transparent paper: red above zero, blue below, none at zero.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, maps)
    one_scale : bool
        True measures all maps by the same value; False each by its own.

    Returns
    -------
    uint8 array of shape (maps, rows, columns, 4)
    """
    sizes = np.abs(maps)
    limits = np.percentile(sizes, _BRIGHTEST, axis=None if one_scale else (0, 1))
    limits = np.where(limits > 0, limits, sizes.max() or 1)
    full = np.minimum(sizes / limits, 1) ** _EXPONENT
    coloured = np.where((maps < 0)[..., np.newaxis], *(np.array(colour, np.uint8) for colour in (_BELOW, _ABOVE)))
    return np.concatenate([coloured, np.rint(255 * full)[..., np.newaxis].astype(np.uint8)], axis=-1).transpose(2, 0, 1, 3)


def map_tiles(
    maps: npt.NDArray[np.float32],
    title: str,
    told: str,
    *,
    whole: int,
    one_scale: bool,
    ring: tuple[float, float] | None = None,
) -> str:
    """Maps in two rows, under a title, with a line of words below; maps of fewer than `whole` rows are drawn as much smaller.

    `ring` marks a place of the first map: how far down and across it is, from 0 to 1.

    Returns
    -------
    HTML, for `in_a_row`
    """
    side = f"calc(var(--tile) * {maps.shape[0] / whole:g})"
    before = "background: var(--raised); outline: 1px dashed var(--line2);" if maps.shape[0] < whole else ""
    tiles = "".join(
        f'<div style="display: grid; place-items: center; {before}">{_tile(tile, side, "background: var(--paper);")}</div>'
        for tile in ink(maps, one_scale=one_scale)
    )
    if ring is not None:
        down, across = (f"calc((var(--tile) - {side}) / 2 + {side} * {part:.4f} - 8px)" for part in ring)
        tiles += f'<div class="block-ring" style="top: {down}; left: {across};"></div>'
    grid = "position: relative; display: grid; "
    grid += f"grid-template-columns: repeat({_ACROSS}, var(--tile)); grid-auto-rows: var(--tile); gap: {_GAP}px;"
    size = f"{maps.shape[0]} × {maps.shape[1]}"
    head = f'<div style="{_TITLE} white-space: nowrap;">{escape(title)}</div>' if title else ""
    label = f"{title or told}: {maps.shape[2]} maps of {size}. {told}"
    return (
        f'<div style="width: min-content;">{head}'
        f'<div role="img" aria-label="{escape(label)}" style="{grid} margin: 6px 0;">{tiles}</div>'
        f'<div style="{_SMALL}">{escape(told)}</div></div>'
    )


def _tile(tile: npt.NDArray[np.uint8], side: str, look: str) -> str:
    source = f"data:image/webp;base64,{base64.b64encode(webp(tile, 80)).decode()}"
    look += f" width: {side}; height: {side}; image-rendering: pixelated; outline: 1px solid var(--line);"
    return f'<img alt="" src="{source}" style="{look}">'


def cost_bars(title: str, block: str, mine: Cost, plain: str, theirs: Cost) -> str:
    """What a block costs, below what a plain convolution costs: bars to one scale for each kind of cost.

    Parameters
    ----------
    title : str
    block, plain : names of the two; where they are the same, one bar is enough
    mine, theirs : what they cost

    Returns
    -------
    HTML, for `in_a_row`
    """
    groups = []
    for what, one, other in (
        ("Parameters: the numbers it learns", mine.parameters, theirs.parameters),
        ("Multiply-adds: the work for one picture", mine.multiply_adds, theirs.multiply_adds),
    ):
        most = max(one, other, 1)
        bars = _cost_bar(plain, other, most, "var(--line2)")
        if block != plain:
            bars += _cost_bar(block, one, most, "var(--accent)")
        heading = f'<div style="{_SMALL} font-weight: 600;">{what}</div>'
        groups.append(f'<div style="flex: 1 1 260px;">{heading}{bars}</div>')
    row = "display: flex; flex-wrap: wrap; gap: 10px 28px; margin-top: 6px;"
    return f'<div style="{_TITLE}">{escape(title)}</div><div style="{row}">{"".join(groups)}</div>'


def _cost_bar(name: str, value: int, most: int, colour: str) -> str:
    share = max(100 * value / most, 0.4) if value else 0
    bar = f"width: {share:.2f}%; height: 12px; background: {colour}; border-radius: 3px; transition: width 0.25s ease-out;"
    line = f"display: flex; justify-content: space-between; {_SMALL} font-variant-numeric: tabular-nums; margin-top: 4px;"
    return (
        f'<div style="{line}"><span>{escape(name)}</span><span>{value:,}</span></div>'
        f'<div style="background: var(--raised); border-radius: 3px;"><div style="{bar}"></div></div>'
    )


def number_card(made: str, told: str, cells: Sequence[npt.NDArray[np.uint8]] = ()) -> str:
    """How the number at the ring comes about, large, with a sentence below and what it is made of: HTML, for `in_a_row`.

    `cells` are the pieces of the maps that the block looks at there, as `ink` has them.
    """
    row = "display: inline-flex; flex-wrap: wrap; gap: 5px; align-items: center; margin-right: 12px;"
    pieces = "".join(_tile(np.repeat(np.repeat(cell, 8, 0), 8, 1), f"{9 * len(cell)}px", "") for cell in cells)
    drawn = f'<span style="{row}">{pieces}</span>' if pieces else ""
    number = f'<div class="block-number" style="{_LARGE}">{drawn}{escape(made)}</div>'
    return f'<div style="{_TITLE}">What happens at the ring</div>{number}<div style="{_WORDS}">{escape(told)}</div>'


def told_cost(told: str) -> str:
    """In place of bars, for a block that stands in no convolution's place: HTML, for `in_a_row`."""
    return f'<div style="{_TITLE}">What it adds</div><div style="{_WORDS}">{escape(told)}</div>'


def picture_tile(picture: npt.NDArray[np.uint8], told: str) -> str:
    """The picture that the maps were made of: HTML, for `in_a_row`."""
    return _tile(picture, "92px", "border-radius: 8px;").replace('alt=""', f'alt="{escape(told)}"')


def picture_strip(pictures: Sequence[npt.NDArray[np.uint8]], names: Sequence[str]) -> str:
    """Small pictures side by side, each with its name below: HTML."""
    look = f"text-align: center; {_SMALL}"
    tiles = "".join(
        f'<div style="{look}">{_tile(picture, "44px", "border-radius: 6px;")}<div>{escape(name)}</div></div>'
        for picture, name in zip(pictures, names, strict=True)
    )
    return f'<div class="race-drawings" style="display: flex; flex-wrap: wrap; gap: 4px 22px; margin-top: 4px;">{tiles}</div>'


def in_a_row(drawn: Sequence[str], story: str, costs: str, finding: str) -> str:
    """Picture, maps and boxes side by side with arrows between; below, what becomes of a number, and what it costs."""
    arrow = '<div class="block-arrow" aria-hidden="true">→</div>'
    above = f'<div class="block-row">{arrow.join(drawn)}</div>'
    below = (
        f'<div class="block-row block-below"><div class="block-story">{story}</div><div class="block-costs">{costs}</div></div>'
    )
    return f'<div role="group" aria-label="{escape(finding)}">{above}{below}</div>'
