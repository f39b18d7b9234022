"""The picture, and beside it the map of each method that explains an answer, over it."""

import streamlit as st

from lessons.figures.pictures import at_own_contrast, overlay
from lessons.texts.names import METHOD_NAMES
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.wrapping_row import wrapping_row


def map_row(
    shown,
    description,
    methods,
    heat_of,
    *,
    opacity,
    caption="{name}",
    alt="Where {name} finds reasons",
    said="Your picture",
):
    """Show a row of maps, each as it is made.

    Parameters
    ----------
    shown : uint8 array of shape (side, side, 3), the picture; description : str, what it shows
    methods : names in `lessons.nets.attribution.ATTRIBUTIONS`
    heat_of : function of a method that returns its map, values of 0 or more
    opacity : float in [0, 1], of the maps over the picture
    caption : str, or function of a method that returns one; alt : str; with {name} where the method's name belongs
    said : str, what stands under the picture

    Returns
    -------
    list of the methods whose maps are zero everywhere
    """
    first, *places = wrapping_row(1 + len(methods))
    with first:
        light_picture(shown, width="stretch", caption=said, alt=description)
    empty = []
    for place, method in zip(places, methods, strict=True):
        name = METHOD_NAMES[method]
        with place:
            with st.spinner(f"Asking {name}", show_time=True):
                heat = heat_of(method)
            told = (caption(method) if callable(caption) else caption).format(name=name)
            light_picture(
                overlay(shown, at_own_contrast(heat), opacity=opacity), width="stretch", caption=told, alt=alt.format(name=name)
            )
        empty += [] if heat.any() else [method]
    return empty
