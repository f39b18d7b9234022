"""The networks that this session has trained: by transfer learning, by stacking layers, or opened from a project."""

import streamlit as st

from lessons.training.settings import ARMS, NETWORKS
from pages.widgets.state import latest_result

_TAKEN = "state_taken"
_OPENED = "state_opened_run"


def runs():
    """The session's runs of transfer learning: tuple of lessons.training.progress.FitResult, perhaps empty."""
    return finished("fine_tune") or ()


def finished(page):
    """The latest result of this session's jobs of a page, or None."""
    return latest_result(page)


def best(results):
    """Of several runs the one with the best accuracy on the validation pictures; of equals the one with the lowest loss.

    The test pictures have no say: whoever chose by them could not judge by them any more.
    """
    return max(results, key=lambda run: (run.validation_report.accuracy, -run.history[-1].validation_loss))


def take(run):
    """Make this run the one that is judged and taken home."""
    st.session_state[_TAKEN] = run


def taken():
    """The run that is judged and taken home: the learner's choice, else the best one; None while there is none."""
    results = runs()
    chosen = st.session_state.get(_TAKEN)
    if any(chosen is run for run in results):
        return chosen
    return best(results) if results else None


def title(run):
    """What a run is called on charts and in lists."""
    used, arm = run.settings, ARMS[run.settings.arm]
    if used.arm == "scratch":
        return arm
    norms = ", batch norm trained along" if used.arm == "fine_tuned" and used.batch_norm == "trained" else ""
    return f"{NETWORKS[used.network]}: {arm[0].lower()}{arm[1:]}{norms}"


def network_at_hand():
    """The network to use: of the run that was taken, else of a project that was opened. (model, labels), or None."""
    run = taken()
    return st.session_state.get(_OPENED) if run is None else (run.model, run.labels)


def opened_network():
    """The network of a project that was opened, as (model, labels), or None."""
    return st.session_state.get(_OPENED)


def open_network(model, labels):
    """Remember the network of a project that was opened."""
    st.session_state[_OPENED] = (model, labels)
