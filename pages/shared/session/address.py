"""What the address asks of a page's widgets, and whether they could take it."""

import math

import streamlit as st

from lessons.texts.layer_words import layer_in_words

LONGEST_LAYER = 100  # letters of what an address may name a layer by


def asked_values():
    """Parameter -> what the address asks for, as a list of texts, of the widgets that this run shows for the first time.

    Later on a widget is moved by hand, and the address follows.
    """
    return {name: st.query_params.get_all(name) for name in st.query_params if name not in st.session_state}


def refused_parameters(asked):
    """The parameters whose widgets are there by now, and show something else than the address asked for."""
    return [
        name
        for name, texts in asked.items()
        if name in st.session_state and st.query_params.get_all(name) != texts and not says(texts, st.session_state[name])
    ]


def says(texts, value):
    """Whether texts of an address stand for a widget's value. One that is the default leaves the address, taken or not."""
    values = list(value) if isinstance(value, list | tuple) else [value]
    return len(texts) == len(values) and all(map(_same, texts, values))


def _same(text, value):
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return math.isclose(float(text), value)
        except ValueError:
            pass
    told = _letters(str(value))  # options may be written otherwise: "sobel x", "50%", or a layer as Keras names it
    return told == _letters(text) or (len(text) <= LONGEST_LAYER and told == _letters(layer_in_words(text)))


def _letters(text):
    return "".join(filter(str.isalnum, text.casefold()))
