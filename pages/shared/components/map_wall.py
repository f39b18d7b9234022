"""A wall of feature maps: one sheet to look at, point at, and pick a map from by mouse, touch or arrow keys."""

import hashlib

import streamlit as st

from pages.shared.components.arrays import packed
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def map_wall(sheet, numbers, label, *, key, start=0):
    """Show a sheet of maps and let one be picked.

    Parameters
    ----------
    sheet : lessons.figures.level_sheets.LevelSheet
    numbers : sequence of int, what each map is called, in the order of the wall
    label : str, what the wall shows, for those who can't see it
    key : str; another key begins anew
    start : int, the place on the wall of the map that is picked at first

    Returns
    -------
    int : the place on the wall of the picked map
    """
    numbers = [int(number) for number in numbers]
    picked = (st.session_state.get(key, {}).get("index") or {}).get("value")
    index = picked if isinstance(picked, int) and 0 <= picked < len(numbers) else start
    data = {
        "version": hashlib.blake2b(sheet.data + str(numbers).encode(), digest_size=8).hexdigest(),
        "scale": sheet.scale,
        "tile": sheet.tile,
        "label": label,
        "columns": sheet.columns,
        "numbers": numbers,
        "index": index,
        "heard": heard(key),
    }
    _COMPONENT(key=key, data=packed(data, sheet=sheet.data), on_index_change=lambda: take(key, "index"))
    return index
