"""What of a network can be taken along: a layer's maps as one sheet, and the whole network as a poster."""

from functools import partial

import streamlit as st

from lessons.figures.network_poster import network_poster
from lessons.figures.pictures import png, sheet
from lessons.texts import words
from lessons.texts.layer_words import layer_in_words
from pages.shared.session import caches


def network_downloads(view, columns, place, answers, *, key):
    """Offer both. They are made when they are asked for: they are large.

    Parameters
    ----------
    view : pages.shared.session.network_views.View
    columns : sequence of lessons.nets.network_columns.Column
    place : pages.networks.parts.living_place.Place
    answers : sequence of lessons.nets.classification.Label, what stands on the poster
    key : str
    """
    st.markdown(words("vgg16", "downloads"))
    layer = place.layer or columns[0].layer
    with st.container(horizontal=True):
        for name, label, make in (
            (layer, f"The maps of {layer_in_words(layer)} (PNG)", partial(_sheet, view, place, layer)),
            ("poster", "The whole network as a poster (PNG, 6,000 pixels wide)", partial(_poster, view, columns, answers)),
        ):
            file, icon = f"{name}.png", ":material/download:"
            st.download_button(label, make, file, "image/png", icon=icon, on_click="ignore", key=f"{key}_download_{name}")


def _sheet(view, place, layer):
    from lessons.nets.probing import MAP_ORDERS

    with view.at_its_desk():
        maps = view.maps()[layer]
        return png(
            sheet(maps, one_scale=place.scale == "layer", order=MAP_ORDERS.get(place.order, MAP_ORDERS["index"])(maps)).image
        )


def _poster(view, columns, answers):
    with view.at_its_desk():
        shown = caches.square_picture(view.picture.digest, view.asked.size, view.picture.pixels)
        who = view.asked.short if view.asked.labels else "EfficientNet-Lite0, another network,"
        said = f"{who} says: {answers[0].name}, {answers[0].probability:.0%}"
        title = f"What {view.asked.short} sees"
        return png(network_poster(shown, view.maps(), title, said, [column.block for column in columns]))
