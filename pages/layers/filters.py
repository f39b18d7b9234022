"""Filters and stacks: what a kernel becomes when there are several channels, and several layers."""

import numpy as np
import streamlit as st

from lessons.core.convolution import convolve2d, products_at
from lessons.core.receptive_field import path_share, receptive_field
from lessons.core.scaling import signed_limit
from lessons.figures.colours import signed_to_rgb
from lessons.figures.pictures import png, side_by_side
from lessons.figures.stack_fields import stack_fields
from lessons.images.resizing import fit_within
from lessons.texts import counted, words
from lessons.texts.layer_snippets import filter_code
from lessons.texts.questions.filters import filter_questions
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.kernel_choice import kernel_choice
from pages.layers.parts.picture_side import picture_side
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.legend import signed_legend
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.stage import only_where, sections, stage_controls, view_asked
from pages.shared.lesson.steps import steps
from pages.shared.session.state import current_picture

FILTERS = 16  # of the layer whose parameters are counted
BIAS = 255  # how far it goes
ONE, STACK = VIEWS = ("One filter", "Stacked layers")
NAMED = {STACK: ("filters_layers", "filters_pooling")}


@st.fragment
def laboratory(picture):
    shown = st.container()
    view = view_asked("filters_view", VIEWS, named=NAMED)
    is_one = view == ONE
    show, choice, place, first, second, more = stage_controls(5, beside_player=is_one)
    show.segmented_control("Show", VIEWS, default=ONE, required=True, key="filters_view", bind="query-params")
    choice, place = only_where(is_one, choice, "filters_one"), only_where(is_one, place, "filters_bias_place")
    first, second = (only_where(not is_one, each, f"filters_stack_{n}") for n, each in enumerate((first, second)))
    layers = first.slider("Layers of 3 × 3", 1, 6, 2, key="filters_layers", bind="query-params", width=220)
    pooling = second.toggle(
        "A 2 × 2 pooling between every two", key="filters_pooling", bind="query-params", help=words("filters", "pooling")
    )
    image, told = fit_within(picture, picture_side(more, "filters")), st.container()
    if min(image.shape[:2]) < 3:
        say_too_small(image, "a filter of 3 × 3")
        return
    kernel, set_kernel, note = kernel_choice(choice, more, told, key="filters", kind="filter")
    bias = place.slider("Bias", -BIAS, BIAS, 0, key="filters_bias", bind="query-params", width=150)
    output = convolve2d(image, kernel[..., np.newaxis], bias=[bias])[..., 0]
    sliding = ([(3,), (2, 2)] if pooling else [(3,)]) * layers
    sliding = sliding[: 2 * layers - 1] if pooling else sliding
    fields, cell = receptive_field(sliding), None
    with shown:
        if is_one:
            cell = inspector(
                "convolution",
                image,
                output,
                window(3, 3),
                titles={"input": "Your picture", "kernel": "Filter: three kernels", "output": "Feature map"},
                input_scale="grey",
                output_scale="signed",
                kernel=kernel,
                bias=bias,
                on_edit=set_kernel,
                reach=BIAS,
                key="filters_inspector",
            )
        else:
            st.html(stack_fields(image, sliding, name="What a cell of each layer sees")[0])
    size = fields[-1].size
    middle = float(kernel[1, 1, 1])  # of green's kernel
    steps(
        "filters",
        {"cell": cell, "middle": middle, "bias": bias, "layers": layers, "pooling": pooling, "view": view, "size": size},
    )
    row, column = output.shape[0] // 3, output.shape[1] // 3
    sections(
        "filters",
        {
            "What you saw": lambda: (
                st.markdown("\n\n".join([words("filters", "opening"), note]))
                if is_one
                else about_the_stack(layers, pooling, sliding, fields[-1])
            ),
            "By hand": lambda: by_hand(image, kernel, bias, output),
            "In code": lambda: code_panel(filter_code(kernel, bias), convolve2d, products_at, receptive_field, key="filters"),
            "Check yourself": lambda: quiz(
                filter_questions(image, kernel, bias, row=row, column=column, layers=layers), key="filters"
            ),
            "Summary": lambda: st.markdown(words("filters", "summary")),
        },
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


def about_the_stack(layers, pooling, sliding, last):
    share = path_share(sliding)
    middle = (share.max() / share[0]) ** 2
    step = counted(last.step, "pixel")
    told = [words("filters", "stack"), words("filters", "field", layers=layers, size=last.size, step=step, middle=middle)]
    single = 2 * layers + 1
    if layers == 1:
        told.append(words("filters", "cost_one"))
    elif not pooling:
        told.append(words("filters", "cost", layers=layers, stacked=9 * layers, single=single, large=single**2))
    st.markdown("\n\n".join(told))


laboratory(current_picture().pixels)
