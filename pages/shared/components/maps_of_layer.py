"""The maps of one layer of any network, on a wall, up to the layer's largest value."""

import numpy as np
import streamlit as st

from lessons.figures.level_sheets import level_sheet
from pages.shared.components.map_wall import map_wall
from pages.shared.lesson.legend import magnitude_legend, signed_legend

MOST = 512  # maps that are shown: more would take seconds to draw


def maps_of_layer(model, layers, picture, *, key):
    """Let a layer be chosen, and show its maps for a picture."""
    from lessons.nets.probing import feature_maps

    layer = st.select_slider("Layer", layers, layers[len(layers) // 3], key=f"{key}_layer_{model.name}")
    maps = feature_maps(model, picture.pixels, layers=[layer])[layer]
    rows, columns, count = maps.shape
    more = f" The first {MOST} are shown." if count > MOST else ""
    st.markdown(f"**{layer}** has **{count} maps** of {rows} × {columns}.{more}")
    show_maps(maps[..., :MOST], f"the maps of {layer}", key=f"{key}_wall_{model.name}_{layer}")


def show_maps(maps, what, *, key):
    """A wall of maps with its legend.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels)
    what : str, what they are; the wall's label
    key : str
    """
    map_wall(level_sheet(maps, one_scale=True), range(maps.shape[2]), what[0].upper() + what[1:], key=key)
    limit = float(np.abs(maps).max())
    signed_legend(limit) if maps.min() < 0 else magnitude_legend(limit)
