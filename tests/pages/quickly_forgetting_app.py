"""The app as it is, except that it looks all the time for sessions that have ended, and tells what it holds at that moment."""

from pathlib import Path

import streamlit as st
from streamlit.web.server.starlette import starlette_routes

from pages.shared.server import freed_memory
from pages.shared.server.middleware import MIDDLEWARE
from pages.shared.server.streamlit_repairs import repair_streamlit

assert starlette_routes._METRICS_EXPENSIVE_STATS_TTL_SECONDS > 0
starlette_routes._METRICS_EXPENSIVE_STATS_TTL_SECONDS = 0
freed_memory.LOOK_EVERY = 0.2  # seconds: no test waits as long as an app may
freed_memory.give_freed_memory_back()
repair_streamlit()
app = st.App(Path(__file__).parents[2] / "app.py", middleware=MIDDLEWARE, lifespan=freed_memory.forgetting_sessions)
