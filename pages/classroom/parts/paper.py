"""A sheet of white paper: seen as it will be printed, and nothing else is."""

from pathlib import Path

import streamlit as st

STYLES = Path(__file__).with_suffix(".css")


def lay_out(pieces):
    """Show pieces of Markdown below each other on a sheet. Returns the sheet, to put more on it."""
    st.html(STYLES)
    page = st.container(key="on_paper_page", gap=None)
    for piece in pieces:
        page.markdown(piece)
    return page
