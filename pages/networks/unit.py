"""One unit, exactly: the sum behind one number of a network, what can reach it, what excites its channel."""

import numpy as np
import streamlit as st

from lessons.core.convolution import products_at
from lessons.core.receptive_field import receptive_field
from lessons.figures.charts import contribution_bars
from lessons.texts import figure, words
from lessons.texts.layer_words import layer_in_words
from lessons.texts.network_snippets import unit_code
from lessons.texts.questions.unit import unit_questions
from pages.networks.parts.layer_slider import layer_slider
from pages.networks.parts.microscope import microscope
from pages.networks.parts.unit_in_words import unit_in_words
from pages.networks.parts.unit_link import UNIT
from pages.networks.parts.unit_stage import unit_stage
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import section_of, sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.session import caches, map_caches
from pages.shared.session.network_choice import YOLO, as_given, missing_detector, not_from_vgg16, vgg16_choice, when_awake
from pages.shared.session.network_views import view_of
from pages.shared.session.state import current_picture

GIVEN = ("blue", "green", "red")  # in which order VGG16 takes a picture's colours
GIVEN_HOW = "each colour less its mean in ImageNet"
YOLO_GIVEN, YOLO_GIVEN_HOW = ("red", "green", "blue"), "each colour divided by 255"
FIRST, DEEP = 4, 7  # of a network's convolutions, the one that is shown at first, and one that sees much of the picture


def follow_link():
    """Set the controls as a link to one unit says: also to their defaults, over what they were left at."""
    layer, channel, network = [*st.query_params.pop(UNIT, "").split("/", 2), "", "", ""][:3]
    if channel.isdecimal():
        st.session_state.update(unit_layer=layer, unit_channel=int(channel), unit_network=network)


def pick(maps, layers, places):
    """The layer and the channel that are looked at."""
    first, second = places
    layer = layer_slider(first, "Layer", layers, layers[FIRST], key="unit_layer", width=360)
    most = maps.shapes[layer][2] - 1
    if st.session_state.get("unit_channel", 0) > most:
        st.session_state.unit_channel = most
    channel = second.number_input(f"Map, 0 to {most}", 0, most, 0, key="unit_channel", bind="query-params", width=150)
    return layer, int(channel)


def network_wanted():
    """The network that is asked, and why others may not be among them."""
    asked = vgg16_choice(key="unit", detector=True)
    missing = not_from_vgg16()
    if missing:
        st.caption(words("unit", "not_here", names=", ".join(map(plain, missing))))
    if missing_detector():
        st.caption(missing_detector())
    if asked.key != YOLO:
        with st.spinner("Asking the network about your picture and the bundled ones.", show_time=True):
            map_caches.peaks(asked.key, asked.model)
    return asked


def convolutions_of(asked, maps):
    """The layers that have a sum to write out, in the network's order, and the most products that one of them adds up."""
    from lessons.nets.network_columns import is_plain_convolution

    found = {name: asked.model.get_layer(name) for name in maps if is_plain_convolution(asked.model.get_layer(name))}
    return list(found), max(layer.kernel[..., 0].shape.num_elements() for layer in found.values())


@st.fragment
def laboratory(picture):
    from lessons.nets.units import layer_fields, slope_below_zero, unit_sum

    stage = st.container()
    first, second, more = stage_controls(2)
    with more:
        asked = network_wanted()
    picture = as_given(asked, picture)
    view = view_of(asked, picture)
    maps = view.maps()
    layers, most = convolutions_of(asked, maps)
    layer, channel = pick(maps, layers, (first, second))
    values = maps[layer][:, :, channel]
    start = tuple(int(place) for place in np.unravel_index(values.argmax(), values.shape))
    with stage:
        field = layer_fields(asked.model)[layer]
        given, how = (YOLO_GIVEN, YOLO_GIVEN_HOW) if asked.key == YOLO else (GIVEN, GIVEN_HOW)
        row, column = unit_stage(view, layer, channel, field=field, start=start, given=given, how=how, key="unit_stage")
    made = asked.model.get_layer(layer)
    (kernel, bias), slope, (_, inputs) = made.get_weights(), slope_below_zero(made), view.given(layer)
    unit = unit_sum(inputs(), kernel[..., channel], bias[channel], row, column, slope=slope)
    place = (layer, channel, row, column)
    known = {"layer": layer, "is_other_cell": (row, column) != start, "slope": slope, "size": field.size, "most": most}
    known |= {"before": figure(unit.before), "after": figure(unit.after), "products": unit.patch.size}
    known |= {
        "first": layer_in_words(layers[0]),
        "deep": layer_in_words(layers[DEEP]),
        "is_first": layer == layers[0],
        "is_deep": layers.index(layer) >= FIRST,
    }
    steps("unit", known | {"section": section_of("unit")})
    network = "own" if asked.own else "yolo" if asked.key == YOLO else "vgg16"
    code = unit_code(*place, size=asked.size, network=network, window=unit.patch.shape[0], slope=slope)
    sections(
        "unit",
        {
            "What you saw": lambda: unit_in_words(
                unit, layer, channel, shown=float(values[row, column]), slope=slope, asked=asked
            ),
            "All channels": lambda: show_chart(contribution_bars(unit.contributions), key="unit_contributions"),
            "What can reach it": lambda: microscope(asked, picture, *place, unit),
            "In code": lambda: code_panel(code, products_at, receptive_field, key="unit"),
            "Check yourself": lambda: check(asked, unit, field, layer, slope),
            "Summary": lambda: st.markdown(words("unit", "summary")),
        },
    )
    maps.pack()  # everything is on its way to the browser: nobody waits for it


def check(asked, unit, field, layer, slope):
    quiz(unit_questions(unit, field=field, layer=layer_in_words(layer), size=asked.size, slope=slope), key="unit")


def lesson(picture):
    with st.spinner("Waking VGG16, and asking it about your picture.", show_time=True):
        map_caches.picture_maps("vgg16", picture.digest, caches.vgg16(), picture.pixels)
    laboratory(picture)


follow_link()
when_awake(lesson, current_picture())
