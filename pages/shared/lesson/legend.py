"""The legend of a picture: its scale of colours, with numbers."""

import streamlit as st

from lessons.figures.colours import MAGNITUDE_SCALE, SIGNED_SCALE, css_gradient


def magnitude_legend(limit):
    """Legend of `lessons.figures.colours.magnitude_to_rgb`: from zero to `limit`, a number or words."""
    _legend(MAGNITUDE_SCALE, "0", limit if isinstance(limit, str) else f"{limit:.4g}")


def signed_legend(limit):
    """Legend of `lessons.figures.colours.signed_to_rgb`: from minus `limit` over zero to `limit`."""
    _legend(SIGNED_SCALE, f"−{limit:.4g}", "0", f"+{limit:.4g}")


def _legend(scale, *numbers):
    ends = "".join(f"<span>{number}</span>" for number in numbers)
    st.html(
        '<div style="max-width: 260px; margin-left: auto;">'
        f'<div style="background: {css_gradient(scale)}; height: 8px; border-radius: 4px;"></div>'
        f'<div style="display: flex; justify-content: space-between; font-size: 0.9rem;">{ends}</div></div>'
    )


def colour_legend(colours, title=""):
    """Legend of colours that stand for names: name -> (red, green, blue). The names are ours, never a stranger's.

    With a title it is narrow, and stands in the place of a picture's caption.
    """
    side, gaps, size = ("0.6rem", "0.5rem", "0.875rem") if title else ("0.9rem", "1.1rem", "0.95rem")
    swatch = f"display: inline-block; width: {side}; height: {side}; border-radius: 0.2rem; border: 1px solid #0008"
    place = " justify-content: center; color: var(--ink2); margin-top: -0.5rem;" if title else ""
    before = f"<span>{title}:</span>" if title else ""
    entries = "".join(
        f'<span style="white-space: nowrap;"><i style="{swatch}; background: rgb{colour};"></i> {name}</span>'
        for name, colour in colours.items()
    )
    style = f"display: flex; flex-wrap: wrap; gap: 0.3rem {gaps}; font-size: {size};{place}"
    st.html(f'<div style="{style}">{before}{entries}</div>')
