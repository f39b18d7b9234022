"""Inside VGG16: what every layer of a real network answers to the learner's picture. Networks that grew from it open too."""

from functools import partial

import numpy as np
import streamlit as st

from lessons.figures.pictures import png, sheet
from lessons.texts import words
from lessons.texts.questions.vgg16 import vgg16_questions
from lessons.texts.snippets import maps_code
from pages.networks.parts.network_view import network_view
from pages.networks.parts.one_map import one_map
from pages.shared.components.map_wall import map_wall
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.plain_text import plain
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import SECTION, section_of, sections
from pages.shared.lesson.steps import steps
from pages.shared.session import caches
from pages.shared.session.desk import desk
from pages.shared.session.network_choice import vgg16_choice, when_awake
from pages.shared.session.state import current_picture

SCALES = ["strong for its own map", "strong for the layer"]
ORDERS = ["index", "mean", "maximum", "sparsity"]
ANSWERS = 5
EVERY_LAYER = "Every layer"
ANOTHER = "Not from these maps: another network, EfficientNet-Lite0, says"  # at the end of VGG16, which has no classifier here


def answers_of(asked, picture):
    """The most probable labels: the network's own, or an ImageNet classifier's where it has none."""
    if not asked.labels:
        return caches.picture_labels(picture.digest, picture.pixels)
    return caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)[:ANSWERS]


def overview(asked, picture, maps, answers):
    strip, channels = caches.network_strip(asked.key, picture.digest, maps)
    shapes = {row["layer"]: row["output"] for row in caches.network_rows(asked.key, asked.model)}
    answerer = f"{asked.title} says" if asked.labels else ANOTHER
    network_view(
        caches.square_webp(picture.digest, asked.size, picture.pixels), picture.description, strip, channels, shapes, answers,
        size=asked.size, answerer=answerer, version=f"{asked.key} {picture.digest}", on_open=open_map, key="vgg16_view",
    )  # fmt: skip
    magnitude_legend("each map's own largest value")


def open_map(layer, channel):
    st.session_state.vgg16_layer = layer
    desk()["vgg16_opened"] = (layer, channel)
    st.session_state[f"vgg16{SECTION}"] = EVERY_LAYER
    st.toast(f"Map {channel} of {layer} is open below, under {EVERY_LAYER}.", icon=":material/arrow_downward:")


def walls(asked, picture, maps):
    shapes = {row["layer"]: row["output"].split(" × ") for row in caches.network_rows(asked.key, asked.model)}
    layer = st.select_slider("Layer, from the picture to the end", list(shapes), key="vgg16_layer", bind="query-params")
    height, width, channels = shapes[layer]
    first, second = st.columns(2, gap="large")
    scale = first.segmented_control(
        "Full colour means", SCALES, key="vgg16_scale", required=True, default=SCALES[0], bind="query-params"
    )
    order = second.segmented_control(
        "Sorted by", ORDERS, key="vgg16_order", required=True, default="index", bind="query-params"
    )
    one_scale = scale == SCALES[1]
    drawn, numbers, largest = caches.map_sheet(asked.key, picture.digest, layer, one_scale, order, maps)
    st.markdown(f"**{layer}** has **{channels} maps** of {height} × {width}. Pick one: click, tap, or use the arrow keys.")
    opened = desk().get("vgg16_opened", (layer, numbers[0]))
    start = int(np.flatnonzero(numbers == opened[1])[0]) if opened[0] == layer else 0
    key = f"vgg16_wall_{asked.key}_{layer}_{order}_{start}"
    place = map_wall(drawn, numbers, f"All {channels} maps of {layer} ({scale})", key=key, start=start)
    magnitude_legend(largest if one_scale else "each map's own largest value")
    data = partial(whole_sheet, asked.model, picture.pixels, layer, one_scale, numbers)
    st.download_button("Download this sheet", data, f"{layer}.png", "image/png", icon=":material/download:", on_click="ignore")
    index = int(numbers[place])
    one_map(asked, picture, layer, index, caches.one_map(asked.key, picture.digest, layer, index, maps))


def whole_sheet(model, pixels, layer, one_scale, numbers):
    """The sheet as a PNG, made when it is asked for: it is large."""
    from lessons.nets.probing import feature_maps

    return png(sheet(feature_maps(model, pixels)[layer], one_scale=one_scale, order=numbers).image)


@st.fragment
def laboratory(asked, picture, answers):
    maps = partial(caches.picture_maps, asked.key, picture.digest, asked.model, picture.pixels)
    overview(asked, picture, maps, answers)
    opened, layer = desk().get("vgg16_opened"), st.session_state.get("vgg16_layer")
    known = {"opened": opened, "layer": layer, "order": st.session_state.get("vgg16_order"), "answer": answers[0].name}
    steps("vgg16", known | {"section": section_of("vgg16")})
    table = caches.network_rows(asked.key, asked.model)
    sections(
        "vgg16",
        {
            "What you saw": lambda: what_you_saw(asked),
            EVERY_LAYER: lambda: walls(asked, picture, maps),
            "As a table": lambda: as_a_table(table),
            "In code": lambda: code_panel(maps_code(asked.size, own=bool(asked.labels)), key="vgg16"),
            "Check yourself": lambda: quiz(vgg16_questions(table, answers, classes=len(asked.labels)), key="vgg16"),
            "Summary": lambda: st.markdown(words("vgg16", "summary")),
        },
        asked={"vgg16_layer": EVERY_LAYER, "vgg16_scale": EVERY_LAYER, "vgg16_order": EVERY_LAYER},
    )
    caches.put_maps_away(asked.key, picture.digest)  # everything is on its way to the browser: nobody waits for it


def what_you_saw(asked):
    own = words("vgg16", "own_answerer", title=asked.title, knows=plain(asked.knows)) if asked.labels else None
    told = [words("vgg16", "opening"), words("vgg16", "overview", count=caches.IN_STRIP), own or words("vgg16", "answerer")]
    st.markdown("\n\n".join(told))


def as_a_table(table):
    parameters = st.column_config.NumberColumn(format="localized")
    st.dataframe(table, hide_index=True, height="content", key="vgg16_table", column_config={"parameters": parameters})
    convolutions = sum(row["kind"] == "Conv2D" for row in table)
    st.markdown(words("vgg16", "table", parameters=sum(row["parameters"] for row in table), convolutions=convolutions))


def lesson(picture):
    with st.spinner("Asking VGG16 about your picture", show_time=True):
        asked = vgg16_choice(key="vgg16")
        answers = answers_of(asked, picture)
        maps = partial(caches.picture_maps, asked.key, picture.digest, asked.model, picture.pixels)
        caches.network_strip(asked.key, picture.digest, maps)
    laboratory(asked, picture, answers)


when_awake(lesson, current_picture())
