"""An array that a widget looks at while its other data changes: it is sent once, and not again with every step of a slider."""

import hashlib
from pathlib import Path

import streamlit as st

from pages.shared.components.arrays import deflated, packed
from pages.shared.components.javascript import script

_COMPONENT = st.components.v2.component("held_array", js=script(Path(__file__).with_suffix(".js")))


def hold_array(values, *, key):
    """Send an array to the browser. Nothing is shown.

    Streamlit does not send a large message twice to a browser that has it still, and this one is the same as long as the array
    is.

    Parameters
    ----------
    values : uint8 or float array of shape (rows, columns) or (rows, columns, channels)
    key : str

    Returns
    -------
    dict : what a widget's JavaScript gives to `heldArray` of held_arrays.js: rows, columns, type and version
    """
    told, data = deflated(values)
    told["version"] = hashlib.blake2b(data + str(told).encode(), digest_size=8).hexdigest()
    _COMPONENT(key=key, data=packed(told, values=data), height=0)
    return told
