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
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import signed_legend
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture

SIDE = 224
FILTERS = 16  # of the layer whose parameters are counted


@st.fragment
def laboratory(image):
    kernel, bias, output = one_filter(image)
    layers = stack(image)
    st.header("The same in code")
    code_panel(filter_code(kernel, bias), convolve2d, products_at, receptive_field, key="filters")
    st.header("Check yourself")
    row, column = output.shape[0] // 3, output.shape[1] // 3
    quiz(filter_questions(image, kernel, bias, row=row, column=column, layers=layers), key="filters")


def one_filter(image):
    choice, place = wrapping_row(2)
    shown, told = st.container(), st.container(horizontal=True, vertical_alignment="center")
    text = told.popover("Type the filter as text", icon=":material/notes:")
    kernel, set_kernel, note = kernel_choice(choice, text, told, key="filters", kind="filter")
    told.caption(note)
    bias = place.slider("Bias", -255, 255, 0, key="filters_bias", bind="query-params")
    output = convolve2d(image, kernel[..., np.newaxis], bias=[bias])[..., 0]
    with shown:
        inspector(
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
    st.markdown(words("filters", "by_hand", channels=image.shape[2]))
    st.header("The three parts")
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
    return kernel, bias, output


def stack(image):
    st.header("Stacked layers see more")
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
    return layers


st.markdown(words("filters", "opening"))
colours = fit_within(current_picture().pixels, SIDE)
if min(colours.shape[:2]) < 3:
    say_too_small(colours, "a filter of 3 × 3")
else:
    laboratory(colours)
st.header("Summary")
st.markdown(words("filters", "summary"))
