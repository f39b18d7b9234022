"""Small drawings on a line, each where its number puts it: what a network keeps apart lies apart."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

_WIDE, _SIDE, _GAP = 620, 32, 4  # pixels of the line, of a drawing, and between two above each other
_EDGE = 24  # pixels beside the line's ends
_PIXEL = _SIDE // 8


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
    foot = max(columns.values(), default=1) * (_SIDE + _GAP + 4) + 10
    middle = _EDGE + (border - low) / (high - low) * (_WIDE - 2 * _EDGE) + _SIDE / 2
    parts = [_drawing(x, foot - 8 - (level + 1) * (_SIDE + _GAP + 4), drawing, right) for x, level, drawing, right in shapes]
    small = (
        f"position: absolute; top: {foot + 6}px; font-size: 14px; line-height: 18px; color: var(--ink2); white-space: nowrap;"
    )
    line = "position: absolute; background: var(--line2);"
    parts += [
        f'<div style="{line} left: 0; right: 0; top: {foot}px; height: 1.5px;"></div>',
        f'<div style="{line} left: {middle:.1f}px; top: 0; width: 1.5px; height: {foot + 22}px;"></div>',
        f'<div style="{small} right: {_WIDE + _SIDE - middle + 8:.1f}px;">{escape(ends[0])}</div>',
        f'<div style="{small} left: {middle + 8:.1f}px;">{escape(ends[1])}</div>',
    ]
    paper = f"position: relative; width: {_WIDE + _SIDE}px; height: {foot + 28}px;"
    return (
        f'<div role="group" tabindex="0" aria-label="{escape(finding)}" style="overflow-x: auto;">'
        f'<div style="{paper}">{"".join(parts)}</div></div>'
    )


def _drawing(x: float, y: float, drawing: npt.NDArray[np.floating], right: bool) -> str:
    """White on black, in a solid frame where it is answered right and a dashed one where it is not."""
    bright = ", ".join(f"{(column + 1) * _PIXEL}px {(row + 1) * _PIXEL}px #fff" for row, column in np.argwhere(drawing > 0.5))
    frame = "2.5px solid var(--accent)" if right else "2.5px dashed light-dark(#b2402c, #f0907a)"
    box = (
        f"position: absolute; left: {x}px; top: {y}px; width: {_SIDE}px; height: {_SIDE}px; background: #000; outline: {frame};"
    )
    # Shadows of one pixel beside the drawing: an element's own place gets none.
    place = f"position: absolute; left: -{_PIXEL}px; top: -{_PIXEL}px; width: {_PIXEL}px; height: {_PIXEL}px;"
    pixels = f"{place} box-shadow: {bright or 'none'};"
    return f'<div style="{box}"><div style="{pixels}"></div></div>'
