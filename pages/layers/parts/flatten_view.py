"""Where each cell of a stack of maps lies in the flattened vector, and what one unit of a dense layer makes of it."""

from pathlib import Path

import numpy as np
import streamlit as st

from lessons.core.dense import flatten
from pages.shared.components.arrays import ARRAYS_JS, COLOURS, array_data

_HERE = Path(__file__).parent
_COMPONENT = st.components.v2.component(
    "flatten_view",
    html=(_HERE / "flatten_view.html").read_text("utf-8"),
    css=(_HERE / "flatten_view.css").read_text("utf-8"),
    js=ARRAYS_JS + (_HERE / "flatten_view.js").read_text("utf-8"),
)


def flatten_view(maps, weights, *, bias, logit, unit, names, key):
    """Show maps, the vector, and a unit's weights folded back; pointing at a cell of any lights its place in all.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels), 0 or more
    weights : array of shape (rows * columns * channels,), those of one unit
    bias, logit : floats, the unit's bias and its sum
    unit : str, the unit's name
    names : sequence of str, one per map
    key : str
    """
    rows, columns, channels = maps.shape
    lines = (rows, columns * channels)
    _COMPONENT(
        key=key,
        data={
            "values": array_data(flatten(maps).reshape(lines)),
            "weights": array_data(np.asarray(weights, np.float32).reshape(lines)),
            "rows": rows,
            "columns": columns,
            "channels": channels,
            "bias": float(bias),
            "logit": float(logit),
            "unit": unit,
            "names": list(names),
        }
        | COLOURS,
    )
