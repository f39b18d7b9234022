"""What the canvas of a network shows, in words and numbers: for a screen reader, and for whoever likes a table better."""

import numpy as np
import streamlit as st

from lessons.figures.charts import map_finding
from lessons.texts import words
from lessons.texts.layer_words import layer_in_words
from pages.networks.parts.unit_link import unit_link
from pages.shared.session import map_caches

MOST = 8  # maps of a layer that are named in the whole network's table


def place_in_words(view, columns, place, *, key):
    """Show what is in view as a table, with a sentence.

    Parameters
    ----------
    view : pages.shared.session.network_views.View
    columns : sequence of lessons.nets.network_columns.Column
    place : pages.networks.parts.living_place.Place
    key : str
    """
    {"network": _network, "layer": _layer, "map": _map, "cell": _cell}[place.level](view, columns, place, key)


def _network(view, columns, place, key):
    found = map_caches.network_overview(*view.arguments, view.maps)
    rows = [
        {
            "layer": layer_in_words(column.layer),
            "maps": column.maps,
            "each has": f"{column.rows} × {column.columns}",
            "strongest on average": ", ".join(map(str, found[column.layer].strongest[:MOST])),
        }
        for column in columns
    ]
    st.markdown(words("vgg16", "in_words_network", maps=sum(column.maps for column in columns), layers=len(columns)))
    st.dataframe(rows, hide_index=True, height="content", key=f"{key}_words_network")


def _layer(view, columns, place, key):
    from lessons.nets.probing import MAP_ORDERS

    maps = view.maps()[place.layer]
    order = MAP_ORDERS.get(place.order, MAP_ORDERS["index"])(maps)
    rows = {
        "map": order,
        "mean": maps.mean(axis=(0, 1))[order],
        "maximum": maps.max(axis=(0, 1))[order],
        "cells that are zero": [f"{share:.0%}" for share in (maps == 0).mean(axis=(0, 1))[order]],
    }
    rows |= _links(view, place.layer, order)
    each = f"{maps.shape[0]} × {maps.shape[1]}"
    named = layer_in_words(place.layer).capitalize()
    st.markdown(f"**{named}** has **{maps.shape[2]} maps** of {each}, sorted by {place.order}.")
    st.dataframe(rows, hide_index=True, key=f"{key}_words_layer")


def _links(view, layer, order):
    """What feeds each map most, as a column, where that can be told."""
    before, inputs = view.before(layer)
    found = map_caches.links_into(*view.arguments, layer, before, view.asked.model, inputs, view.maps)
    if not found:
        return {}
    first = zip(found.sources[order, 0], found.source_shares[order, 0], strict=True)
    return {"fed most by": [f"map {source}: {share:.0%}" if source >= 0 else "" for source, share in first]}


def _map(view, columns, place, key):
    values = map_caches.one_map(*view.arguments, place.layer, place.map, view.maps)
    st.markdown(f"**Map {place.map} of {layer_in_words(place.layer)}.** {map_finding(values)}")
    unit_link(view.asked, place)
    st.dataframe(np.asarray(values), key=f"{key}_words_map")


def _cell(view, columns, place, key):
    told = view.cell(place.layer, place.map, *place.cell, shown=MOST)
    row, column = place.cell
    st.markdown(
        f"**Row {row}, column {column} of map {place.map} of {layer_in_words(place.layer)}** holds **{told['value']:.5g}**."
    )
    if "sum" in told:
        found = told["sum"]
        rows = [{"map before": part["map"], "adds": part["adds"], "share": f"{part['share']:.1%}"} for part in found["parts"]]
        sums = {"others": found["others"], "bias": found["bias"], "before": found["before"]}
        st.markdown(words("vgg16", "in_words_cell", products=found["products"], **sums))
        st.dataframe(rows, hide_index=True, height="content", key=f"{key}_words_cell")
    unit_link(view.asked, place)
