"""The app as it is, except that it looks all the time for sessions that have ended: no test waits as long as an app may."""

from pathlib import Path

import streamlit as st

from pages.shared.server import freed_memory
from pages.shared.server.middleware import MIDDLEWARE
from pages.shared.server.streamlit_repairs import repair_streamlit

freed_memory.LOOK_EVERY = 0.2  # seconds
freed_memory.give_freed_memory_back()
repair_streamlit()
app = st.App(Path(__file__).parents[2] / "app.py", middleware=MIDDLEWARE, lifespan=freed_memory.forgetting_sessions)
