"""A class activation map turned into a box: which threshold, and what comes out of it."""

import numpy as np
import streamlit as st

from lessons.figures.box_outlines import Frames, framed
from lessons.figures.pictures import overlay
from lessons.images.regions import bounds, hottest_region
from lessons.texts import words
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.network_choice import class_choice, network_choice

SIDE = 640  # pixels of the picture that is shown


def heat_box(picture, *, key):
    """Let the learner choose a network, a class and a threshold, and see the box that its Grad-CAM becomes."""
    from lessons.nets.attribution import last_maps
    from lessons.nets.probing import map_layers

    first, second, third = wrapping_row(3)
    with first:
        asked = network_choice(key=key)
    with second:
        index, probability = class_choice(asked, picture, key=key)
    percent = third.slider(
        "Threshold, of the largest value", 5, 95, 40, format="%d %%", key=f"{key}_threshold", bind="query-params"
    )
    if not map_layers(asked.model):
        st.info("This network has no maps to look at: stack a convolution on the page Build a CNN.")
        return
    layer = last_maps(asked.model)
    with st.spinner("Asking Grad-CAM", show_time=True):
        heat = caches.explanation(asked.key, picture.digest, "grad_cam", index, layer, asked.model, picture.pixels)
    label = asked.labels[index]
    if not heat.any():
        st.info(words("localisation", "no_heat", label=label), icon=":material/search_off:")
        return
    region = hottest_region(heat, percent / 100)
    rows, columns = picture.pixels.shape[:2]
    box = bounds(region) * np.array([columns, rows, columns, rows]) / np.array([*heat.shape[::-1]] * 2)
    seen, said = st.columns([3, 2], gap="medium")
    with seen:
        shown = framed(overlay(picture.pixels, heat, opacity=0.5), Frames([box], words=(label[:24],), width=4), side=SIDE)
        left, top, right, bottom = (round(float(value)) for value in box)
        light_picture(
            shown,
            width="stretch",
            alt=f"The box around the hottest place for {label}: left {left}, top {top}, right {right}, bottom {bottom}",
        )
        magnitude_legend(1.0)
    with said:
        cells = asked.model.get_layer(layer).output.shape[1:3]
        st.markdown(
            words(
                "localisation",
                "heat_box",
                label=label,
                probability=probability,
                threshold=percent / 100,
                box=f"({left}, {top}, {right}, {bottom})",
                share=(right - left) * (bottom - top) / (rows * columns),
                rows=cells[0],
                columns=cells[1],
            )
        )
