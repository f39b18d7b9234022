"""Filters and stacks: what a kernel becomes when there are several channels, and several layers."""

import numpy as np
import streamlit as st

from lessons.core.convolution import convolve2d, products_at
from lessons.core.receptive_field import path_share, receptive_field
from lessons.core.scaling import signed_limit
from lessons.figures.colours import signed_to_rgb
from lessons.figures.pictures import field_picture, magnified, png, side_by_side
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.questions.filters import filter_questions
from lessons.texts.snippets import filter_code
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.kernel_choice import kernel_choice
from pages.layers.parts.picture_side import picture_side
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import signed_legend
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import sections, stage_controls
from pages.shared.lesson.steps import steps
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture

FILTERS = 16  # of the layer whose parameters are counted


@st.fragment
def laboratory(picture):
    shown = st.container()
    choice, place, more = stage_controls(2, beside_player=True)
    image, told = fit_within(picture, picture_side(more, "filters")), st.container()
    if min(image.shape[:2]) < 3:
        say_too_small(image, "a filter of 3 × 3")
        return
    kernel, set_kernel, note = kernel_choice(choice, more, told, key="filters", kind="filter")
    bias = place.slider("Bias", -255, 255, 0, key="filters_bias", bind="query-params", width=200)
    output = convolve2d(image, kernel[..., np.newaxis], bias=[bias])[..., 0]
    with shown:
        cell = inspector(
            "convolution",
            image,
            output,
            window(3, 3),
            titles={"input": "Your picture", "kernel": "Red, green, blue", "output": "Feature map"},
            input_scale="grey",
            output_scale="signed",
            kernel=kernel,
            bias=bias,
            on_edit=set_kernel,
            key="filters_inspector",
        )
    layers, pooling = (st.session_state.get(f"filters_{name}", first) for name, first in (("layers", 2), ("pooling", False)))
    steps("filters", {"cell": cell, "bias": bias, "layers": layers, "pooling": pooling})
    row, column = output.shape[0] // 3, output.shape[1] // 3
    sections(
        "filters",
        {
            "What you saw": lambda: st.markdown("\n\n".join([words("filters", "opening"), note])),
            "By hand": lambda: by_hand(image, kernel, bias, output),
            "Stacked layers": lambda: stack(image),
            "In code": lambda: code_panel(filter_code(kernel, bias), convolve2d, products_at, receptive_field, key="filters"),
            "Check yourself": lambda: quiz(
                filter_questions(image, kernel, bias, row=row, column=column, layers=layers), key="filters"
            ),
            "Summary": lambda: st.markdown(words("filters", "summary")),
        },
        asked={"filters_layers": "Stacked layers", "filters_pooling": "Stacked layers"},
    )


def by_hand(image, kernel, bias, output):
    """The three parts of the sum, as pictures."""
    st.markdown(words("filters", "by_hand", channels=image.shape[2]))
    parts = [convolve2d(image[..., channel], kernel[..., channel]) for channel in range(3)]
    limit = max(map(signed_limit, parts))
    coloured = side_by_side([signed_to_rgb(part, limit=limit) for part in parts])
    st.image(
        png(coloured), width="stretch", caption="Red, green, blue", alt="The answers of the three kernels, each on its channel"
    )
    signed_legend(limit)
    difference = np.abs(sum(parts) + np.float32(bias) - output).max()
    counts = {"one": kernel.size + 1, "filters": FILTERS, "all": FILTERS * (kernel.size + 1)}
    st.markdown("\n\n".join([words("filters", "parts", bias=bias, difference=difference), words("filters", "layer", **counts)]))


def stack(image):
    st.markdown(words("filters", "stack"))
    first, second = wrapping_row(2, align="bottom")
    layers = first.slider("Layers of 3 × 3", 1, 6, 2, key="filters_layers", bind="query-params")
    pooling = second.toggle("A 2 × 2 pooling after every layer but the last", key="filters_pooling", bind="query-params")
    sliding = ([(3,), (2, 2)] if pooling else [(3,)]) * layers
    sliding = sliding[: 2 * layers - 1] if pooling else sliding
    fields = receptive_field(sliding)
    seen, table = st.columns([2, 3], gap="large")
    with seen:
        seen_part = field_picture(image, path_share(sliding))
        st.image(png(magnified(seen_part, 480)), width="stretch", alt=f"A field of {fields[-1].size} pixels on your picture")
    with table:
        names = ["convolution 3 × 3" if len(layer) == 1 else "pooling 2 × 2" for layer in sliding]
        rows = [f"| {name} | {field.size} × {field.size} | {field.step} |" for name, field in zip(names, fields, strict=True)]
        lines = ["| layer | sees | step in pixels |", "| --- | --- | --- |", *rows]
        last = fields[-1]
        told = ["\n".join(lines), words("filters", "field", layers=layers, size=last.size, step=last.step)]
        single = 2 * layers + 1
        if layers == 1:
            told.append(words("filters", "cost_one"))
        elif not pooling:
            told.append(words("filters", "cost", layers=layers, stacked=9 * layers, single=single, large=single**2))
        st.markdown("\n\n".join(told))


laboratory(current_picture().pixels)
