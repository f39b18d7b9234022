"""White paper to draw on, with the mouse, a finger or a pen."""

import streamlit as st
from streamlit_drawable_canvas import st_canvas

from lessons.images.drawing import drawing_to_image, is_blank

INK = "#1f2933"


def drawing_canvas(*, side, pen, colour=INK, stays=False, key):
    """Let the learner draw.

    Parameters
    ----------
    side : int, pixels of the paper; 320 fits a phone
    pen : int, pixels
    colour : str, as CSS writes it
    stays : bool, whether the drawing is there again when the learner comes back to the page
    key : str; another key is a fresh sheet

    Returns
    -------
    uint8 array of shape (side, side, 3), or None while nothing is drawn
    """
    begun, last, image = (f"state_{key}_{name}" for name in ("begun", "last", "image"))
    if stays and key not in st.session_state:  # the page was left in between
        st.session_state[begun] = st.session_state.get(last)
    st.space("small")  # for the paper's tools, which float above it
    canvas = st_canvas(
        stroke_width=pen,
        stroke_color=colour,
        background_color="#ffffff",
        width=side,
        height=side,
        drawing_mode="freedraw",
        return_image_data=True,
        initial_drawing=st.session_state.get(begun),
        key=key,
    )
    drawing = None if canvas.image_data is None else drawing_to_image(canvas.image_data)
    if stays and drawing is None:  # the paper tells of what it was given only once it is drawn on again
        drawing = st.session_state.get(image)
    elif stays:
        st.session_state[last], st.session_state[image] = canvas.json_data, drawing
    if drawing is None or is_blank(drawing):
        st.caption("Draw here. The bin clears it.")
        return None
    return drawing
