"""Convolution: a kernel slides over the learner's picture."""

import numpy as np
import streamlit as st

from lessons.core.convolution import BOUNDARIES, convolve2d, products_at
from lessons.core.scaling import luma
from lessons.core.shapes import explain_size, padding_amounts
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.questions.convolution import convolution_questions
from lessons.texts.snippets import convolution_code
from pages.widgets.code_panel import code_panel
from pages.widgets.inspector import inspector, window
from pages.widgets.kernel_choice import kernel_choice
from pages.widgets.quiz import quiz
from pages.widgets.state import current_picture, last_good

SIDE = 224  # the longer side of the input in pixels, as in VGG16: small enough to answer at once
PADDINGS = ["valid", "same", "explicit"]


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
    kernel, set_kernel = kernel_choice(choice, note, key="convolution")
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
            window(*kernel.shape, stride=how["stride"], dilation=how["dilation"], padding=amounts, boundary=how["boundary"]),
            titles={"input": "Input", "kernel": "Kernel", "output": "Feature map"},
            input_scale="grey",
            output_scale="signed",
            kernel=kernel,
            on_edit=set_kernel,
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
