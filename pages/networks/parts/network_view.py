"""A whole network in one picture: the input, a column of maps for each layer, and the answers. A map is opened by a click."""

import base64

import streamlit as st

from pages.shared.components.arrays import packed
from pages.shared.components.component_files import component

_COMPONENT = component(__file__)


def network_view(picture, description, strip, channels, shapes, answers, *, size, answerer, version, on_open, key):
    """Show a network's strongest maps, layer by layer.

    Parameters
    ----------
    picture : bytes, WebP of what the network was shown
    description : str, what is known of it
    strip : bytes, WebP of `lessons.figures.pictures.strip`
    channels : dict of layer name -> channels in the strip
    shapes : dict of layer name -> shape as text
    answers : sequence of lessons.nets.classification.Label
    size : int, rows and columns of the network's input
    answerer : str, who answered
    version : str, tells pictures and networks apart
    on_open : function of (layer name, channel), called when a map is clicked
    key : str
    """
    layers = [
        {"name": layer, "block": layer.split("_")[0], "shape": shapes[layer], "channels": list(some)}
        for layer, some in channels.items()
    ]
    data = {
        "picture": "data:image/webp;base64," + base64.b64encode(picture).decode(),
        "description": description,
        "shape": f"{size} × {size} × 3",
        "layers": layers,
        "answers": [{"name": label.name, "probability": label.probability} for label in answers],
        "answerer": answerer,
        "version": version,
    }
    parts = packed(data, strip=strip)
    _COMPONENT(key=key, data=parts, on_opened_change=lambda: on_open(*st.session_state[key].opened))
