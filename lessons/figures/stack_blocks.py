"""A stack of layers as blocks drawn to scale: as high as its maps are, as wide as there are many of them."""

from collections.abc import Sequence
from html import escape

from lessons.core.architecture import Row

HIGH = 108  # pixels of the input
_ROW = "display: flex; gap: 13px; align-items: flex-end; overflow-x: auto; padding: 4px 2px 0;"
_COLUMN = "flex: none; text-align: center; font-size: 13px; line-height: 17px; font-variant-numeric: tabular-nums;"
_HEADS = (
    f'<div style="{_COLUMN} text-align: left; color: var(--ink2);"><div style="height: {HIGH}px;"></div><div>&nbsp;</div>'
    "<div>comes out</div><div>to learn</div></div>"
)
_ROOM = f"height: {HIGH}px; display: flex; align-items: center; justify-content: center;"


def stack_blocks(rows: Sequence[Row], side: int) -> tuple[str, str]:
    """Draw a stack.

    Parameters
    ----------
    rows : list of lessons.core.architecture.Row, of a stack that works
    side : int, rows of the input

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it; blocks with learned numbers are filled
    """
    told = ", ".join(f"{row.name} {_times(row.shape)}" for row in rows)
    finding = f"From a picture of {side} × {side}: {told}."
    blocks = [_HEADS, _block(14, HIGH, "picture", f"{side} × {side} × 3", None)]
    blocks += [_block(*_measures(row, side), row.name, _times(row.shape), row.parameters) for row in rows]
    return f'<div role="group" tabindex="0" aria-label="{escape(finding)}" style="{_ROW}">{"".join(blocks)}</div>', finding


def _times(shape: Sequence[int]) -> str:
    return " × ".join(map(str, shape))


def _measures(row: Row, side: int) -> tuple[float, float]:
    """Width and height of a layer's block in pixels."""
    if len(row.shape) == 3:
        return 8 + 1.4 * row.shape[2] ** 0.8, max(8.0, HIGH * row.shape[0] / side)
    return 10, min(float(HIGH), 14 + 5 * row.shape[0] ** 0.5)


def _block(wide: float, high: float, name: str, shape: str, parameters: int | None) -> str:
    look = "background: var(--accent);" if parameters else "border: 1.5px solid var(--line2);"
    box = f'<div style="width: {wide:.1f}px; height: {high:.1f}px; border-radius: 3px; {look}"></div>'
    cost = "" if parameters is None else f'<div style="color: var(--ink2);">{parameters:,}</div>'
    return (
        f'<div style="{_COLUMN}"><div style="{_ROOM}">{box}</div><b>{escape(name)}</b>'
        f'<div style="color: var(--ink2);">{shape}</div>{cost or "<div>&nbsp;</div>"}</div>'
    )
