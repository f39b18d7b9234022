"""The legend of a picture: its scale of colours, with numbers."""

import streamlit as st

from lessons.figures.colours import MAGNITUDE_SCALE, css_gradient


def magnitude_legend(limit):
    """Legend of `lessons.figures.colours.magnitude_to_rgb`: from zero to `limit`, a number or words."""
    high = limit if isinstance(limit, str) else f"{limit:.4g}"
    st.html(
        f'<div style="background: {css_gradient(MAGNITUDE_SCALE)}; height: 0.7rem; border-radius: 0.35rem;"></div>'
        '<div style="display: flex; justify-content: space-between; font-size: 0.9rem;">'
        f"<span>0</span><span>{high}</span></div>"
    )
