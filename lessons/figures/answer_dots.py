"""A dot for each picture of a test, a row for each class: filled where the answer is right."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

_GRID = "display: grid; align-items: start; max-width: 100%;"
_NAME = "font-size: 14px; max-width: 9em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;"
_TEXT, _ROW = 14, 18  # pixels of a name's line at least, and of its row


def answer_dots(
    targets: npt.NDArray[np.int64],
    answers: npt.NDArray[np.int64] | None,
    labels: Sequence[str],
    *,
    sure: npt.NDArray[np.bool_] | None = None,
    colour: str = "var(--accent)",
    named: bool = True,
    in_row: int = 24,
    side: int = 12,
) -> tuple[str, str]:
    """Draw the answers to a test. Filled is right, empty is wrong, small is nothing said.

    Parameters
    ----------
    targets : int array of shape (pictures,), the truth as positions in `labels`
    answers : int array of the same shape, what was said; or None where that is not known yet, and every dot is empty
    labels : sequence of names, one per class
    sure : bool array of the same shape, where something was said at all; or None for everywhere
    colour : str, a CSS colour of right answers
    named : bool, whether the classes' names stand before their rows
    in_row : int, dots of a row; a class with more of them goes on below
    side : int, pixels from one dot to the next

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    spoken = np.ones(len(targets), bool) if sure is None else sure
    right = np.zeros(len(targets), bool) if answers is None else (answers == targets) & spoken
    rows, told = [], []
    for number, label in enumerate(labels):
        own = targets == number
        if named:
            high = f"line-height: {max(side, _TEXT)}px; padding-bottom: {max(_ROW - max(side, _TEXT), 0)}px;"
            rows.append(f'<span style="{_NAME} {high}">{escape(label)}</span>')
        rows.append(_row(right[own], spoken[own], colour, in_row, side))
        told.append(f"{label} {right[own].sum()} of {own.sum()}")
    finding = f"{len(targets)} pictures, not opened yet." if answers is None else f"Right answers: {', '.join(told)}."
    grid = f"{_GRID} {'grid-template-columns: minmax(0, max-content) max-content; gap: 3px 10px;' if named else 'gap: 2px;'}"
    return f'<div role="img" aria-label="{escape(finding)}" style="{grid}">{"".join(rows)}</div>', finding


def _row(right: npt.NDArray[np.bool_], spoken: npt.NDArray[np.bool_], colour: str, in_row: int, side: int) -> str:
    """The dots of a class: shadows of one round thing beside the row, so that a row is one element."""
    wide = side * min(max(len(right), 1), in_row)
    high = side * max(1, -(-len(right) // in_row))
    filled, small = [(0.0, colour)], [(-side / 4, "var(--line2)")]
    hollow = [(-side / 8, "var(--paper)"), (0.0, "var(--line2)")]
    looks = [filled if is_right else hollow if says else small for is_right, says in zip(right, spoken, strict=True)]
    shadows = ", ".join(
        f"{side * (place % in_row + 1)}px {side * (place // in_row)}px 0 {grown:g}px {ink}"
        for place, look in enumerate(looks)
        for grown, ink in look
    )
    dot = f"position: absolute; left: {1 - side}px; top: 1px; width: {side - 2}px; height: {side - 2}px; border-radius: 50%;"
    room = f"position: relative; overflow: hidden; width: {wide}px; height: {high}px;"
    return f'<div style="{room}"><div style="{dot} box-shadow: {shadows or "none"};"></div></div>'
