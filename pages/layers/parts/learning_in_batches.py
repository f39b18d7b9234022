"""Two looks at a network that learns from many pictures: what its two curves tell, and the noise of small batches."""

import streamlit as st

from lessons.core.batch_learning import GOOD
from lessons.figures.batch_charts import batch_chart, two_curves
from lessons.texts import words
from pages.layers.parts import layer_caches
from pages.shared.lesson.chart import show_chart
from pages.shared.lesson.wrapping_row import wrapping_row

BATCHES, BATCH_PICTURES, BATCH_HIDDEN, BATCH_RATE, BATCH_EPOCHS = [1, 4, 16, 64, 256], 256, 64, 0.02, 8
HIDDEN, PICTURES, EPOCHS, RATE, BATCH = [1, 4, 16, 64], [30, 200, 900], [5, 10, 30, 150], 0.03, 20
ROSE = 1.05  # times its lowest value: a rise that can be seen
FIRST = {"pictures": 900, "hidden": 64, "epochs": 10}
CURVES, NOISE = "Two curves", "Batches"


def many_pictures():
    """One of the two."""
    key = "backpropagation_many"
    if "backpropagation_batch" in st.query_params and key not in st.session_state:
        st.session_state[key] = NOISE
    looks = [CURVES, NOISE]
    look = st.segmented_control("Look at", looks, default=CURVES, required=True, key=key, label_visibility="collapsed")
    (batches if look == NOISE else curves)()


@st.fragment
def batches():
    """The loss of each batch as it was learned from, by how many pictures a batch has."""
    key = "backpropagation_batch"
    batch = st.select_slider("Pictures in a batch", BATCHES, 16, key=key, bind="query-params", width=300)
    course = layer_caches.digit_course(BATCH_PICTURES, BATCH_HIDDEN, batch, BATCH_RATE, BATCH_EPOCHS)
    about = {"batch": batch, "steps": len(course.steps), "epochs": BATCH_EPOCHS, "pictures": BATCH_PICTURES}
    whole = layer_caches.digit_course(BATCH_PICTURES, BATCH_HIDDEN, BATCH_PICTURES, BATCH_RATE, BATCH_EPOCHS)
    about |= {"exact": whole.training[-1], "noise": layer_caches.digit_slope_noise(BATCH_PICTURES, BATCH_HIDDEN, batch)}
    show_chart(batch_chart(course, BATCH_PICTURES, batch), key="backpropagation_batches")
    st.markdown(words("backpropagation", "batches", **about, first=course.training[0], last=course.training[-1]))


def curves():
    """The loss on what a network learns from, and on what it does not, over the epochs; and what they say of it."""
    first, second, third = wrapping_row(3)
    key = "backpropagation"
    hidden = first.select_slider("Hidden neurons", HIDDEN, FIRST["hidden"], key=f"{key}_hidden", bind="query-params")
    pictures = second.select_slider(
        "Pictures to learn from", PICTURES, FIRST["pictures"], key=f"{key}_pictures", bind="query-params"
    )
    epochs = third.select_slider("Epochs", EPOCHS, FIRST["epochs"], key=f"{key}_epochs", bind="query-params")
    course = layer_caches.digit_course(pictures, hidden, BATCH, RATE, epochs)
    show_chart(two_curves(course), key="backpropagation_curves")
    about = {"training": course.training_accuracy, "validation": course.validation_accuracy}
    about |= {"own_loss": course.training[-1], "other_loss": course.validation[-1]}
    part = "level" if course.verdict == GOOD and course.is_level else course.verdict
    told = words("backpropagation", part, **about)
    if course.validation[-1] > ROSE * course.validation.min():
        told += " " + words("backpropagation", "turned", turned=course.turned)
    st.markdown(told)
