"""The way through a small network to its loss and back: every number, its sum with lines, and steps downhill."""

from itertools import accumulate, pairwise

import numpy as np
import streamlit as st

from pages.layers.parts.held_array import hold_array
from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)
SIDE = 124  # pixels of the picture as it is
STATIONS = (
    "the loss",
    "the sums",
    "the weights",
    "the pooled map",
    "the map after ReLU",
    "the map",
    "the kernel",
    "the step",
)
"""How far the loss's slopes have come on their way back, and at last what is done with them."""


def way_back(picture, image, course, *, right, names, rate, reached, step, on_told, key):
    """Show it.

    Parameters
    ----------
    picture : uint8 array of shape (SIDE, SIDE, 3), which the network gets much smaller
    image : array of shape (5, 5), what the network gets
    course : list of (Weights, Pass), as `lessons.core.backpropagation.descend` returns it
    right : int, the right class
    names : of both classes
    rate : float, the learning rate
    reached : one of `STATIONS`
    step : int, which of the course is shown
    on_told : function of {"stop": place in STATIONS, below 0 on the way there, "step": int, "right": int}
    key : str
    """
    rows = [numbers_of(*each) for each in course]
    place = st.container(gap=None)
    with place:
        held = hold_array(picture, key=f"{key}_picture")
    data = {
        "name": key,
        "picture": held,
        "image": array_data(np.asarray(image, np.float32)),
        "course": array_data(np.stack([np.concatenate([*row.values()]) for row in rows]).astype(np.float32)),
        "parts": places_of(rows[0]),
        "right": right,
        "names": list(names),
        "rate": rate,
        "stop": STATIONS.index(reached),
        "step": step,
        "heard": heard(key),
    }
    with place:
        _COMPONENT(key=key, data=data, on_told_change=lambda: on_told(take(key, "told")))


def numbers_of(weights, found):
    """All numbers of a pass in rows, under the names that the widget has for them."""
    learned = {"kernel": weights.kernel, "bias": weights.bias, "dense": weights.dense, "denseBias": weights.dense_bias}
    values = {"map": found.map, "bent": found.bent, "pooled": found.pooled, "sums": found.sums}
    answer = {"chances": found.probabilities, "loss": found.loss, "dSums": found.d_sums}
    back = {"dPooled": found.d_pooled, "dBent": found.d_bent, "dMap": found.d_map}
    slopes = found.slopes
    ends = {"dKernel": slopes.kernel, "dBias": slopes.bias, "dDense": slopes.dense, "dDenseBias": slopes.dense_bias}
    return {name: np.ravel(numbers) for name, numbers in (learned | values | answer | back | ends).items()}


def places_of(row):
    """Where the numbers of each name begin and end when all of them stand in one row."""
    ends = accumulate((numbers.size for numbers in row.values()), initial=0)
    return dict(zip(row, map(list, pairwise(ends)), strict=True))
