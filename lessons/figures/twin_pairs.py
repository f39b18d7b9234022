"""Maps of two networks in pairs, one above the other, and how many of a layer's maps have a twin at each depth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import numpy.typing as npt

from lessons.core.map_twins import ALIKE
from lessons.figures.block_maps import ink
from lessons.figures.pictures import picture_url

_SIDE = 104  # pixels of a map
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2);"
_TITLE = "font-size: 15px; line-height: 20px; font-weight: 600;"


@dataclass(frozen=True, eq=False)
class Pair:
    """A map, and the map of the other network that it is most alike."""

    ours: npt.NDArray[np.float32]  # (rows, columns)
    theirs: npt.NDArray[np.float32]
    numbers: tuple[int, int]  # of the two maps in their layers
    correlation: float


def twin_pairs(pairs: Sequence[Pair], names: tuple[str, str]) -> str:
    """Draw pairs side by side, each map at its own contrast, with what it is alike below; twins stand out.

    Parameters
    ----------
    pairs : sequence of Pair
    names : what the upper and the lower maps are maps of

    Returns
    -------
    HTML in the page's colours
    """
    columns = "".join(_pair(pair, names) for pair in pairs)
    upper, lower = (f'<div style="{_TITLE}">{escape(name)}</div>' for name in names)
    row = '<div style="display: flex; flex-wrap: wrap; gap: 12px 14px; margin: 4px 0;">'
    return f'{upper}{row}{columns}</div>{lower}<div style="{_SMALL}">Below each pair is its correlation.</div>'


def _pair(pair: Pair, names: tuple[str, str]) -> str:
    tiles = zip((pair.ours, pair.theirs), pair.numbers, names, strict=True)
    maps = "".join(_tile(values, f"Map {number}, {name}") for values, number, name in tiles)
    is_twin = abs(pair.correlation) >= ALIKE
    weight, colour = ("650", "var(--accent)") if is_twin else ("400", "var(--ink2)")
    told = f"{pair.correlation:.2f}".replace("-", "−") + (" twin" if is_twin else "")
    below = (
        f'<figcaption style="font-size: 15px; line-height: 20px; font-weight: {weight}; color: {colour};">{told}</figcaption>'
    )
    return f'<figure style="margin: 0; display: grid; gap: 4px; justify-items: start;">{maps}{below}</figure>'


def _tile(values: npt.NDArray[np.float32], alt: str) -> str:
    size = f"width: min({_SIDE}px, 27vw); aspect-ratio: 1; image-rendering: pixelated; display: block;"
    frame = "background: var(--paper); outline: 1px solid var(--line); outline-offset: -1px;"
    address = picture_url(ink(values[..., np.newaxis], one_scale=False)[0])
    return f'<img alt="{escape(alt)}" src="{address}" style="{size} {frame}">'


def twin_bars(shares: Mapping[str, float | None], chosen: str) -> str:
    """A bar for each depth, as high as the share of maps that have a twin; one that nobody looked at yet has a question mark.

    Parameters
    ----------
    shares : depth -> share from 0 to 1, or None where it is not to be seen yet
    chosen : str, the depth that is looked at

    Returns
    -------
    HTML in the page's colours
    """
    bars = "".join(_bar(depth, share, is_chosen=depth == chosen) for depth, share in shares.items())
    title = f'<div style="{_TITLE}">How many of 100 maps have a twin</div>'
    return f'{title}<div style="display: flex; gap: 10px; align-items: flex-end;">{bars}</div>'


def _bar(depth: str, share: float | None, *, is_chosen: bool) -> str:
    told = "?" if share is None else f"{100 * share:.0f}"
    height = 128 if share is None else max(2, round(128 * share))
    look = "border: 1px dashed var(--line2);" if share is None else f"background: var(--{'accent' if is_chosen else 'line2'});"
    weight = "font-weight: 650; color: var(--ink);" if is_chosen else ""
    return (
        '<div style="flex: 1 1 0; max-width: 78px; text-align: center;">'
        f'<div style="font-size: 17px; line-height: 24px; font-weight: 650;">{told}</div>'
        f'<div style="height: {height}px; {look} border-radius: 3px 3px 0 0; box-sizing: border-box;"></div>'
        f'<div style="{_SMALL} {weight} margin-top: 4px; min-height: 36px;">{escape(depth)}</div></div>'
    )
