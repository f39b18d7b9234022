"""Pixels: the learner's picture as the numbers that a network gets."""

import numpy as np
import streamlit as st

from lessons.core.scaling import luma, min_max
from lessons.figures.charts import channel_histograms
from lessons.figures.pictures import magnified, png
from lessons.figures.pixel_table import less_the_mean
from lessons.images.resizing import square
from lessons.nets.preprocessing import MEAN_BGR
from lessons.texts import words
from lessons.texts.layer_snippets import PIXELS_CODE
from lessons.texts.pixel_words import LIGHTS, known_of
from lessons.texts.questions.pixels import pixel_questions
from pages.layers.parts import layer_caches
from pages.layers.parts.pixel_stage import SHOWS, pixel_stage
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture

SIDES = (8, 12, 16, 24, 32, 48, 60, 80, 112, 160)
FIRST_SIDE = 60  # of which each pixel can be seen
SIDE = 224  # of what VGG16 gets
CHOSEN = "pixels_chosen"  # the pixel that the learner chose
TRIED = "pixels_tried"  # the lights that were turned off alone, in grey


@st.fragment
def laboratory(picture):
    shown = st.container()
    first, more = stage_controls(1, beside_player=True)
    show = first.segmented_control("Show", SHOWS, default=SHOWS[0], required=True, key="pixels_show", bind="query-params")
    side = more.select_slider("Longer side in pixels", SIDES, FIRST_SIDE, key="pixels_side", bind="query-params")
    light = [
        more.slider(f"{name} light, in %", 0, 200, 100, 5, key=f"pixels_{name.lower()}", bind="query-params") for name in LIGHTS
    ]
    pictures, places = layer_caches.picture_sizes(picture.digest, SIDES, picture.pixels)
    size = places[SIDES.index(side)]

    def take(edit):
        if edit["size"] != size:
            st.session_state["pixels_side"] = SIDES[places.index(edit["size"])]
        st.session_state.update({f"pixels_{name.lower()}": part for name, part in zip(LIGHTS, edit["light"], strict=True)})
        st.session_state[CHOSEN] = {part: edit[part] for part in ("cell", "colour", "drawn")}

    with shown:
        pixel_stage(
            pictures, size, show=show, light=light, task=st.session_state.get("pixels_try"), on_edit=take, key="pixels_stage"
        )
    image = pictures[size]
    known = known_of(image, pictures[0], light, st.session_state.get(CHOSEN, {}))
    steps("pixels", known | {"show": show, "size": size, "tried": lights_tried(show, light)})
    grey = luma(image)
    sections(
        "pixels",
        {
            "What you saw": lambda: what_you_saw(picture.pixels, image),
            "Three channels": lambda: channels(image),
            "For a network": lambda: for_a_network(picture.pixels, grey),
            "In code": lambda: code_panel(PIXELS_CODE, luma, min_max, key="pixels"),
            "Check yourself": lambda: check(image, grey),
            "Summary": lambda: st.markdown(words("pixels", "summary")),
        },
    )


def lights_tried(show, light):
    """Which lights were turned off alone so far, while the picture was grey."""
    off = [name for name, percent in zip(LIGHTS, light, strict=True) if percent == 0]
    if show == "Grey" and len(off) == 1:
        st.session_state[TRIED] = sorted({*st.session_state.get(TRIED, ()), *off})
    return st.session_state.get(TRIED, ())


def what_you_saw(picture, image):
    shrunk = "" if image.shape == picture.shape else f" (shrunk from {picture.shape[0]} rows of {picture.shape[1]})"
    opening = words("pixels", "opening", rows=image.shape[0], columns=image.shape[1], shrunk=shrunk)
    st.markdown("\n\n".join([opening, words("pixels", "by_hand")]))


def channels(image):
    for place, name, index in zip(wrapping_row(3), LIGHTS, range(3), strict=True):
        with place:
            channel = image[..., index]
            light = channel[..., np.newaxis] * np.eye(3, dtype=np.uint8)[index]
            st.image(png(magnified(light)), width="stretch", alt=f"The {name.lower()} channel, as the light that it sends")
            st.markdown(f"**{name}**: {channel.min()} to {channel.max()}, on average {channel.mean():.0f}")
    st.markdown(words("pixels", "histogram"))
    st.markdown(show_chart(channel_histograms(image), key="pixels_histogram"))


def for_a_network(picture, grey):
    low, high, middle = float(grey.min()), float(grey.max()), float(grey[grey.shape[0] // 2, grey.shape[1] // 2])
    scaled = float(min_max(grey)[grey.shape[0] // 2, grey.shape[1] // 2])
    st.markdown(words("pixels", "scaling", low=low, high=high, span=high - low, middle=middle, scaled=scaled))
    st.markdown(words("pixels", "vgg16"))
    fed = square(picture, SIDE)
    row = st.container(horizontal=True, vertical_alignment="center", gap="large")
    row.image(png(fed), width=SIDE, caption="Squeezed to 224 × 224", alt="The whole picture in a square")
    row.html(less_the_mean(fed[SIDE // 2, SIDE // 2], MEAN_BGR[::-1]), width="content")
    st.markdown(words("pixels", "order"))


def check(image, grey):
    quiz(pixel_questions(image, grey, row=image.shape[0] // 3, column=image.shape[1] // 3), key="pixels")


laboratory(current_picture())
