"""Small kernels, as cells of a map of which some are looked at."""

from collections.abc import Container

RED, GREEN, BROWN = "light-dark(#b2402c, #f0907a)", "var(--accent)", "light-dark(#9a6a12, #e0b45c)"
EACH = (RED, GREEN, BROWN)
"""Colours for maps that have kernels of their own."""

CELL, GAP = 7, 1  # pixels of a cell, and between two


def small_kernel(colour: str = GREEN, filled: Container[int] | None = None, across: int = 3, cell: int = CELL) -> str:
    """Draw it.

    Parameters
    ----------
    colour : str, of the cells that are looked at
    filled : which these are, from 0, row after row; None means all
    across : int, rows and columns
    cell : int, pixels of a cell

    Returns
    -------
    HTML
    """
    look = "display: block; border-radius: 1px; box-shadow: inset 0 0 0 1px var(--line2);"
    cells = "".join(
        f'<i style="{look} background: {colour if filled is None or place in filled else "var(--paper)"};"></i>'
        for place in range(across * across)
    )
    side = f"repeat({across}, {cell}px)"
    return f'<span class="small-kernel" style="display: inline-grid; grid: {side} / {side}; gap: {GAP}px;">{cells}</span>'
