"""Convolution: a kernel slides over the learner's picture."""

import numpy as np
import streamlit as st

from lessons.core.convolution import BOUNDARIES, convolve2d
from lessons.core.kernels import KERNEL_NOTES, KERNELS, format_kernel, parse_kernel
from lessons.core.scaling import luma, signed_limit
from lessons.core.shapes import explain_size
from lessons.figures.colours import signed_to_rgb
from lessons.figures.pictures import magnified, png
from lessons.images.resizing import fit_within
from lessons.texts import words
from pages.widgets.kernel_editor import kernel_editor
from pages.widgets.legend import grey_legend, signed_legend
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


def title(name):
    return name.replace("_", " ")


def kernel_controls():
    """The kernel that the learner chose, edited or typed; its text is the one truth, and stands in the URL."""
    choice, editor, note = st.container(), st.container(), st.container()
    with st.popover("Type it as text", icon=":material/notes:"):
        default = format_kernel(KERNELS["sobel_x"])
        text = st.text_input("Rows are separated by semicolons", default, key=CELLS, bind="query-params")
    kernel = last_good(CELLS, lambda: parse_kernel(text), default=KERNELS["sobel_x"])
    known = {format_kernel(preset): name for name, preset in KERNELS.items()}
    st.session_state.convolution_kernel = name = known.get(format_kernel(kernel), OWN)
    with choice:
        st.selectbox("Kernel", [*KERNELS, OWN], key="convolution_kernel", format_func=title, on_change=use_preset)
    with editor:
        kernel_editor(kernel, key="convolution_editor", on_edit=use_cells)
    note.caption(KERNEL_NOTES.get(name, "A kernel of your own. Choose another one to start from it."))
    return kernel


def geometry_controls():
    """Stride, padding, dilation and boundary, as `convolve2d` takes them."""
    first, second = st.columns(2, gap="medium")
    with first:
        stride = st.slider("Stride", 1, 8, key="convolution_stride", bind="query-params")
        padding = st.selectbox(
            "Padding", PADDINGS, key="convolution_padding", help=words("convolution", "padding_help"), bind="query-params"
        )
        if padding == "explicit":
            padding = st.slider("Pixels on every side", 0, 16, 1, key="convolution_pixels", bind="query-params")
    with second:
        dilation = st.slider("Dilation", 1, 8, key="convolution_dilation", bind="query-params")
        boundary = st.selectbox("Filled with", list(BOUNDARIES), key="convolution_boundary", bind="query-params")
    return {"stride": stride, "dilation": dilation, "padding": padding}, boundary


@st.fragment
def layer(image, kernel):
    """The layer's own controls and its answer: a fragment of its own, so that a slider redraws nothing else."""
    shown = st.container()
    geometry, boundary = geometry_controls()
    answer = last_good(
        "convolution_output",
        lambda: (
            convolve2d(image, kernel, boundary=boundary, **geometry),
            [explain_size(image.shape[axis], kernel.shape[axis], **geometry) for axis in (0, 1)],
        ),
    )
    if answer is None:
        return
    output, (rows, columns) = answer
    with shown:
        st.subheader(f"Feature map {output.shape[0]} × {output.shape[1]}")
        finding = f"The map's values run from {output.min():.4g} to {output.max():.4g}"
        st.image(png(magnified(signed_to_rgb(output))), width="stretch", alt=finding)
        signed_legend(signed_limit(output))
    padding = geometry["padding"]
    size = words("convolution", f"size_{padding}" if padding in PADDINGS else "size_explicit", padding=padding)
    reading = words("convolution", "reading", low=output.min(), high=output.max())
    st.markdown(f"{size} Rows: {rows}. Columns: {columns}.\n\n{reading}")


@st.fragment
def laboratory(image):
    asked, answered = st.columns([2, 3], gap="large")
    with asked:
        st.subheader(f"Input {image.shape[0]} × {image.shape[1]}")
        st.image(png(magnified(image.astype(np.uint8))), width="stretch", alt="Your picture in grey")
        grey_legend()
        kernel = kernel_controls()
    with answered:
        layer(image, kernel)


st.markdown(words("convolution", "question"))
laboratory(luma(fit_within(current_picture().pixels, SIDE)))
st.markdown(words("convolution", "summary"))
