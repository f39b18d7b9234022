"""A slider along the layers of a network, which are named in words; an address may name one as Keras does."""

import streamlit as st

from lessons.texts.layer_words import layer_in_words


def layer_slider(place, label, layers, default, *, key, **options):
    """Show it, and return the layer as Keras calls it.

    Parameters
    ----------
    place : where it is shown; label : str
    layers : sequence of names, in the network's order; default : one of them
    key : str, bound to the address
    options : of `st.select_slider`
    """
    asked = st.query_params.get(key)
    if asked in layers:
        del st.query_params[key]  # the widget looks for its words there
        st.session_state[key] = asked
    return place.select_slider(label, layers, default, format_func=layer_in_words, key=key, bind="query-params", **options)
