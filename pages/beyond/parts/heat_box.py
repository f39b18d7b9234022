"""A class activation map turned into a box: which threshold, and what comes out of it."""

import numpy as np
import streamlit as st

from lessons.core.percent import percent
from lessons.figures.box_outlines import Frames, framed
from lessons.figures.pictures import overlay
from lessons.images.regions import bounds, hottest_region
from lessons.texts import words
from pages.shared.lesson.legend import magnitude_legend
from pages.shared.lesson.light_picture import light_picture
from pages.shared.lesson.stage import stage_controls
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.network_choice import class_choice, network_choice

SIDE, FAINT = 640, 50  # pixels of a picture's longer side; how visible (of 255) what falls below the threshold stays
TALLEST, WIDEST = 252, 1190  # pixels that a picture takes on the screen; that all of them take


def heat_box(picture, *, key):
    """Let the learner choose a class and a threshold, and see the map, what of it is left, and the box around that.

    Returns
    -------
    (dict, str) : what the steps to try ask for, and what came out, in words
    """
    from lessons.nets.attribution import last_maps
    from lessons.nets.probing import map_layers

    stage = st.container()
    first, second, more = stage_controls(2)
    with more:
        asked = network_choice(key=key)
    with first:
        index, probability = class_choice(asked, picture, key=key)
    lowest = second.slider(
        "Threshold, of the largest value", 5, 95, 40, format="%d %%", key=f"{key}_threshold", bind="query-params", width=300
    )
    best = caches.ranking(asked.key, picture.digest, asked.model, asked.labels, picture.pixels)[0]
    label = asked.labels[index]
    known = {"threshold": lowest, "label": label, "probability": probability, "is_other_class": index != best.index}
    if not map_layers(asked.model):
        return known, "This network has no maps to look at: stack a convolution on the page Build a CNN."
    layer = last_maps(asked.model)
    with stage, st.spinner("Asking Grad-CAM", show_time=True):
        heat = caches.explanation(asked.key, picture.digest, "grad_cam", index, layer, asked.model, picture.pixels)
    if not heat.any():
        stage.info(words("localisation", "no_heat", label=label), icon=":material/search_off:")
        return known, words("localisation", "no_heat", label=label)
    region = hottest_region(heat, lowest / 100)
    rows, columns = picture.pixels.shape[:2]
    box = bounds(region) * np.array([columns, rows, columns, rows]) / np.array([*heat.shape[::-1]] * 2)
    with stage:
        _show(picture.pixels, heat, region, box, label)
    left, top, right, bottom = (round(float(value)) for value in box)
    cells = asked.model.get_layer(layer).output.shape[1:3]
    told = words(
        "localisation",
        "heat_box",
        label=label,
        probability=percent(probability),
        threshold=lowest / 100,
        box=f"({left}, {top}, {right}, {bottom})",
        share=(right - left) * (bottom - top) / (rows * columns),
        rows=cells[0],
        columns=cells[1],
    )
    return known, told


def _show(pixels, heat, region, box, label):
    """The map over the picture, the picture where the map reaches the threshold, and the box around that."""
    rows, columns = pixels.shape[:2]
    left, top, right, bottom = (round(float(value)) for value in box)
    places = np.ix_(np.arange(rows) * len(region) // rows, np.arange(columns) * region.shape[1] // columns)
    left_over = np.dstack([pixels, np.where(region[places], 255, FAINT).astype(np.uint8)])
    pictures = {
        f"Where Grad-CAM finds reasons for {label}": overlay(pixels, heat, opacity=0.7),
        "What reaches the threshold": left_over,
        f"The box around it: left {left}, top {top}, right {right}, bottom {bottom}": framed(
            pixels, Frames([box], words=(label[:24],), width=4), side=SIDE
        ),
    }
    place_of_heat = next(iter(pictures))
    with st.container(width=min(WIDEST, round(len(pictures) * TALLEST * columns / rows))):
        for place, (title, shown) in zip(wrapping_row(len(pictures)), pictures.items(), strict=True):
            with place:
                light_picture(shown, width="stretch", caption=title, alt=title)
                if place_of_heat == title:
                    magnitude_legend("1, the strongest reason")
