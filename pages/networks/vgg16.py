"""Inside VGG16: what every layer of a real network answers to the learner's picture."""

import numpy as np
import streamlit as st

from lessons.figures.charts import label_bars, map_values
from lessons.figures.pictures import overlay, png
from lessons.images.resizing import square
from lessons.nets.weights import WeightsError
from lessons.texts import words
from pages.widgets import caches
from pages.widgets.chart import show_chart
from pages.widgets.legend import magnitude_legend
from pages.widgets.map_wall import map_wall
from pages.widgets.state import current_picture

st.markdown(words("vgg16", "question"))
picture = current_picture()
try:
    with st.spinner(
        "Asking the networks. The first time takes about ten seconds, because they have to be woken.", show_time=True
    ):
        labels = caches.picture_labels(picture.digest, picture.pixels)
        maps = caches.picture_maps(picture.digest, picture.pixels)
        rows = caches.vgg16_rows()
except WeightsError as error:
    st.error(str(error), icon=":material/download_off:")
    st.stop()
shown = square(picture.pixels, 224)

st.header("What it is called")
seen, named = st.columns([1, 2], gap="large")
with seen:
    st.image(png(shown), width="stretch", caption="What the networks are shown: 224 × 224", alt=picture.description)
with named:
    show_chart(label_bars(labels, None), key="vgg16_labels")
    st.markdown(words("vgg16", "answerer"))


@st.fragment
def walls():
    st.header("What every layer answers")
    layer = st.select_slider("Layer, from the picture to the end", list(maps), key="vgg16_layer", bind="query-params")
    values = maps[layer]
    height, width, channels = values.shape
    scale = st.segmented_control(
        "Bright means", ["strong for its own map", "strong for the layer"], key="vgg16_scale", required=True,
        default="strong for its own map", bind="query-params",
    )  # fmt: skip
    one_scale = scale == "strong for the layer"
    laid_out, sheet_png = caches.map_sheet(picture.digest, layer, one_scale, values)
    st.markdown(f"**{layer}** has **{channels} maps** of {height} × {width}. Pick one: click, tap, or use the arrow keys.")
    index = map_wall(laid_out, sheet_png, f"All {channels} maps of {layer} ({scale})", key="vgg16_wall")
    magnitude_legend(float(values.max()) if one_scale else "each map's own largest value")
    st.download_button(
        "Download this sheet", sheet_png, f"{layer}.png", "image/png", icon=":material/download:", on_click="ignore"
    )
    one_map(layer, index, values[:, :, index])


def one_map(layer, index, values):
    st.subheader(f"Map {index} of {layer}")
    over, numbers = st.columns(2, gap="large")
    with over:
        opacity = st.slider("Map over picture", 0, 100, 60, format="%d %%", key="vgg16_opacity")
        st.image(png(overlay(shown, values, opacity=opacity / 100)), width="stretch", alt=f"Map {index} over the picture")
        magnitude_legend(float(values.max()))
    with numbers:
        finding = show_chart(map_values(values, None), key="vgg16_values")
        st.markdown(finding)


walls()

st.header("The network as a table")
st.dataframe(
    rows,
    hide_index=True,
    height="content",
    key="vgg16_table",
    column_config={"parameters": st.column_config.NumberColumn(format="localized")},
)
parameters = sum(row["parameters"] for row in rows)
st.markdown(words("vgg16", "table", parameters=parameters, convolutions=np.sum([row["kind"] == "Conv2D" for row in rows])))
st.markdown(words("vgg16", "summary"))
