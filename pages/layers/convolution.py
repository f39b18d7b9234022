"""Convolution: a kernel slides over the learner's picture."""

import numpy as np
import streamlit as st

from lessons.core.convolution import BOUNDARIES, convolve2d, products_at
from lessons.core.kernels import KERNELS
from lessons.core.scaling import luma, signed_limit
from lessons.core.shapes import explain_size, padding_amounts
from lessons.core.shifting import ROOM, move_picture
from lessons.figures.colours import signed_to_rgb
from lessons.figures.pictures import png
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.layer_snippets import convolution_code
from lessons.texts.questions.convolution import convolution_questions
from lessons.texts.steps.convolution import stays_a_picture
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
from pages.shared.session.state import current_picture, last_good

STRIDES = [1, 2, 3, 4, 8]
PADDINGS = ["valid", "same", "explicit"]


def layer_controls(place, more):
    """Stride, dilation, padding, boundary and flip, as `convolve2d` takes them."""
    stride = place.segmented_control(
        "Stride",
        STRIDES,
        default=1,
        required=True,
        key="convolution_stride",
        bind="query-params",
        help=words("convolution", "stride"),
    )
    dilation = more.slider("Dilation", 1, 8, key="convolution_dilation", bind="query-params")
    about = words("convolution", "padding_help")
    padding = more.selectbox("Padding", PADDINGS, key="convolution_padding", help=about, bind="query-params")
    if padding == "explicit":
        padding = more.slider("Pixels on every side", 0, 16, 1, key="convolution_pixels", bind="query-params")
    boundary = more.selectbox("Filled with", list(BOUNDARIES), key="convolution_boundary", bind="query-params")
    flip = more.toggle("Turned by 180°", key="convolution_flip", help=words("convolution", "flip_help"), bind="query-params")
    return {"stride": stride, "dilation": dilation, "padding": padding, "boundary": boundary, "flip": flip}


@st.fragment
def moved(image):
    first, second = wrapping_row(2)
    shift = first.slider("Columns to the left", 1, ROOM, 8, key="convolution_shift", bind="query-params")
    stride = second.slider("Stride of the layer", 1, 4, 1, key="convolution_shift_stride", bind="query-params")
    digest = current_picture().digest
    pair = last_good("convolution_pair", lambda: move_picture(image, KERNELS["sobel_x"], shift, stride=stride), of=digest)
    if pair is None:
        return
    limit = max(signed_limit(pair.before), signed_limit(pair.after))
    names = ("The map before", f"The map of the picture {shift} columns further")
    for column, values, name in zip(st.columns(2), (pair.before, pair.after), names, strict=True):
        column.image(png(signed_to_rgb(values, limit=limit)), width="stretch", caption=name, alt=name)
    signed_legend(limit)
    case = "moved_other" if shift % stride else "moved_same"
    st.markdown(words("convolution", case, shift=shift, stride=stride, cells=pair.cells, difference=pair.difference))


@st.fragment
def laboratory(picture):
    shown = st.container()
    choice, place, more = stage_controls(2, beside_player=True)
    seen = fit_within(picture, picture_side(more, "convolution"))
    image = np.rint(luma(seen)).astype(np.uint8)
    told = st.container()
    kernel, set_kernel, note = kernel_choice(choice, more, told, key="convolution")
    how = layer_controls(place, more)
    geometry = {name: how[name] for name in ("stride", "padding", "dilation")}
    with told:
        answer = last_good(
            "convolution_output",
            lambda: (
                convolve2d(image, kernel, **how),
                [explain_size(image.shape[axis], kernel.shape[axis], **geometry) for axis in (0, 1)],
                [padding_amounts(image.shape[axis], kernel.shape[axis], **geometry) for axis in (0, 1)],
                (image, kernel, how),
            ),
            of=current_picture().digest,
        )
    if answer is None:
        say_too_small(image, "this kernel without padding")
        return
    output, sizes, amounts, (image, kernel, how) = answer  # together, so that a refused change leaves all as it was
    with shown:
        cell = inspector(
            "convolution",
            image,
            output,
            window(*kernel.shape, stride=how["stride"], dilation=how["dilation"], padding=amounts, boundary=how["boundary"]),
            titles={
                "input": "Your picture",
                "patch": "Its brightness",
                "kernel": "Kernel, turned" if how["flip"] else "Kernel: drag or type",
                "output": "Feature map",
            },
            input_scale="grey",
            output_scale="grey" if stays_a_picture(kernel) else "signed",
            kernel=kernel[::-1, ::-1] if how["flip"] else kernel,
            on_edit=None if how["flip"] else set_kernel,
            colours=seen if image.shape == seen.shape[:2] else None,
            key="convolution_inspector",
        )
    known = {"image": image, "kernel": kernel, "geometry": {name: how[name] for name in ("padding", "dilation")}, **how}
    known |= {
        "cell": cell,
        "cells": output.size,
        "weights": kernel.size,
        "size": f"{output.shape[0]} × {output.shape[1]}",
    }
    steps("convolution", known)
    row, column = output.shape[0] // 3, output.shape[1] // 3
    sections(
        "convolution",
        {
            "What you saw": lambda: what_you_saw(image, kernel, how, output, note),
            "By hand": lambda: by_hand(image, kernel, how, output, sizes),
            "Move the picture": lambda: moved(image),
            "In code": lambda: code_panel(convolution_code(kernel, amounts, **how), convolve2d, products_at, key="convolution"),
            "Check yourself": lambda: quiz(
                convolution_questions(image, kernel, output, row=row, column=column, how=how), key="convolution"
            ),
            "Summary": lambda: st.markdown(words("convolution", "summary")),
        },
        asked={"convolution_shift": "Move the picture", "convolution_shift_stride": "Move the picture"},
    )


def what_you_saw(image, kernel, how, output, note):
    other = convolve2d(image, kernel, **how | {"flip": not how["flip"]})
    turned = words("convolution", "turned" if how["flip"] else "not_turned", change=np.abs(other - output).max())
    reading = words("convolution", "reading", low=output.min(), high=output.max())
    st.markdown("\n\n".join([words("convolution", "opening"), note, reading, turned]))


def by_hand(image, kernel, how, output, sizes):
    padding, (rows, columns) = how["padding"], sizes
    size = words("convolution", f"size_{padding}" if padding in PADDINGS else "size_explicit", padding=padding)
    counts = {"shared": kernel.size, "dense": image.size * output.size, "pixels": image.size, "cells": output.size}
    told = [
        words("convolution", "by_hand"),
        f"{size} Rows: {rows}. Columns: {columns}.",
        words("convolution", "cost", **counts),
    ]
    st.markdown("\n\n".join(told))


laboratory(current_picture().pixels)
