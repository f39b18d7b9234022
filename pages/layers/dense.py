"""Flatten, dense, softmax: how maps become an answer."""

import numpy as np
import streamlit as st

from lessons.core.dense import dense, flat_position, flatten, map_position, softmax
from lessons.figures.bars import softmax_bars
from lessons.texts import words
from lessons.texts.questions.dense import dense_questions
from lessons.texts.snippets import dense_code
from lessons.training.linear_head import MAP_KERNELS, VECTORS, picture_maps, texture_head
from pages.layers.parts.flatten_view import flatten_view
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.lesson.wrapping_row import wrapping_row
from pages.shared.session.state import current_picture


def vector_lesson(maps, head, logits):
    st.header("From cells to places")
    unit = st.selectbox("Unit of the dense layer", head.labels, key="dense_unit", bind="query-params")
    index = head.labels.index(unit)
    flatten_view(
        maps,
        head.weights[:, index],
        bias=head.bias[index],
        logit=logits[index],
        unit=unit,
        names=[name.replace("_", " ") for name in MAP_KERNELS],
        key="dense_view",
    )
    st.markdown(words("dense", "by_hand"))


@st.fragment
def laboratory(maps):
    vector_lesson(maps, texture_head("flatten"), dense(flatten(maps), *weights_of("flatten")))
    st.header("From sums to probabilities")
    first, second, third = wrapping_row(3)
    with first:
        temperature = st.select_slider(
            "Temperature", [0.25, 0.5, 1.0, 2.0, 5.0, 10.0], 1.0, key="dense_temperature", bind="query-params"
        )
    with second:
        added = st.slider("Added to every logit", -10, 10, 0, key="dense_added", bind="query-params")
    with third:
        vector = st.segmented_control(
            "The vector is made by", list(VECTORS), default="flatten", required=True, key="dense_vector", bind="query-params"
        )
    head = texture_head(vector)
    logits = dense(VECTORS[vector](maps), head.weights, head.bias)
    shown = logits + np.float32(added)
    probabilities = softmax(shown, temperature=temperature)
    best = int(probabilities.argmax())
    st.html(softmax_bars(head.labels, shown, probabilities)[0])
    result = words("dense", "result", logit=shown[best], label=head.labels[best], probability=probabilities[best])
    st.markdown("\n\n".join([words("dense", "softmax"), result]))
    what_it_costs()
    st.header("The same in code")
    code = dense_code(maps.shape, len(head.labels), vector=vector, temperature=temperature, added=added)
    code_panel(code, flatten, flat_position, map_position, dense, softmax, key="dense")
    st.header("Check yourself")
    quiz(dense_questions(maps, logits, head.labels, row=2, column=4, channel=1), key="dense")


def weights_of(vector):
    return texture_head(vector).weights, texture_head(vector).bias


def what_it_costs():
    st.header("What it costs")
    rows = [
        {
            "the vector is made by": vector,
            "numbers in the vector": texture_head(vector).weights.shape[0],
            "learned parameters": texture_head(vector).parameters,
            "right on training patches": texture_head(vector).train_accuracy,
            "right on test patches": texture_head(vector).test_accuracy,
        }
        for vector in VECTORS
    ]
    percent = st.column_config.NumberColumn(format="percent")
    st.dataframe(rows, hide_index=True, column_config={"right on training patches": percent, "right on test patches": percent})
    st.markdown(words("dense", "cost", vgg_flat=7 * 7 * 512 * 256, vgg_average=512 * 256))


st.markdown(words("dense", "opening"))
with st.spinner("Training a dense layer on the textures. It takes a second, the first time only."):
    trained = texture_head("flatten")
maps = picture_maps(current_picture().pixels)
st.markdown(
    words(
        "dense",
        "maps",
        rows=maps.shape[0],
        columns=maps.shape[1],
        channels=maps.shape[2],
        pictures=320,
        train=trained.train_accuracy,
        test=trained.test_accuracy,
    )
)
laboratory(maps)
st.header("Summary")
st.markdown(words("dense", "summary"))
