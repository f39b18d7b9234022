"""One unit, exactly: the sum behind one number of VGG16, the pixels that can reach it, and what excites its channel."""

import numpy as np
import streamlit as st

from lessons.core.convolution import products_at
from lessons.core.receptive_field import receptive_field
from lessons.figures.charts import contribution_bars
from lessons.figures.pictures import field_frame, magnified, overlay, png
from lessons.images.resizing import square
from lessons.nets.preprocessing import vgg16_input
from lessons.nets.weights import WeightsError
from lessons.texts import words
from lessons.texts.questions.unit import unit_questions
from lessons.texts.snippets import unit_code
from pages.widgets import caches
from pages.widgets.cell_picker import cell_picker
from pages.widgets.chart import show_chart
from pages.widgets.code_panel import code_panel
from pages.widgets.legend import magnitude_legend
from pages.widgets.number_grid import grids
from pages.widgets.quiz import quiz
from pages.widgets.state import current_picture

STRONGEST = 4  # channels that are written out


def pick(maps):
    """The layer, the channel and the cell that are looked at."""
    layers = [name for name in maps if "conv" in name]
    first, second = st.columns([3, 1], gap="large", vertical_alignment="bottom")
    layer = first.select_slider("Layer", layers, "block3_conv1", key="unit_layer", bind="query-params")
    most = maps[layer].shape[2] - 1
    if st.session_state.get("unit_channel", 0) > most:
        st.session_state.unit_channel = most
    channel = second.number_input(f"Map, 0 to {most}", 0, most, 0, key="unit_channel", bind="query-params")
    return layer, int(channel)


def write_out(unit, shown):
    """The sum in words, the strongest channels in numbers, and all of them in a chart."""
    gain, loss = unit.contributions[unit.contributions > 0], unit.contributions[unit.contributions < 0]
    counts = {"positive": gain.size, "gain": gain.sum(), "negative": loss.size, "loss": loss.sum()}
    sizes = dict(zip(("rows", "columns", "channels"), unit.patch.shape, strict=True)) | {"products": unit.patch.size}
    values = {"bias": unit.bias, "before": unit.before, "after": unit.after, "shown": shown}
    st.markdown(words("unit", "sum", **counts, **sizes, **values))
    st.markdown(words("unit", "strongest"))
    rows = [
        [f"map {index}", (unit.patch[..., index], "signed"), "×", (unit.kernel[..., index], "signed"), f"→ <b>{part:.4g}</b>"]
        for index in unit.strongest(STRONGEST)
        for part in [unit.contributions[index]]
    ]
    grids(rows)
    show_chart(contribution_bars(unit.contributions), key="unit_contributions")


def microscope(picture, layer, channel, row, column, unit):
    """What can reach the unit, what does, and what excites its channel."""
    from lessons.nets.exciting import exciting_patches
    from lessons.nets.units import layer_fields

    st.header("What of the picture can reach it")
    shown, field = square(picture.pixels, 224), layer_fields(caches.vgg16())[layer]
    (top, bottom), (left, right) = field.of_unit(row), field.of_unit(column)
    outside = words("unit", "outside") if min(top, left) < 0 or max(bottom, right) > 223 else ""
    edges = {"top": top, "bottom": bottom, "left": left, "right": right}
    st.markdown(words("unit", "field", layer=layer, size=field.size, outside=outside, **edges))
    can, does = st.columns(2, gap="large")
    framed = field_frame(shown, top, left, field.size)
    can.image(png(framed), width="stretch", caption="What can reach it", alt=f"The receptive field of a unit of {layer}")
    strength = caches.unit_reach(picture.digest, layer, row, column, channel, picture.pixels)
    does.image(png(magnified(overlay(shown, strength, opacity=0.75), 448)), width="stretch",
        caption="How much each pixel does reach it", alt="The gradient of the unit over the picture")  # fmt: skip
    with does:
        magnitude_legend(float(strength.max()))
    st.markdown(words("unit", "reach" if unit.before > 0 else "silent"))
    st.subheader(f"What excites map {channel} of {layer}")
    patches = exciting_patches(caches.vgg16(), caches.sample_peaks(), caches.sample_pictures(), layer, channel)
    st.markdown(words("unit", "patches" if patches else "no_patches"))
    with st.container(horizontal=True, gap="medium"):
        for patch in patches:
            st.image(png(magnified(patch.pixels, 112)), width=112, caption=f"{patch.name}: {patch.value:.4g}", alt=patch.name)
    return field


@st.fragment
def laboratory(picture, maps):
    from lessons.nets.units import unit_sum

    layer, channel = pick(maps)
    values = maps[layer][:, :, channel]
    start = tuple(int(place) for place in np.unravel_index(values.argmax(), values.shape))
    chosen, told = st.columns([2, 3], gap="large")
    with chosen:
        key = f"unit_cell_{layer}_{channel}_{picture.digest[:8]}"
        row, column = cell_picker(values, f"Map {channel} of {layer}: pick a cell", start=start, key=key)
    names = list(maps)
    before = names.index(layer) - 1
    inputs = maps[names[before]] if before >= 0 else vgg16_input(square(picture.pixels, 224))
    kernel, bias = caches.vgg16().get_layer(layer).get_weights()
    unit = unit_sum(inputs, kernel[..., channel], bias[channel], row, column)
    with told:
        write_out(unit, float(values[row, column]))
    field = microscope(picture, layer, channel, row, column, unit)
    st.header("The same in code")
    code_panel(unit_code(layer, channel, row, column), products_at, receptive_field, key="unit")
    st.header("Check yourself")
    quiz(unit_questions(unit, field=field, layer=layer), key="unit")


st.markdown(words("unit", "question"))
learners = current_picture()
try:
    with st.spinner("Waking VGG16, and asking it about your picture and the bundled ones.", show_time=True):
        all_maps = caches.picture_maps(learners.digest, learners.pixels)
        caches.sample_peaks()
except WeightsError as error:
    st.error(str(error), icon=":material/download_off:")
    st.stop()
laboratory(learners, all_maps)
st.header("Summary")
st.markdown(words("unit", "summary"))
