"""Which of the learner's networks is judged, or taken home: the newest, until another one is chosen."""

import streamlit as st

from pages.shared.session.session_networks import meant, network_at_hand, opened_network, take, taken, use_opened
from pages.shared.session.state import is_new


def own_network_choice(networks, *, key, width=420, label="visible"):
    """Let the learner choose, where there are several. What is chosen is the network at hand on the other pages, too.

    Parameters
    ----------
    networks : dict of name -> network, as `named_networks` tells them
    key : str, of the select box, which stands in the address
    width : int, pixels; or "stretch"
    label : str, whether the words above it are shown, as Streamlit calls that

    Returns
    -------
    the network; None where there is none
    """
    linked = st.query_params.get(key)
    if linked and is_new(key, linked) and meant(networks, linked):
        _take(networks[meant(networks, linked)])
    wanted = (network_at_hand(), taken())
    name = next((name for each in wanted for name, network in networks.items() if network is each), None)
    if len(networks) < 2:
        return networks.get(name)
    is_new(key, name)  # the address will say so from now on, and that is no link
    st.session_state[key] = name
    st.selectbox(
        "Your network",
        list(networks),
        key=key,
        on_change=_choose,
        args=(networks, key),
        bind="query-params",
        width=width,
        label_visibility=label,
    )
    return networks[name]


def is_chosen_here(key):
    """Whether the network that is shown was chosen by the select box with that key, in this very place."""
    return st.session_state.get(f"{key}_chosen", "") == st.session_state.get(key)


def _choose(networks, key):
    st.session_state[f"{key}_chosen"] = st.session_state[key]
    _take(networks[st.session_state[key]])


def _take(network):
    is_opened = network is opened_network()
    use_opened(is_opened)
    if not is_opened:
        take(network)
