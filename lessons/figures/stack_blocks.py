"""A stack of layers drawn to scale: each layer as a pile of its maps, green where numbers are learned."""

from collections.abc import Sequence
from html import escape

from lessons.core.architecture import Row

HIGH = 62  # pixels of the input
_SHEETS, _STEP = 6, 2.5  # at most so many maps are drawn of a layer, each so many pixels behind the one before
_WORDS = {"conv": "convolution", "norm": "batch norm.", "global": "global average", "max": "max pooling"}
_ROW = "display: flex; gap: 12px; align-items: flex-end; overflow-x: auto; padding: 2px 2px 0;"
_COLUMN = "flex: none; text-align: center; font-size: 13px; line-height: 17px; font-variant-numeric: tabular-nums;"
_ROOM = f"height: {HIGH + (_SHEETS - 1) * _STEP:g}px; display: flex; align-items: center; justify-content: center;"
_QUIET = "color: var(--ink2);"


def stack_blocks(rows: Sequence[Row], side: int, picture: str = "") -> tuple[str, str]:
    """Draw a stack.

    Parameters
    ----------
    rows : list of lessons.core.architecture.Row, of a stack that works
    side : int, rows of the input
    picture : str, the address of an input to show, or nothing

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it; layers with learned numbers are filled
    """
    told = ", ".join(f"{row.name} {' × '.join(map(str, row.shape))}" for row in rows)
    finding = f"From a picture of {side} × {side}: {told}."
    columns = [_column(_picture(picture), "picture", ("3 colours", f"{side} × {side}"))]
    columns += [_column(_pile(row, side), _name(row, row is rows[-1]), _sizes(row), row.parameters) for row in rows]
    learned = sum(row.learned for row in rows)
    key = (
        f'<div style="font-size: 14px; line-height: 18px; padding-top: 2px; {_QUIET}">'
        '<b style="color: var(--accent);">Green</b> '
        f"layers learn: {learned:,} numbers in all. Training makes them better, step by step.</div>"
    )
    group = f'<div role="group" tabindex="0" aria-label="{escape(finding)}" style="{_ROW}">{"".join(columns)}</div>'
    return f"<div>{group}{key}</div>", finding


def _name(row: Row, is_last: bool) -> str:
    return "answer" if is_last else _WORDS.get(row.layer.kind, row.layer.kind)


def _sizes(row: Row) -> tuple[str, str]:
    """Two lines: how many of what."""
    if len(row.shape) == 3:
        rows, columns, maps = row.shape
        return f"{maps} map{'s' if maps > 1 else ''}", f"{rows} × {columns}"
    return f"{row.shape[0]:,}", "numbers"


def sheets_of(row: Row) -> int:
    """How many maps are drawn of a layer."""
    return min(_SHEETS, max(1, row.shape[2].bit_length() + 1)) if len(row.shape) == 3 else 1


def _picture(address: str) -> str:
    look = f"background: url({address}) 0 0 / cover;" if address else "border: 1.5px solid var(--line2);"
    return f'<div style="width: {HIGH}px; height: {HIGH}px; border-radius: 3px; {look}"></div>'


def _pile(row: Row, side: int) -> str:
    """The maps of a layer behind one another, or its numbers in one column."""
    line, fill = ("var(--accent)", "var(--accent)") if row.parameters else ("var(--line2)", "var(--paper)")
    count = sheets_of(row)
    if len(row.shape) == 3:
        high = max(8.0, HIGH * row.shape[0] / side)
        wide = max(8.0, HIGH * row.shape[1] / side)
    else:
        wide, high = 10, min(float(HIGH), 14 + 3 * row.shape[0] ** 0.5)
    back = ", ".join(
        f"{_STEP * place:g}px -{_STEP * place:g}px 0 -1px {fill}, {_STEP * place:g}px -{_STEP * place:g}px 0 0 {edge}"
        for place in range(1, count)
        for edge in ["color-mix(in srgb, var(--accent) 45%, var(--paper))" if row.parameters else line]
    )
    away = _STEP * (count - 1)
    shadow = f"box-shadow: {back};" if back else ""
    return (
        f'<div style="width: {wide:.1f}px; height: {high:.1f}px; margin: {away:g}px {away:g}px 0 0; border-radius: 2px; '
        f'border: 1px solid {line}; box-sizing: border-box; background: {fill}; {shadow}"></div>'
    )


def _column(drawing: str, name: str, sizes: tuple[str, str], parameters: int | None = None) -> str:
    title = "" if parameters is None else f' title="{parameters:,} numbers to learn"'
    lines = "".join(f'<div style="{_QUIET}">{line}</div>' for line in sizes)
    return f'<div style="{_COLUMN}"{title}><div style="{_ROOM}">{drawing}</div><b>{escape(name)}</b>{lines}</div>'
