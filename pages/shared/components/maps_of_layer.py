"""The maps of one layer of any network, on a wall, up to the layer's largest value."""

import numpy as np
import streamlit as st

from lessons.figures.level_sheets import level_sheet
from pages.shared.components.map_wall import map_wall
from pages.shared.lesson.legend import magnitude_legend, signed_legend
from pages.shared.session import map_caches

MOST = 512  # maps that are shown: more would take seconds to draw


def maps_of_layer(network, model, layers, picture, *, key):
    """Let a layer be chosen, and show its maps for a picture. `network` tells networks apart, as `Asked.key` does."""
    layer = st.select_slider("Layer", layers, layers[len(layers) // 3], key=f"{key}_layer_{model.name}")
    sheet, limit = map_caches.layer_sheet(network, picture.digest, layer, MOST, model, picture.pixels)
    rows, columns, count = model.get_layer(layer).output.shape[1:]
    more = f" The first {MOST} are shown." if count > MOST else ""
    st.markdown(f"**{layer}** has **{count} maps** of {rows} × {columns}.{more}")
    _wall(sheet, limit, min(count, MOST), f"the maps of {layer}", key=f"{key}_wall_{model.name}_{layer}")


def show_maps(maps, what, *, key):
    """A wall of maps with its legend.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels)
    what : str, what they are; the wall's label
    key : str
    """
    _wall(level_sheet(maps, one_scale=True), float(np.abs(maps).max()), maps.shape[2], what, key=key)


def _wall(sheet, limit, count, what, *, key):
    map_wall(sheet, range(count), what[0].upper() + what[1:], key=key)
    signed_legend(limit) if sheet.scale == "signed" else magnitude_legend(limit)
