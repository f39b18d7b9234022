"""How right two networks are, by how many pictures they learned from."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from math import atan2, hypot
from typing import Any

_SMALL = "font-size: 14px; line-height: 17px; color: var(--ink2); font-variant-numeric: tabular-nums;"
_WIDTHS, _TALL = {"race-wide": 600, "race-narrow": 356}, 300  # class -> pixels, of which one is shown
_LEFT, _TOP, _BOTTOM, _LABEL = 34, 12, 40, 128
_COLOURS = {"convolutional": "var(--accent)", "transformer": "light-dark(#b2402c, #f0907a)"}


def amount_curves(results: Sequence[Any], names: Mapping[str, str], amounts: Sequence[int], chance: float) -> tuple[str, str]:
    """Draw it, twice: the page shows what is in `race-wide`, or on a narrow screen what is in `race-narrow`.

    Parameters
    ----------
    results : sequence of lessons.training.transformer_race.AmountResult, perhaps of some of the trainings only
    names : network -> what a learner reads
    amounts : numbers of pictures, from left to right
    chance : float, how right a guess is

    Returns
    -------
    (str, str) : HTML in the page's colours, and the finding in words
    """
    told = [f"{names[each.network]}, {each.pictures:,} pictures: {each.accuracy:.0%}" for each in results]
    finding = f"Right of the test pictures: {'; '.join(told)}." if told else "No network has been trained yet."
    drawn = "".join(
        f'<div class="{name}"><div role="img" aria-label="{escape(finding)}" style="position: relative; width: {wide}px; '
        f'height: {_TALL}px;">{_drawn(results, names, amounts, chance, wide)}</div></div>'
        for name, wide in _WIDTHS.items()
    )
    title = (
        '<div style="font-size: 15px; line-height: 20px; font-weight: 600;">New drawings that each names correctly, in %</div>'
    )
    return f"<div>{title}{drawn}</div>", finding


def _drawn(results: Sequence[Any], names: Mapping[str, str], amounts: Sequence[int], chance: float, wide: int) -> str:
    room = wide - _LEFT - _LABEL

    def place(pictures: int, value: float) -> tuple[float, float]:
        across = _LEFT + room * (0.06 + 0.88 * amounts.index(pictures) / max(len(amounts) - 1, 1))
        return across, _TOP + (_TALL - _TOP - _BOTTOM) * (1 - value)

    parts = []
    for value in (0.0, 0.5, 1.0):
        _, down = place(amounts[0], value)
        parts.append(_box(_LEFT, down, f"width: {room}px; height: 1px; background: var(--line);"))
        parts.append(_box(0, down - 8, f"width: {_LEFT - 6}px; text-align: right; {_SMALL}", f"{100 * value:.0f}"))
    _, down = place(amounts[0], chance)
    parts.append(_box(_LEFT, down, f"width: {room}px; border-top: 1.5px dashed var(--line2);"))
    parts.append(_box(_LEFT + room + 8, down - 9, _SMALL, "guessing"))
    for pictures in amounts:
        across, foot = place(pictures, 0)
        words = f"{pictures:,} pictures" if wide > 500 else f"{pictures:,}"
        parts.append(_box(across - 60, foot + 8, f"width: 120px; text-align: center; {_SMALL}", words))
    grid, parts, ends = "".join(parts), [], []
    for network, name in names.items():
        mine = [each for each in results if each.network == network]
        places = [place(each.pictures, each.accuracy) for each in mine]
        parts += [_piece(*two, _COLOURS[network]) for two in pairwise(places)]
        for (across, down), each in zip(places, mine, strict=True):
            look = f"width: 12px; height: 12px; border-radius: 50%; background: {_COLOURS[network]};"
            parts.append(_box(across - 6, down - 6, look, "", f'data-dot="{network} {each.pictures}"'))
            over = down - 25 if network == "convolutional" else down + 9
            text = f"width: 60px; text-align: center; {_SMALL} color: {_COLOURS[network]}; font-weight: 600;"
            parts.append(_box(across - 30, max(over, -6), text, f"{each.accuracy:.0%}"))
        if places:
            ends.append((places[-1], name, _COLOURS[network]))
    for (across, down), name, colour in ends:
        parts.append(_box(across + 22, down - 9, f"width: 116px; {_SMALL} color: {colour}; font-weight: 600;", escape(name)))
    return f'{grid}<div class="amount-lines">{"".join(parts)}</div>'


def _box(left: float, top: float, look: str, within: str = "", named: str = "") -> str:
    return f'<div {named} style="position: absolute; left: {left:.1f}px; top: {top:.1f}px; {look}">{within}</div>'


def _piece(first: tuple[float, float], second: tuple[float, float], colour: str) -> str:
    """A piece of a line, turned about its beginning."""
    across, down = second[0] - first[0], second[1] - first[1]
    look = f"width: {hypot(across, down):.1f}px; height: 3px; background: {colour}; border-radius: 3px;"
    return _box(first[0], first[1] - 1.5, f"{look} transform-origin: 0 50%; transform: rotate({atan2(down, across):.4f}rad);")
