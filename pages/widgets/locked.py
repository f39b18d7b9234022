"""The locked test set: it is opened on request, and how often is counted for each data set."""

import streamlit as st

from lessons.texts import words

_OPENED = "state_test_opened"


def is_open(run, *, key):
    """Whether the learner has opened the test set for this run; a button opens it.

    A test set is honest once. Each run of the same data set that is opened after the first is counted, and the count is shown.
    """
    opened = st.session_state.setdefault(_OPENED, [])
    if not any(run is other for other in opened):
        st.info(words("judge", "locked", pictures=len(run.test_report.targets)), icon=":material/lock:")
        if st.button("Open the test set", type="primary", icon=":material/lock_open:", key=f"{key}_open"):
            opened.append(run)
            st.rerun()
        return False
    earlier = [
        other
        for other in opened
        if other.labels == run.labels and len(other.test_report.targets) == len(run.test_report.targets)
    ]
    place = next(number for number, other in enumerate(earlier, start=1) if other is run)
    if place > 1:
        st.warning(words("judge", "again", times=place), icon=":material/history:")
    return True
