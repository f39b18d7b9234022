"""A slider along the layers of a network, which are named in words; an address may name one as Keras does."""

import streamlit as st

from lessons.texts.layer_words import layers_in_words


def layer_slider(place, label, layers, default, *, key, **options):
    """Show it, and return the layer as Keras calls it.

    The words are what stands in the address and is noted. A layer that the network hasn't gives way to the default.

    Parameters
    ----------
    place : where it is shown; label : str
    layers : sequence of names, in the network's order; default : one of them
    key : str, bound to the address
    options : of `st.select_slider`
    """
    words = layers_in_words(layers)
    asked = words.get(st.query_params.get(key))
    if asked is not None:  # the widget looks for its words there
        st.query_params[key] = st.session_state[key] = asked
    held = st.session_state.get(key, words[default])
    if held not in words.values():
        st.session_state[key] = words.get(held, words[default])
    chosen = place.select_slider(label, list(words.values()), words[default], key=key, bind="query-params", **options)
    return next(layer for layer, told in words.items() if told == chosen)
