"""Pooling: one number for each window of a map."""

import numpy as np
import streamlit as st

from lessons.core.activation import relu
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNELS
from lessons.core.pooling import MODES, pool2d, window_at
from lessons.core.scaling import luma
from lessons.core.shapes import PADDINGS, explain_size, padding_amounts
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.questions.pooling import pooling_questions
from lessons.texts.snippets import pooling_code
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture, last_good

SIDE = 224


@st.fragment
def laboratory(image):
    first, second, third, fourth, fifth = wrapping_row(5)
    kernel = first.selectbox("ReLU of this kernel's map", list(KERNELS), key="pooling_kernel", bind="query-params")
    size = second.slider("Window", 1, 8, 2, key="pooling_size", bind="query-params")
    stride = third.slider("Stride", 1, 8, 2, key="pooling_stride", bind="query-params")
    mode = fourth.selectbox("Mode", list(MODES), key="pooling_mode", bind="query-params")
    padding = fifth.selectbox("Padding", list(PADDINGS), key="pooling_padding", bind="query-params")
    how, digest = {"stride": stride, "padding": padding, "mode": mode}, current_picture().digest
    values = relu(convolve2d(image, KERNELS[kernel], padding="same", boundary="edge"))
    answer = last_good("pooling_output", lambda: (pool2d(values, size, **how), values, size, how), of=digest)
    if answer is None:
        say_too_small(values, "this window without padding")
        return
    output, values, size, how = answer  # together, so that a refused change leaves all as it was
    geometry = {"stride": how["stride"], "padding": how["padding"]}
    amounts = [padding_amounts(length, size, **geometry) for length in values.shape]
    inspector(
        how["mode"],
        values,
        output,
        window(size, size, stride=how["stride"], padding=amounts),
        titles={"input": "Feature map", "kernel": "", "output": f"{how['mode'].capitalize()} of each window"},
        input_scale="magnitude",
        output_scale="magnitude",
        key="pooling_inspector",
    )
    st.markdown(words("pooling", "by_hand"))
    rows, columns = (explain_size(length, size, **geometry) for length in values.shape)
    st.markdown(f"Rows: {rows}. Columns: {columns}.")
    st.header("What is gained, what is lost")
    shift = st.slider("Shift of the picture, in pixels", 1, 8, 1, key="pooling_shift", bind="query-params")
    moved = np.roll(values, shift, axis=1)
    changes = [_change(values, moved), _change(output, pool2d(moved, size, **how))]
    verdict = "less" if changes[1] < changes[0] else "no less here"
    st.markdown(words("pooling", "shift", shift=shift, before=changes[0], after=changes[1], verdict=verdict))
    kept = {"cells": values.size, "kept": output.size, "share": output.size / values.size}
    st.markdown(words("pooling", "lost", largest=values.max(), mean=values.mean(), **kept))
    st.header("The same in code")
    code_panel(pooling_code(size, **how), pool2d, window_at, key="pooling")
    st.header("Check yourself")
    row, column = output.shape[0] // 3, output.shape[1] // 3
    shown = {"row": row, "column": column, "shift": shift, "changes": changes}
    quiz(pooling_questions(values, output, size=size, **how, **shown), key="pooling")


def _change(before, after):
    """The norm of the difference over the norm of what was."""
    return float(np.linalg.norm(after - before) / (np.linalg.norm(before) or 1))


st.markdown(words("pooling", "opening"))
laboratory(np.rint(luma(fit_within(current_picture().pixels, SIDE))))
st.header("Summary")
st.markdown(words("pooling", "summary"))
