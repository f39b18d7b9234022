"""Small drawings on a line, each where its number puts it: what a network keeps apart lies apart."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

_WIDE, _SIDE, _GAP = 620, 32, 4  # pixels of the line, of a drawing, and between two above each other
_EDGE = 24  # pixels beside the line's ends
_PIXEL = _SIDE / 8


def on_a_line(
    drawings: Sequence[npt.NDArray[np.floating]],
    values: Sequence[float],
    rights: Sequence[bool],
    *,
    limits: tuple[float, float],
    border: float,
    ends: tuple[str, str],
    finding: str,
) -> str:
    """Draw it.

    Parameters
    ----------
    drawings : arrays of shape (8, 8), from 0 to 1
    values : a number for each, which is its place; beyond the limits it lies at their end
    rights : whether each is answered right
    limits : the numbers at the ends of the line
    border : the number at which the answer changes
    ends : what lies to the left and to the right of the border
    finding : what there is to see, in words

    Returns
    -------
    HTML in the page's colours
    """
    low, high = limits
    columns: dict[int, int] = {}
    shapes = []
    for drawing, value, right in sorted(zip(drawings, values, rights, strict=True), key=lambda each: each[1]):
        share = (min(max(value, low), high) - low) / (high - low)
        x = _EDGE + share * (_WIDE - 2 * _EDGE)
        column = round(x / (_SIDE + _GAP))
        level = columns.get(column, 0)
        columns[column] = level + 1
        shapes.append((column * (_SIDE + _GAP), level, drawing, right))
    most = max(columns.values(), default=1)
    high_enough = most * (_SIDE + _GAP + 4) + 38
    foot = high_enough - 26
    parts = [_drawing(x, foot - 8 - (level + 1) * (_SIDE + _GAP + 4), drawing, right) for x, level, drawing, right in shapes]
    middle = _EDGE + (border - low) / (high - low) * (_WIDE - 2 * _EDGE)
    ink, small = "stroke: var(--line2); stroke-width: 1.5;", "font: 14px/18px var(--st-font, sans-serif); fill: var(--ink2);"
    parts += [
        f'<path d="M0 {foot}H{_WIDE + _SIDE}M{middle:.1f} 0V{foot + 5}" style="{ink} fill: none;"/>',
        f'<text x="{middle - 8:.1f}" y="{foot + 20}" text-anchor="end" style="{small}">{escape(ends[0])}</text>',
        f'<text x="{middle + 8:.1f}" y="{foot + 20}" style="{small}">{escape(ends[1])}</text>',
    ]
    box = f'viewBox="0 0 {_WIDE + _SIDE} {high_enough}"'
    return (
        f'<svg role="img" aria-label="{escape(finding)}" {box} style="width: 100%; max-width: {_WIDE + _SIDE}px;">'
        f"{''.join(parts)}</svg>"
    )


def _drawing(x: float, y: float, drawing: npt.NDArray[np.floating], right: bool) -> str:
    """White on black, in a solid frame where it is answered right and a dashed one where it is not."""
    cells = "".join(
        f"M{x + column * _PIXEL:g} {y + row * _PIXEL:g}h{_PIXEL:g}v{_PIXEL:g}h-{_PIXEL:g}z"
        for row, column in np.argwhere(drawing > 0.5)
    )
    frame = "stroke: var(--accent);" if right else "stroke: light-dark(#b2402c, #f0907a); stroke-dasharray: 5 3;"
    return (
        f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" style="fill: #000; {frame} stroke-width: 2.5;"/>'
        f'<path d="{cells}" style="fill: #fff;"/>'
    )
