"""Inside VGG16: what every layer of a real network answers to the learner's picture."""

import numpy as np
import streamlit as st

from lessons.figures.pictures import jpeg
from lessons.images.resizing import square
from lessons.nets.weights import WeightsError
from lessons.texts import words
from lessons.texts.questions.vgg16 import vgg16_questions
from lessons.texts.snippets import MAPS_CODE
from pages.widgets import caches
from pages.widgets.code_panel import code_panel
from pages.widgets.legend import magnitude_legend
from pages.widgets.map_wall import map_wall
from pages.widgets.network_view import network_view
from pages.widgets.one_map import one_map
from pages.widgets.quiz import quiz
from pages.widgets.state import current_picture

SCALES = ["strong for its own map", "strong for the layer"]
ORDERS = ["index", "mean", "maximum", "sparsity"]
IN_STRIP, TILE = 4, 64  # maps per layer in the overview, and their pixels


def overview(picture, maps, labels):
    st.header("The whole network in one picture")
    st.markdown(words("vgg16", "overview", count=IN_STRIP))
    strip, channels = caches.network_strip(picture.digest, IN_STRIP, TILE, maps)
    shapes = {layer: " × ".join(map(str, values.shape)) for layer, values in maps.items()}
    small = jpeg(square(picture.pixels, 224))
    network_view(
        small, picture.description, strip, channels, shapes, labels,
        answerer="EfficientNet-Lite0 says", version=picture.digest, on_open=open_map, key="vgg16_view",
    )  # fmt: skip
    magnitude_legend("each map's own largest value")
    st.markdown(words("vgg16", "answerer"))


def open_map(layer, channel):
    st.session_state.vgg16_layer = layer
    st.session_state.vgg16_opened = (layer, channel)


def walls(picture, maps):
    st.header("What every layer answers")
    layer = st.select_slider("Layer, from the picture to the end", list(maps), key="vgg16_layer", bind="query-params")
    values = maps[layer]
    height, width, channels = values.shape
    first, second = st.columns(2, gap="large")
    scale = first.segmented_control(
        "Bright means", SCALES, key="vgg16_scale", required=True, default=SCALES[0], bind="query-params"
    )
    order = second.segmented_control(
        "Sorted by", ORDERS, key="vgg16_order", required=True, default="index", bind="query-params"
    )
    one_scale = scale == SCALES[1]
    columns, sheet_png, numbers = caches.map_sheet(picture.digest, layer, one_scale, order, values)
    st.markdown(f"**{layer}** has **{channels} maps** of {height} × {width}. Pick one: click, tap, or use the arrow keys.")
    opened = st.session_state.get("vgg16_opened", (layer, numbers[0]))
    start = int(np.flatnonzero(numbers == opened[1])[0]) if opened[0] == layer else 0
    key = f"vgg16_wall_{layer}_{order}_{start}"
    place = map_wall(columns, channels, sheet_png, f"All {channels} maps of {layer} ({scale})", key=key, start=start)
    magnitude_legend(float(values.max()) if one_scale else "each map's own largest value")
    st.download_button(
        "Download this sheet", sheet_png, f"{layer}.png", "image/png", icon=":material/download:", on_click="ignore"
    )
    one_map(picture, layer, int(numbers[place]), values[:, :, numbers[place]])


@st.fragment
def laboratory(picture, maps, labels):
    overview(picture, maps, labels)
    walls(picture, maps)


st.markdown(words("vgg16", "question"))
learners = current_picture()
try:
    with st.spinner("Asking the networks. The first time takes about ten seconds: they have to be woken.", show_time=True):
        named = caches.picture_labels(learners.digest, learners.pixels)
        all_maps = caches.picture_maps(learners.digest, learners.pixels)
        table = caches.vgg16_rows()
except WeightsError as error:
    st.error(str(error), icon=":material/download_off:")
    st.stop()

laboratory(learners, all_maps, named)
st.header("The network as a table")
parameters = st.column_config.NumberColumn(format="localized")
st.dataframe(table, hide_index=True, height="content", key="vgg16_table", column_config={"parameters": parameters})
counts = {"parameters": sum(row["parameters"] for row in table), "convolutions": sum(row["kind"] == "Conv2D" for row in table)}
st.markdown(words("vgg16", "table", **counts))
st.header("The same in code")
code_panel(MAPS_CODE, key="vgg16")
st.header("Check yourself")
quiz(vgg16_questions(table, named), key="vgg16")
st.header("Summary")
st.markdown(words("vgg16", "summary"))
