"""Two small pages behind the app's own middleware: a number that is made once, something to upload with, a picture."""

import itertools

import numpy as np
import streamlit as st
from streamlit import runtime

from pages.shared.server.middleware import MIDDLEWARE
from pages.shared.server.streamlit_repairs import repair_streamlit

repair_streamlit()


@st.cache_resource
def counter():
    """Counts the visits since the caches were emptied."""
    return itertools.count(1)


def start():
    st.text(f"visit {next(counter())}")
    st.image(np.zeros((4, 4, 3), np.uint8))
    st.file_uploader("A small file", max_upload_size=1, key="small")


def other():
    st.text("nothing to upload here")


if runtime.exists():
    st.navigation([st.Page(start, default=True), st.Page(other, url_path="pixels")]).run()
else:
    app = st.App(__file__, middleware=MIDDLEWARE)
