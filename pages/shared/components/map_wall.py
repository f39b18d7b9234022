"""A wall of feature maps: one sheet to look at, point at, and pick a map from by mouse, touch or arrow keys."""

import base64
import hashlib

import streamlit as st

from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def map_wall(columns, numbers, png, label, *, key, start=0):
    """Show a sheet of maps and let one be picked.

    Parameters
    ----------
    columns : int, maps per row, as in lessons.figures.pictures.Sheet
    numbers : sequence of int, what each map is called, in the order of the wall
    png : bytes, the sheet as PNG
    label : str, what the wall shows, for those who can't see it
    key : str; another key begins anew
    start : int, the place on the wall of the map that is picked at first

    Returns
    -------
    int : the place on the wall of the picked map
    """
    picked = (st.session_state.get(key, {}).get("index") or {}).get("value")
    index = picked if isinstance(picked, int) and 0 <= picked < len(numbers) else start
    _COMPONENT(
        key=key,
        data={
            "image": "data:image/png;base64," + base64.b64encode(png).decode(),
            "sheet": hashlib.blake2b(png, digest_size=8).hexdigest(),
            "label": label,
            "columns": columns,
            "numbers": [int(number) for number in numbers],
            "index": index,
            "heard": heard(key),
        },
        on_index_change=lambda: take(key, "index"),
    )
    return index
