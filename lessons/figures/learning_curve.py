"""The curve of a training in a narrow place: right answers in per cent, epoch after epoch, in the page's colours."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, hypot
from typing import Any

_WIDE, _HIGH = 276, 128  # pixels
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 8, 9, 23
_TITLE, _SMALL = "Right answers, in %", "font-size: 14px; line-height: 18px; color: var(--ink2);"
_LINES = (("accuracy", "learned from", "var(--line2)", 2), ("validation_accuracy", "held back", "var(--accent)", 3))
_AT = "position: absolute; left: {:.1f}px; top: {:.1f}px;"


def learning_curve(history: Sequence[Any], epochs: int) -> tuple[str, str]:
    """Draw the accuracy on the pictures that are learned from, and on those held back.

    Parameters
    ----------
    history : sequence of lessons.work.progress.Epoch, perhaps empty
    epochs : int, how many there will be

    Returns
    -------
    (str, str) : HTML, and the finding in words
    """
    epochs = max(epochs, len(history), 2)
    finding = "No epoch is finished yet."
    if history:
        last = history[-1]
        finding = (
            f"After {len(history)} of {epochs} epochs {last.validation_accuracy:.0%} of the pictures held back are right, and "
            f"{last.accuracy:.0%} of those it learns from."
        )
    parts = [_grid(epochs)]
    for name, _, colour, thick in _LINES:
        places = [_place(number, getattr(epoch, name), epochs) for number, epoch in enumerate(history, start=1)]
        parts.append(_line(places, colour, thick))
    key = "".join(_named(*line[1:]) for line in reversed(_LINES))
    paper = f"position: relative; width: {_WIDE}px; height: {_HIGH}px;"
    return (
        f'<div><div style="font-size: 14px; line-height: 18px; font-weight: 600;">{_TITLE}</div>'
        f'<div role="img" aria-label="{finding}" style="{paper}">{"".join(parts)}</div>'
        f'<div style="display: flex; gap: 14px; {_SMALL}">{key}</div>'
        f'<div style="{_SMALL}">In an epoch it sees each picture once.</div></div>'
    ), finding


def _place(number: float, value: float, epochs: int) -> tuple[float, float]:
    across = _LEFT + (_WIDE - _LEFT - _RIGHT) * (number - 1) / (epochs - 1)
    return across, _TOP + (_HIGH - _TOP - _BOTTOM) * (1 - value)


def _named(words: str, colour: str, thick: int) -> str:
    """A piece of a line, and what it stands for."""
    line = f'<span style="width: 22px; height: {thick}px; background: {colour};"></span>'
    return f'<span style="display: inline-flex; align-items: center; gap: 6px;">{line}{words}</span>'


def _grid(epochs: int) -> str:
    letters, parts = "font-size: 13px; line-height: 16px; color: var(--ink2); font-variant-numeric: tabular-nums;", []
    for value in (0.0, 0.5, 1.0):
        _, down = _place(1, value, epochs)
        line = f"{_AT.format(_LEFT, down)} width: {_WIDE - _LEFT - _RIGHT}px; height: 1px; background: var(--line);"
        number = f"{_AT.format(0, down - 8)} width: {_LEFT - 6}px; text-align: right; {letters}"
        parts.append(f'<div style="{line}"></div><div style="{number}">{100 * value:.0f}</div>')
    below = f"bottom: 0; position: absolute; {letters}"
    parts.append(f'<div style="left: {_LEFT}px; {below}">epoch 1</div>')
    parts.append(f'<div style="right: {_RIGHT}px; {below}">{epochs}</div>')
    return "".join(parts)


def _line(places: Sequence[tuple[float, float]], colour: str, thick: int) -> str:
    """Pieces of a line from place to place, each turned about its beginning, and a dot at the end."""
    parts = []
    for (left, top), (right, bottom) in pairwise(places):
        across, down = right - left, bottom - top
        turned = f"transform-origin: 0 50%; transform: rotate({atan2(down, across):.4f}rad); border-radius: {thick}px;"
        long = f"width: {hypot(across, down):.1f}px; height: {thick}px; background: {colour};"
        parts.append(
            f'<div data-piece="{left:.1f},{top:.1f}" style="{_AT.format(left, top - thick / 2)} {long} {turned}"></div>'
        )
    if places:
        (across, down), side = places[-1], 2 * thick + 4
        dot = f"width: {side}px; height: {side}px; border-radius: 50%; background: {colour};"
        at = _AT.format(across - side / 2, down - side / 2)
        parts.append(f'<div data-piece="{across:.1f},{down:.1f}" style="{at} {dot}"></div>')
    return "".join(parts)
