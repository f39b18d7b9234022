"""Convolution: a kernel slides over the learner's picture."""

import numpy as np
import streamlit as st

from lessons.core.convolution import BOUNDARIES, convolve2d, products_at
from lessons.core.kernels import KERNEL_NOTES, KERNELS, format_kernel, parse_kernel
from lessons.core.scaling import luma
from lessons.core.shapes import explain_size, padding_amounts
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.questions import convolution_questions
from lessons.texts.snippets import convolution_code
from pages.widgets.code_panel import code_panel
from pages.widgets.inspector import inspector
from pages.widgets.quiz import quiz
from pages.widgets.state import current_picture, last_good

SIDE = 224  # the longer side of the input in pixels, as in VGG16: small enough to answer at once
OWN = "your own"
CELLS = "convolution_cells"
PADDINGS = ["valid", "same", "explicit"]


def use_preset():
    if st.session_state.convolution_kernel != OWN:
        st.session_state[CELLS] = format_kernel(KERNELS[st.session_state.convolution_kernel])


def use_cells(text):
    st.session_state[CELLS] = text


def kernel_controls(choice, note):
    """The kernel that the learner chose, edited or typed; its text is the one truth, and stands in the URL."""
    with note, st.popover("Type the kernel as text", icon=":material/notes:"):
        default = format_kernel(KERNELS["sobel_x"])
        text = st.text_input("Rows are separated by semicolons", default, key=CELLS, bind="query-params")
    with note:
        kernel = last_good(CELLS, lambda: parse_kernel(text), default=KERNELS["sobel_x"])
    known = {format_kernel(preset): name for name, preset in KERNELS.items()}
    st.session_state.convolution_kernel = name = known.get(format_kernel(kernel), OWN)
    with choice:
        options = [*KERNELS, OWN]
        st.selectbox(
            "Kernel", options, key="convolution_kernel", format_func=lambda o: o.replace("_", " "), on_change=use_preset
        )
    note.caption(KERNEL_NOTES.get(name, "A kernel of your own. Choose another one to start from it."))
    return kernel


def layer_controls(places):
    """Stride, dilation, padding and boundary, as `convolve2d` takes them."""
    with places[0]:
        stride = st.slider("Stride", 1, 8, key="convolution_stride", bind="query-params")
    with places[1]:
        dilation = st.slider("Dilation", 1, 8, key="convolution_dilation", bind="query-params")
    with places[2]:
        padding = st.selectbox(
            "Padding", PADDINGS, key="convolution_padding", help=words("convolution", "padding_help"), bind="query-params"
        )
        if padding == "explicit":
            padding = st.slider("Pixels on every side", 0, 16, 1, key="convolution_pixels", bind="query-params")
    with places[3]:
        boundary = st.selectbox("Filled with", list(BOUNDARIES), key="convolution_boundary", bind="query-params")
    return {"stride": stride, "dilation": dilation, "padding": padding, "boundary": boundary}


@st.fragment
def laboratory(image):
    choice, *places = st.columns([4, 3, 3, 3, 3], gap="medium")
    shown, note = st.container(), st.container(horizontal=True, vertical_alignment="center")
    how = layer_controls(places)
    kernel = kernel_controls(choice, note)
    geometry = {name: how[name] for name in ("stride", "padding", "dilation")}
    with note:
        answer = last_good(
            "convolution_output",
            lambda: (
                convolve2d(image, kernel, **how),
                [explain_size(image.shape[axis], kernel.shape[axis], **geometry) for axis in (0, 1)],
                [padding_amounts(image.shape[axis], kernel.shape[axis], **geometry) for axis in (0, 1)],
                (image, kernel, how),
            ),
        )
    if answer is None:
        return
    output, (rows, columns), amounts, (image, kernel, how) = answer  # together, so that a refused change leaves all as it was
    with shown:
        inspector(
            "convolution",
            image,
            output,
            {
                "rows": kernel.shape[0],
                "columns": kernel.shape[1],
                "stride": how["stride"],
                "dilation": how["dilation"],
                "top": amounts[0][0],
                "left": amounts[1][0],
                "boundary": how["boundary"],
            },
            titles={"input": "Input", "kernel": "Kernel", "output": "Feature map"},
            input_scale="grey",
            output_scale="signed",
            kernel=kernel,
            on_edit=use_cells,
            key="convolution_inspector",
        )
    padding = how["padding"]
    size = words("convolution", f"size_{padding}" if padding in PADDINGS else "size_explicit", padding=padding)
    counts = {"shared": kernel.size, "dense": image.size * output.size, "pixels": image.size, "cells": output.size}
    told = [  # in one piece, because a slider waits for every piece that it changes
        words("convolution", "reading", low=output.min(), high=output.max()),
        f"{size} Rows: {rows}. Columns: {columns}.",
        words("convolution", "by_hand"),
        "## What it costs",
        words("convolution", "cost", **counts),
        "## The same in code",
    ]
    st.markdown("\n\n".join(told))
    code_panel(convolution_code(kernel, amounts, **how), convolve2d, products_at, key="convolution")
    st.header("Check yourself")
    row, column = output.shape[0] // 3, output.shape[1] // 3
    quiz(convolution_questions(image, kernel, output, row=row, column=column, how=how), key="convolution")


st.markdown(words("convolution", "question"))
laboratory(np.rint(luma(fit_within(current_picture().pixels, SIDE))).astype(np.uint8))
st.header("Summary")
st.markdown(words("convolution", "summary"))
