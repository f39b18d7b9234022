"""The stage of one unit: the picture, what of it can reach a cell, the sum behind the cell, and the map that it stands in."""

import streamlit as st

from lessons.texts.layer_words import layer_in_words
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def unit_stage(view, layer, channel, *, field, start, given, how, key):
    """Show the sum behind a cell of a map, and let one be picked. Pointing at cells tells of them without a run of the page.

    Parameters
    ----------
    view : pages.shared.session.network_views.View
    layer : str, a convolution; channel : int, one of its maps
    field : lessons.core.receptive_field.ReceptiveField of the layer
    start : (row, column) at first
    given : names of the channels that the first layer is given; how : str, what was done to them
    key : str

    Returns
    -------
    (row, column)
    """
    rows, columns, _ = view.maps().shapes[layer]
    before, _ = view.given(layer)
    of = f"{view.name} {layer} {channel}"
    told = (st.session_state.get(key, {}).get("cell") or {}).get("value") or {}
    picked = told["cell"] if told.get("of") == of else start
    cell = [min(max(int(place), 0), length - 1) for place, length in zip(picked, (rows, columns), strict=True)]
    data = {
        "view": view.name, "layer": layer, "named": layer_in_words(layer), "map": channel,
        "rows": rows, "columns": columns, "before": before, "of": of,
        "size": view.asked.size, "field": vars(field), "cell": cell, "given": given, "how": how, "heard": heard(key),
    }  # fmt: skip
    _COMPONENT(key=key, data=data, on_cell_change=lambda: take(key, "cell"))
    return tuple(cell)
