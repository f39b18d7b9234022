"""One map, enlarged: a cell is picked by mouse, touch or arrow keys."""

import streamlit as st

from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def cell_picker(values, label, *, start, key):
    """Show a map and let one of its cells be picked.

    Parameters
    ----------
    values : float32 array of shape (rows, columns), 0 or more
    label : str, what the map is, for those who can't see it
    start : (row, column) at first
    key : str; another key begins anew at `start`

    Returns
    -------
    (row, column)
    """
    picked = (st.session_state.get(key, {}).get("cell") or {}).get("value") or start
    cell = [min(max(int(place), 0), length - 1) for place, length in zip(picked, values.shape, strict=True)]
    data = {"map": array_data(values), "label": label, "cell": cell, "heard": heard(key)}
    _COMPONENT(key=key, data=data, on_cell_change=lambda: take(key, "cell"))
    return tuple(cell)
