"""Jobs that the wall starts. It looks anew every second: what could not be started stays said until something else is done."""

import streamlit as st

from pages.shared.session.job_panel import RefusedJobError, queue_job

_REFUSED = "classroom_refused"


def start_class_job(work, *arguments, key, **options):
    """Queue some work, as `pages.shared.session.job_panel.queue_job` does."""
    refuse(None)
    try:
        queue_job(work, *arguments, key=key, **options)
    except RefusedJobError as error:
        refuse(str(error))


def refuse(sentence):
    """Have a sentence said; None: nothing any more."""
    st.session_state[_REFUSED] = sentence


def say_refusal():
    """Say what was refused last, if anything was."""
    if st.session_state.get(_REFUSED):
        st.error(st.session_state[_REFUSED], icon=":material/error:")
