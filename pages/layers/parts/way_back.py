"""The way through a small network to its loss and back: every number, its sum with lines, and steps downhill."""

from itertools import accumulate, pairwise

import numpy as np
import streamlit as st

from lessons.core.backpropagation import with_one_weight
from pages.layers.parts.held_array import hold_array
from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)
SIDE = 124  # pixels of the picture as it is
TURN, TURNS = 1.5, 61  # how far a weight is turned each way, and in how many places
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


def way_back(picture, image, course, *, right, names, rate, reached, step, turning, on_told, key):
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
    turning : (place in the kernel, its values, the pass for each), as `turned` returns it
    on_told : function of {"stop": place in STATIONS, below 0 on the way there, "step": int, "right": int, "turned": bool}
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
        "turning": turning_data(*turning, right),
        "heard": heard(key),
    }
    with place:
        _COMPONENT(key=key, data=data, on_told_change=lambda: on_told(take(key, "told")))


def steepest(found):
    """The place in the kernel where the loss's slope is steepest."""
    return tuple(map(int, np.unravel_index(np.abs(found.slopes.kernel).argmax(), found.slopes.kernel.shape)))


def turned(image, weights, found, right):
    """The weight of the kernel with the steepest slope, turned down and up: its place, its values and their passes."""
    place = steepest(found)
    values = weights.kernel[place] + np.linspace(-TURN, TURN, TURNS)
    return place, values, with_one_weight(image, weights, right, place, values)


def turning_data(place, values, passes, right):
    """What the widget has to know of them."""
    columns = [values, *zip(*((each.sums[right], each.probabilities[right], each.loss) for each in passes), strict=True)]
    slopes = [each.slopes.kernel[place] for each in passes]
    return {
        "place": int(np.ravel_multi_index(place, passes[0].slopes.kernel.shape)),
        "count": len(values),
        "numbers": array_data(np.asarray([*columns, slopes], np.float32)),
    }


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
