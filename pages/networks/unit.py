"""One unit, exactly: the sum behind one number of VGG16 or one's own network, what can reach it, what excites its channel."""

import numpy as np
import streamlit as st

from lessons.core.convolution import products_at
from lessons.core.receptive_field import receptive_field
from lessons.figures.charts import contribution_bars
from lessons.texts import figure, words
from lessons.texts.questions.unit import unit_questions
from lessons.texts.snippets import unit_code
from pages.networks.parts.microscope import microscope
from pages.networks.parts.unit_link import UNIT
from pages.networks.parts.unit_stage import unit_stage
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import caches, map_caches
from pages.shared.session.network_choice import not_from_vgg16, own_networks, vgg16_choice, when_awake
from pages.shared.session.network_views import view_of
from pages.shared.session.state import current_picture

GIVEN = ("blue", "green", "red")  # in which order VGG16 takes a picture's colours


def follow_link():
    """Set the controls as a link to one unit says: also to their defaults, over what they were left at."""
    layer, channel, network = [*st.query_params.pop(UNIT, "").split("/", 2), "", "", ""][:3]
    if channel.isdecimal():
        st.session_state.update(unit_layer=layer, unit_channel=int(channel), unit_network=network)


def pick(maps, places):
    """The layer, the channel and the cell that are looked at."""
    layers = [name for name in maps if "conv" in name]
    first, second = places
    if st.session_state.get("unit_layer") not in (None, *layers):
        del st.session_state["unit_layer"]
    layer = first.select_slider("Layer", layers, "block3_conv1", key="unit_layer", bind="query-params", width=360)
    most = maps.shapes[layer][2] - 1
    if st.session_state.get("unit_channel", 0) > most:
        st.session_state.unit_channel = most
    channel = second.number_input(f"Map, 0 to {most}", 0, most, 0, key="unit_channel", bind="query-params", width=150)
    return layer, int(channel)


def in_words(unit, shown):
    """The sum behind a unit, in words."""
    gain, loss = unit.contributions[unit.contributions > 0], unit.contributions[unit.contributions < 0]
    counts = {"positive": gain.size, "gain": figure(gain.sum()), "negative": loss.size, "loss": figure(loss.sum())}
    sizes = dict(zip(("rows", "columns", "channels"), unit.patch.shape, strict=True)) | {"products": unit.patch.size}
    values = {"bias": unit.bias, "before": unit.before, "after": unit.after, "shown": shown}
    return words("unit", "sum", **counts, **sizes, **{name: figure(value) for name, value in values.items()})


def network_wanted():
    """The network that is asked, and why one's own may not be among them."""
    asked = vgg16_choice(key="unit")
    missing = not_from_vgg16()
    if missing:
        st.caption(words("unit", "not_here", names=", ".join(map(plain, missing))))
    with st.spinner("Asking the network about your picture and the bundled ones.", show_time=True):
        map_caches.peaks(asked.key, asked.model)
    return asked


def inputs_of(asked, picture, maps, layer):
    """What a layer was given: the maps of the layer before, or the preprocessed picture."""
    names = list(maps)
    before = names.index(layer) - 1
    return (
        maps[names[before]] if before >= 0 else map_caches.preprocessed(asked.key, picture.digest, asked.model, picture.pixels)
    )


@st.fragment
def laboratory(picture):
    from lessons.nets.units import layer_fields, unit_sum

    stage = st.container()
    first, second, *more = stage_controls(2, more=bool(own_networks()))
    with more[0] if more else stage:
        asked = network_wanted()
    view = view_of(asked, picture)
    maps = view.maps()
    layer, channel = pick(maps, (first, second))
    values = maps[layer][:, :, channel]
    start = tuple(int(place) for place in np.unravel_index(values.argmax(), values.shape))
    with stage:
        field = layer_fields(asked.model)[layer]
        row, column = unit_stage(view, layer, channel, field=field, start=start, given=GIVEN, key="unit_stage")
    kernel, bias = asked.model.get_layer(layer).get_weights()
    inputs = inputs_of(asked, picture, maps, layer)
    unit = unit_sum(inputs, kernel[..., channel], bias[channel], row, column)
    place = (layer, channel, row, column)
    known = {"layer": layer, "is_other_cell": (row, column) != start, "is_silent": unit.before <= 0, "size": field.size}
    known |= {"before": figure(unit.before), "after": figure(unit.after), "products": unit.patch.size}
    steps("unit", known | {"section": section_of("unit")})
    code = unit_code(layer, channel, row, column, size=asked.size, own=bool(asked.labels))
    sections(
        "unit",
        {
            "What you saw": lambda: what_you_saw(unit, float(values[row, column])),
            "All channels": lambda: show_chart(contribution_bars(unit.contributions), key="unit_contributions"),
            "What can reach it": lambda: microscope(asked, picture, *place, unit),
            "In code": lambda: code_panel(code, products_at, receptive_field, key="unit"),
            "Check yourself": lambda: check(asked, unit, layer),
            "Summary": lambda: st.markdown(words("unit", "summary")),
        },
    )
    maps.pack()  # everything is on its way to the browser: nobody waits for it


def what_you_saw(unit, shown):
    st.markdown("\n\n".join([words("unit", "opening"), in_words(unit, shown)]))


def check(asked, unit, layer):
    from lessons.nets.units import layer_fields

    quiz(unit_questions(unit, field=layer_fields(asked.model)[layer], layer=layer, size=asked.size), key="unit")


def lesson(picture):
    with st.spinner("Waking VGG16, and asking it about your picture.", show_time=True):
        map_caches.picture_maps("vgg16", picture.digest, caches.vgg16(), picture.pixels)
    laboratory(picture)


follow_link()
when_awake(lesson, current_picture())
