"""Small grids of numbers in the course's colours, with signs between them: arithmetic to look at."""

import streamlit as st

from lessons.figures.colours import ink_on, magnitude_to_rgb, signed_to_rgb


def grids(rows):
    """Show rows of grids.

    Parameters
    ----------
    rows : list of lists whose items are text, or pairs of an array of shape (r, c) and its scale, "signed" or "magnitude"
    """
    lines = "".join(f'<div style="{_LINE}">{"".join(map(_item, row))}</div>' for row in rows)
    st.html(f'<div style="overflow-x: auto;" tabindex="0" role="group" aria-label="The sum, written out">{lines}</div>')


_LINE = "display: flex; gap: 0.6rem; align-items: center; padding: 0.3rem 0; white-space: nowrap;"


def _item(item):
    if isinstance(item, str):
        return f"<span>{item}</span>"
    values, scale = item
    colours = signed_to_rgb(values) if scale == "signed" else magnitude_to_rgb(values)
    cells = "".join(_cell(value, colour) for value, colour in zip(values.ravel(), colours.reshape(-1, 3), strict=True))
    return f'<div style="display: grid; gap: 2px; grid-template-columns: repeat({values.shape[1]}, 2.9rem);">{cells}</div>'


def _cell(value, colour):
    shown = (f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}").replace("-", "−")
    colours = f"background: rgb({colour[0]}, {colour[1]}, {colour[2]}); color: {ink_on(colour)}"
    return (
        f'<span style="{colours}; border-radius: 3px; text-align: center; font-size: 0.8rem; padding: 0.3rem 0;">{shown}</span>'
    )
