"""One button that puts an experiment on the wall: the lesson's page, with its controls as the experiment needs them."""

import streamlit as st

from lessons.catalog import lesson
from pages.shared.session.class_lead import turn_to


def experiment_button(slug, experiment, *, key):
    """Show it. Where all follow the teacher, the experiment is on every phone then, too."""
    about = lesson(slug)
    if st.button(f"Put it on the wall: {about.title}", icon=":material/science:", key=key, type="primary"):
        turn_to(slug, dict(experiment), "classroom")
