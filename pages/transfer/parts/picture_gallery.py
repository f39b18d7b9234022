"""Thumbnails to choose from: any number of them, by mouse, touch or keyboard."""

import base64

import streamlit as st

from pages.shared.components.component_files import component

_COMPONENT = component(__file__)


def gallery(sheet, size, columns, numbers, alike, label, *, key):
    """Show thumbnails and let some of them be chosen.

    Parameters
    ----------
    sheet : bytes, JPEG: thumbnails of `size` × `size` pixels, `columns` in a row, without gaps
    numbers : list of int, what the thumbnails are called, in their order
    alike : list of int, for each the group of pictures that show nearly the same, counted from 1; 0 for none
    label : str, what the gallery shows
    key : str; another key begins with nothing chosen

    Returns
    -------
    list of int : those of `numbers` that are chosen
    """
    chosen = st.session_state.get(key, {}).get("chosen") or []
    _COMPONENT(
        key=key,
        data={
            "image": base64.b64encode(sheet).decode(),
            "sheet": key,
            "size": size,
            "columns": columns,
            "numbers": numbers,
            "alike": alike,
            "label": label,
        },
        on_chosen_change=lambda: None,
    )
    return [number for number in chosen if number in numbers]
