"""White paper to draw on, with the mouse, a finger or a pen."""

import streamlit as st
from streamlit_drawable_canvas import st_canvas

from lessons.images.drawing import drawing_to_image, is_blank

INK = "#1f2933"


def drawing_canvas(*, side, pen, colour=INK, key):
    """Let the learner draw.

    Parameters
    ----------
    side : int, pixels of the paper; 320 fits a phone
    pen : int, pixels
    colour : str, as CSS writes it
    key : str; another key is a fresh sheet

    Returns
    -------
    uint8 array of shape (side, side, 3), or None while nothing is drawn
    """
    st.space("small")  # for the paper's tools, which float above it
    canvas = st_canvas(
        stroke_width=pen,
        stroke_color=colour,
        background_color="#ffffff",
        width=side,
        height=side,
        drawing_mode="freedraw",
        return_image_data=True,
        key=key,
    )
    drawing = None if canvas.image_data is None else drawing_to_image(canvas.image_data)
    if drawing is None or is_blank(drawing):
        st.caption("Draw with the mouse, a finger or a pen; the bin above the paper clears it.")
        return None
    return drawing
