"""Activation: each value of a map by itself, and why a network needs that."""

import numpy as np
import streamlit as st

from lessons.core.activation import ACTIVATIONS
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNELS
from lessons.core.scaling import luma
from lessons.figures.charts import activation_charts
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.questions.activation import activation_questions
from lessons.texts.snippets import activation_code
from lessons.texts.versions import relu_between
from pages.layers.parts.inspector import inspector, window
from pages.layers.parts.too_small import say_too_small
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session import caches
from pages.shared.session.state import current_picture

SIDE = 160


@st.fragment
def laboratory(image):
    first, second, third = wrapping_row(3)
    with first:
        kernel = st.selectbox("The map of this kernel", list(KERNELS), key="activation_kernel", bind="query-params")
    with second:
        name = st.selectbox("Activation function", list(ACTIVATIONS), key="activation_function", bind="query-params")
    with third:
        scale = st.select_slider(
            "Map divided by",
            [1, 10, 100, 1000],
            100,
            key="activation_scale",
            help=words("activation", "scale"),
            bind="query-params",
        )
    undivided = convolve2d(image, KERNELS[kernel])
    before = undivided / np.float32(scale)
    after = ACTIVATIONS[name](before)
    inspector(
        "activation",
        undivided,
        after,
        window(),
        titles={"input": "Map before", "kernel": name, "output": "Map after"},
        input_scale="signed",
        output_scale="magnitude" if after.min() >= 0 else "signed",
        divisor=scale,
        key="activation_inspector",
    )
    st.markdown(words("activation", "by_hand"))
    charts = st.container()  # filled last: Plotly takes longer to draw than all the rest, and the map should not wait for it
    why(image)
    st.header("The same in code")
    code_panel(activation_code(name), ACTIVATIONS[name], key="activation")
    st.header("Check yourself")
    row, column = np.unravel_index(np.argsort(before, axis=None)[before.size // 20], before.shape)
    quiz(activation_questions(before, after, name=name, row=int(row), column=int(column)), key="activation")
    with charts:
        finding = show_chart(activation_charts(ACTIVATIONS[name], name, before, after), key="activation_charts")
        st.markdown(finding)


@st.fragment
def why(image):
    st.header("Why a network needs it")
    first, second = wrapping_row(2)
    one = first.selectbox("First kernel", list(KERNELS), key="activation_first", bind="query-params")
    two = second.selectbox("Second kernel", list(KERNELS), 1, key="activation_second", bind="query-params")
    size = len(KERNELS[one]) + len(KERNELS[two]) - 1
    found = caches.layers_in_a_row(current_picture().digest, one, two, image)
    st.markdown(words("activation", "linear", first=one, second=two, size=size, difference=found.difference))
    st.markdown(words("activation", relu_between(found), size=size, error=found.error, negative=found.negative))


st.markdown(words("activation", "opening"))
grey = np.rint(luma(fit_within(current_picture().pixels, SIDE)))
if min(grey.shape) < 9:
    say_too_small(grey, "two kernels in a row")
else:
    laboratory(grey)
st.header("Summary")
st.markdown(words("activation", "summary"))
