"""The weights of a small network as text: the one truth, which stands in the URL. Each network and task has its own."""

import streamlit as st

from lessons.core.network import parse_weights
from pages.shared.session.controls import shows_link
from pages.shared.session.desk import desk
from pages.shared.session.state import last_good

KEY = "network_weights"
_KEPT = "network_kept"  # name of a network and its task -> its text, for when one comes back to it


def weights_text(place, told, name, first, sizes):
    """The weights that a learner painted or had learned; those of another network are kept until one comes back.

    Parameters
    ----------
    place, told : containers for the text, and for what is wrong with it
    name : str, what the text begins with: the network and its task
    first : Network before anything was learned
    sizes : how many numbers go in, and how many neurons each layer has

    Returns
    -------
    (text, steps, network) : empty text and 0 steps where nothing was done yet
    """
    kept = _kept()
    if KEY in st.session_state and not st.session_state[KEY].startswith(f"{name}."):
        st.session_state[KEY] = kept.get(name, "")
    typed = place.text_input("The weights as text", key=KEY, bind="query-params")
    with told:
        read = last_good(KEY, lambda: (typed, *_read(typed, name, first, sizes)), default=("", 0, first), of=name)
    kept[name] = read[0]
    return read


def set_weights(name, text):
    """Take what was painted or learned; whether it is of this network.

    What comes late from a network that was left is kept for when one comes back.
    """
    kept = _kept()
    if not text or text.startswith(f"{name}."):
        kept[name] = st.session_state[KEY] = text
        return True
    other = ".".join(text.split(".")[:2])
    if other in kept:
        kept[other] = text
    return False


def _kept():
    """Where the texts are kept; what a link has brought lies apart from the learner's own."""
    return (st.session_state if shows_link("network") else desk()).setdefault(_KEPT, {})


def _read(text, name, first, sizes):
    """(steps, network) of a text. Raises ValueError with a sentence for learners where it is none of this network."""
    if not text:
        return 0, first
    start, _, rest = text.rpartition(f"{name}.")
    steps, _, weights = rest.partition(".")
    if start or not steps.isdecimal() or len(steps) > 5:
        raise ValueError(f"The text of these weights begins with {name}, and the steps of learning. Received: {text[:40]!r}")
    return int(steps), parse_weights(weights, sizes, first.activation) if weights else first
