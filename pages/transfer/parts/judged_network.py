"""Whose confidence is measured: the small network of grainy digits, or one of the learner's own whose test was opened."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from lessons.core.calibration import logits_of
from pages.shared.session import training_caches
from pages.shared.session.session_networks import named_networks
from pages.shared.session.test_set_lock import is_open

DIGITS = "grainy digits"


@dataclass(frozen=True, eq=False)
class JudgedNetwork:
    """What a network says of its validation and of its test pictures."""

    labels: tuple[str, ...]
    validation: np.ndarray  # logits (pictures, classes)
    validation_targets: np.ndarray
    test: np.ndarray  # likewise
    targets: np.ndarray
    images: tuple[np.ndarray, ...]  # of the test
    epochs: int | None  # None for the learner's own
    source: Any  # what can be asked of other pictures: a lessons.training.overconfident.Overconfident, or a ClassifierRun


def network_of_digits(epochs, learned, seed, place):
    """The network of grainy digits after so many epochs; while it learns, `place` says so."""
    with place, st.spinner("A small network learns to read digits: 300 epochs, some seconds", show_time=True):
        found = training_caches.overconfident(learned, seed)
    about = (found.validation[epochs], found.validation_targets, found.test[epochs], found.test_targets, found.test_images)
    return JudgedNetwork(found.labels, *about, epochs, found)


def own_network(place):
    """Which network it is: None for the digits, else the learner's run."""
    networks = named_networks(judged=True)
    options = [DIGITS, *networks]
    if st.session_state.get("confidence_network", DIGITS) not in options:
        st.session_state.confidence_network = DIGITS
    return networks.get(place.selectbox("Network", options, key="confidence_network", bind="query-params"))


def judged_run(run, place):
    """The learner's own network, once its test was opened; else None, and a button that opens it."""
    with place:
        if not is_open(run, key="confidence"):
            return None
    validation, test = run.validation_report, run.test_report
    about = (logits_of(validation.probabilities), validation.targets, logits_of(test.probabilities), test.targets)
    return JudgedNetwork(run.labels, *about, run.test_images, None, run)
