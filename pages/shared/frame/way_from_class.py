"""The way back from the class's page: to the lesson that one came from. A learner in a class waits there for the teacher."""

import streamlit as st

from lessons.catalog import CATALOG
from pages.shared.session.class_seat import seat
from pages.shared.session.learner_progress import progress


def way_from_class():
    """Show it."""
    place = seat()
    if place is None or place.teaches:
        came_from = latest_lesson() or CATALOG[0]
        with st.container(key="frame_way", horizontal=True):
            st.page_link(came_from.page, label=f"Back: {came_from.title}", icon=":material/arrow_back:", width="content")


def latest_lesson():
    """The lesson that was opened last, or None."""
    done = progress()
    latest = max((entry for entry in CATALOG if entry.teaches), key=lambda entry: done.of(entry.slug).opened)
    return latest if done.of(latest.slug).opened else None
