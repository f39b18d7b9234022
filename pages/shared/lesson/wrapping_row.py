"""Places side by side, as many as fit: five in a line on a desk, two on a phone, where columns would pile them up."""

import streamlit as st


def wrapping_row(count, *, align="top"):
    """So many places in a line that wraps; `align` is Streamlit's vertical alignment of a container."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment=align)
    return [row.container(width="stretch") for _ in range(count)]
