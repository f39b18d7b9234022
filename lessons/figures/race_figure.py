"""Two deep networks drawn layer by layer, with the size of the slope that reaches each, and the curves of their training."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from math import atan2, hypot, log10
from typing import Any

_TITLE = "font-size: 15px; line-height: 20px; font-weight: 600;"
_SMALL = "font-size: 13px; line-height: 16px; color: var(--ink2); font-variant-numeric: tabular-nums;"
_COLOURS = {"plain": "light-dark(#b2402c, #f0907a)", "shortcuts": "var(--accent)"}
_BAR, _STEP, _HIGH, _ARC = 21, 29, 66, 14  # pixels: a bar's width, from bar to bar, a bar's most height, an arc
_SCALE = 44  # pixels: what the lines mean, to the left of the bars
_DECADES = 4  # powers of ten that a bar shows; what is smaller has the least bar
_LABEL = (
    "Bars: how much of the slope, which tells a layer how to change, reaches it. It starts at layer 19, on the right, "
    "and goes back to layer 1. A line lower: ten times less."
)
_WIDTHS, _TALL = {"race-wide": 500, "race-narrow": 356}, 196  # class -> pixels of the curves, of which one is shown
_LEFT, _RIGHT, _TOP, _BOTTOM, _ROOM = 34, 118, 9, 23, 36
_AT = "position: absolute; left: {:.1f}px; top: {:.1f}px;"


def slope_bars(
    slopes: Mapping[str, Sequence[float]] | None, names: Mapping[str, str], layers: int, run: int = 0
) -> tuple[str, str]:
    """Both networks as rows of bars, a bar a convolution, on a scale of powers of ten.

    Parameters
    ----------
    slopes : network -> the size of the slope at each layer's maps, the first layer's first; or None while they are not known
    names : network -> what a learner reads
    layers : int, convolutions of each
    run : int, how often the race was started: from 1 on the bars come one after the other, each time anew

    Returns
    -------
    (str, str) : HTML in the page's colours, and the finding in words
    """
    told: list[str] = []
    rows: list[str] = []
    peak = 1.0 if slopes is None else max(1.0, *(max(each) / each[-1] for each in slopes.values() if each[-1] > 0), 1.0)
    shares: list[float | None]
    for network, name in names.items():
        shares, first = [None] * layers, ""
        if slopes is not None:
            last = float(slopes[network][-1])
            shares = [float(value) / last if last > 0 else 0.0 for value in slopes[network]]
            first = f": layer 1 gets {share_text(slopes[network][0], last)} the slope at layer {layers}"
            told.append(f"{name}{first}")
        bars = "".join(_bar(place, layers, share, peak, _COLOURS[network]) for place, share in enumerate(shares))
        if network == "shortcuts":
            bars += "".join(_arc(place, layers) for place in range(0, layers - 2, 2))
        look = f"{_TITLE} margin-top: {10 if rows else 0}px;"
        head = f'<div style="{look}">{escape(name.capitalize())}<span class="race-told">{first}</span></div>'
        paper = f"position: relative; width: min({layers * _STEP}px, 92vw - {_SCALE}px); height: {_HIGH + _ARC + 20}px;"
        scale = _scale(peak) if slopes is not None else ""
        rows.append(f'{head}<div style="{paper} margin-left: {_SCALE}px;">{bars}{scale}</div>')
    finding = "The loss's slope. " + "; ".join(told) + "." if told else "Two networks of twenty layers, not trained yet."
    told_below = f"{_SMALL} font-size: 14px; line-height: 18px; max-width: {layers * _STEP + _SCALE}px;"
    label = _LABEL if told else "A box is a layer. An arc is a shortcut, past two layers."
    return (
        f'<div {_running(run)} role="group" aria-label="{escape(finding)}">{"".join(rows)}'
        f'<div style="{told_below}">{label}</div></div>',
        finding,
    )


def _running(run: int) -> str:
    """What has the figure move, from the start again at each run: the page's style sheet says how."""
    return f'class="race-runs" data-run="{run}"' if run else ""


def share_text(first: float, last: float) -> str:
    """How much of a slope gets from the last layer to the first: "1/3,000 of", "60% of", "all of" or "1.2 times"."""
    return _share(float(first) / float(last) if last > 0 else 0.0)


def _share(share: float) -> str:
    if share >= 0.95:
        return f"{share:.1f} times" if share >= 1.05 else "all of"
    if share >= 0.5:
        return f"{share:.0%} of"
    return f"1/{float(f'{1 / share:.2g}'):,.0f} of" if share > 0 else "nothing of"


def _scale(peak: float) -> str:
    """What the lines across the bars mean: all of the slope at the last layer, a tenth of it, and so on."""
    parts = []
    for power in range(_DECADES):
        down = _ARC + _HIGH * (1 - _height(10.0**-power, peak))
        at = f"position: absolute; right: calc(100% + 6px); top: {down - 8:.1f}px; white-space: nowrap;"
        parts.append(f'<div style="{at} {_SMALL}">{"all" if power == 0 else f"1/{10**power:,}"}</div>')
    return "".join(parts)


def _height(share: float, peak: float) -> float:
    """How high a bar is of the most: on a scale of powers of ten from the peak down."""
    return 1 + log10(max(share / peak, 1e-12)) / _DECADES


def _bar(place: int, layers: int, share: float | None, peak: float, colour: str) -> str:
    """A layer: an empty place, in it a bar for its slope if that is known, a line for each power of ten, and its number."""
    left, foot = 100 * place / layers, _ARC + _HIGH
    wide = f"width: {100 * _BAR / _STEP / layers:.2f}%;"
    parts = [_box(left, _ARC, f"{wide} height: {_HIGH}px; background: {_empty(colour)}; border-radius: 3px;")]
    if share is not None:
        high = max(3.0, _HIGH * min(1.0, _height(share, peak)))
        late = f"--late: {0.14 * (layers - 1 - place):.2f}s;"
        look = f"{wide} height: {high:.1f}px; background: {colour}; border-radius: 3px; {late}"
        parts.append(_box(left, foot - high, look, f'data-layer="{place + 1}" data-high="{high:.1f}"'))
        lines = (_ARC + _HIGH * (1 - _height(10.0**-power, peak)) for power in range(1, _DECADES))
        parts += [_box(left, down, f"{wide} height: 1px; background: var(--paper);") for down in lines]
    number = f'<span style="{_SMALL}">{place + 1}</span>'
    return "".join(parts) + _box(left, foot + 2, f"{wide} text-align: center; line-height: 16px;", within=number)


def _empty(colour: str) -> str:
    """The place of a bar: a little of its colour."""
    return f"color-mix(in srgb, {colour} 16%, var(--paper))"


def _arc(place: int, layers: int) -> str:
    """A shortcut from behind a layer to behind the second one after it."""
    line = "border: 2px solid var(--accent); border-bottom: none; border-radius: 14px 14px 0 0; box-sizing: border-box;"
    left, wide = 100 * (place + 0.38) / layers, 100 * 1.92 / layers
    return _box(left, 1, f"width: {wide:.2f}%; height: {_ARC - 3}px; {line}", f'data-arc="{place + 1}"')


def _box(left: float, top: float, look: str, named: str = "", within: str = "") -> str:
    """Something at so many per cent from the left and pixels from the top."""
    return f'<div {named} style="position: absolute; left: {left:.2f}%; top: {top:.1f}px; {look}">{within}</div>'


def race_curves(
    history: Sequence[Any], names: Mapping[str, str], epochs: int, *, title: str, chance: float, run: int = 0
) -> tuple[str, str]:
    """How many of the pictures held back each network labels correctly, epoch after epoch; thin, of those it learns from.

    It is drawn twice: the page shows what is in `race-wide`, or on a narrow screen what is in `race-narrow`.

    Parameters
    ----------
    history : sequence of lessons.work.progress.Epoch, perhaps empty, with a figure "val_<network>_accuracy" for each network
    names : network -> what a learner reads
    epochs : int, how many there will be
    title : str, what is told above
    chance : float, how right a guess is
    run : int, how often the race was started: from 1 on the lines grow, each time anew

    Returns
    -------
    (str, str) : HTML, and the finding in words
    """
    epochs = max(epochs, len(history), 2)
    finding = "No epoch is finished yet."
    if history:
        told = (f"{name}, {history[-1].figures[f'val_{network}_accuracy']:.0%}" for network, name in names.items())
        finding = f"After {len(history)} of {epochs} epochs, of the pictures held back are right: {'; '.join(told)}."
    drawn = "".join(
        f'<div class="{name}"><div role="img" aria-label="{escape(finding)}" style="position: relative; width: {wide}px; '
        f'height: {_TALL}px;">{_grid(epochs, wide)}{_guessing(chance, wide)}'
        f'<div class="race-lines">{_curves(history, names, epochs, wide)}</div></div></div>'
        for name, wide in _WIDTHS.items()
    )
    below = "Thick: new drawings. Thin: those it learns from."
    head = f'<div style="{_TITLE} max-width: {_WIDTHS["race-wide"]}px;">{escape(title)}</div>'
    return f'<div {_running(run)}>{head}{drawn}<div style="{_SMALL}">{below}</div></div>', finding


def _curves(history: Sequence[Any], names: Mapping[str, str], epochs: int, wide: int) -> str:
    parts: list[str] = []
    ends: list[tuple[float, str, str, float]] = []
    for network, name in names.items():
        for figure, thick in ((f"{network}_accuracy", 1.5), (f"val_{network}_accuracy", 3.0)):
            places = [_place(number, epoch.figures[figure], epochs, wide) for number, epoch in enumerate(history, start=1)]
            parts.append(_line(places, _COLOURS[network], thick, dot=thick > 2))
        if history:
            ends.append((places[-1][1], network, name, history[-1].figures[figure]))
    ends.sort()
    downs = [down for down, *_ in ends]
    if len(downs) == 2 and downs[1] - downs[0] < _ROOM:  # names that would lie on each other make room
        middle = min(max(sum(downs) / 2, _ROOM), _TALL - _BOTTOM - _ROOM / 2)
        downs = [middle - _ROOM / 2, middle + _ROOM / 2]
    for down, (_, network, name, last) in zip(downs, ends, strict=True):
        at = f"{_AT.format(wide - _RIGHT + 10, max(down - _ROOM / 2, 0.0))} width: {_RIGHT - 10}px; color: {_COLOURS[network]};"
        words = f"<b>{last:.0%}</b><br>{escape(name)}"
        parts.append(f'<div style="{at} font-size: 14px; line-height: 17px;">{words}</div>')
    return "".join(parts)


def _place(number: float, value: float, epochs: int, wide: int) -> tuple[float, float]:
    across = _LEFT + (wide - _LEFT - _RIGHT) * (number - 1) / (epochs - 1)
    return across, _TOP + (_TALL - _TOP - _BOTTOM) * (1 - value)


def _grid(epochs: int, wide: int) -> str:
    parts = []
    for value in (0.0, 0.5, 1.0):
        _, down = _place(1, value, epochs, wide)
        line = f"{_AT.format(_LEFT, down)} width: {wide - _LEFT - _RIGHT}px; height: 1px; background: var(--line);"
        number = f"{_AT.format(0, down - 8)} width: {_LEFT - 6}px; text-align: right; {_SMALL}"
        parts.append(f'<div style="{line}"></div><div style="{number}">{100 * value:.0f}</div>')
    below = f"bottom: 0; position: absolute; {_SMALL}"
    parts.append(f'<div style="left: {_LEFT}px; {below}">epoch 1</div>')
    parts.append(f'<div style="right: {_RIGHT}px; {below}">{epochs}</div>')
    return "".join(parts)


def _guessing(chance: float, wide: int) -> str:
    """A broken line as high as a guess is right."""
    _, down = _place(1, chance, 2, wide)
    line = f"{_AT.format(_LEFT, down)} width: {wide - _LEFT - _RIGHT}px; border-top: 1.5px dashed var(--line2);"
    words = f"{_AT.format(_LEFT + 6, down + 4)} {_SMALL}"
    return f'<div style="{line}"></div><div style="{words}">guessing: {chance:.0%}</div>'


def _line(places: Sequence[tuple[float, float]], colour: str, thick: float, *, dot: bool) -> str:
    """Pieces of a line from place to place, each turned about its beginning, and a dot at the end."""
    parts = []
    for (left, top), (right, bottom) in pairwise(places):
        across, down = right - left, bottom - top
        turned = f"transform-origin: 0 50%; transform: rotate({atan2(down, across):.4f}rad); border-radius: {thick}px;"
        long = f"width: {hypot(across, down):.1f}px; height: {thick}px; background: {colour};"
        parts.append(
            f'<div data-piece="{left:.1f},{top:.1f}" style="{_AT.format(left, top - thick / 2)} {long} {turned}"></div>'
        )
    if places and dot:
        (across, down), side = places[-1], 10
        look = f"width: {side}px; height: {side}px; border-radius: 50%; background: {colour};"
        parts.append(f'<div data-end="{across:.1f},{down:.1f}" style="{_AT.format(across - 5, down - 5)} {look}"></div>')
    return "".join(parts)
