"""What a page says where the learner's picture leaves it nothing to show."""

import streamlit as st


def say_too_small(image, what):
    """Say how large the picture is on this page, what it is too small for, and the way on."""
    rows, columns = image.shape[:2]
    st.info(
        f"On this page your picture has {rows:,} rows and {columns:,} columns: too small for {what}. Choose another one in the "
        "bar above.",
        icon=":material/photo_size_select_small:",
    )
