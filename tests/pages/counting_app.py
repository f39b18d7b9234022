"""Two small pages behind the app's own middleware: a number that is made once, something to upload with, a picture."""

import itertools

import numpy as np
import streamlit as st
from streamlit import runtime

from pages.shared.server import freed_memory
from pages.shared.server.middleware import MIDDLEWARE
from pages.shared.server.streamlit_repairs import repair_streamlit
from pages.shared.server.widget_modules import WIDGET_MODULES

repair_streamlit()
freed_memory.LOOK_EVERY = 0.2  # seconds: no test waits as long as an app may


@st.cache_resource
def counter():
    """Counts the visits since the caches were emptied."""
    return itertools.count(1)


@st.fragment
def part():
    st.text("a part of the page")


def start():
    part()
    st.text(f"visit {next(counter())}")
    st.image(np.zeros((4, 4, 3), np.uint8))
    st.download_button("A file", b"text", "a.txt")
    st.file_uploader("A small file", max_upload_size=1, key="small")


def other():
    st.text("nothing to upload here")


if runtime.exists():
    st.navigation([st.Page(start, default=True), st.Page(other, url_path="pixels")]).run()
else:
    app = st.App(__file__, routes=[WIDGET_MODULES], middleware=MIDDLEWARE, lifespan=freed_memory.forgetting_sessions)
