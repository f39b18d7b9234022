"""From the picture's maps to the answer, in one row: maps, vector, the weights of one unit, its sum, and softmax over all."""

import numpy as np
import streamlit as st

from lessons.images.resizing import square
from pages.layers.parts.held_array import hold_array
from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)
SIDE, SMALL = 144, 48  # pixels of the picture, and of a class's sample


def maps_to_answer(
    picture, maps, vector, head, unit, logits, probabilities, *,
    temperature, added, samples, truth, names, is_secret, on_unit, on_added, key,
):  # fmt: skip
    """Show the way from a picture to its answer; pointing at a cell lights it everywhere, clicking a bar chooses its unit.

    Parameters
    ----------
    picture : uint8 array of shape (SIDE, SIDE, 3)
    maps : float32 array of shape (rows, columns, channels), 0 or more
    vector : float32 array, what was made of the maps: of all their cells, or one number of each map
    head : lessons.training.linear_head.LinearHead on such vectors
    unit : int, the class whose weights are shown
    logits, probabilities : float32 arrays, one number of each class, as they are to be shown
    temperature, added : floats, what softmax divides every logit by, and what was added to each
    samples : uint8 array of shape (classes * SMALL, SMALL, 3), of `samples_below`
    truth : str, the label of the picture; empty where it shows none of the classes
    names : sequence of str, one per map
    is_secret : bool, whether the sums are hidden until all products were added up
    on_unit : function of the class that is clicked, by its place
    on_added : function of nothing, once all products were seen to be added up
    key : str
    """
    rows, columns, channels = maps.shape
    grid = (rows, columns) if vector.size == maps.size else (1, 1)
    place = st.container(gap=None)
    with place:
        seen = hold_array(picture, key=f"{key}_picture")
        known = hold_array(samples, key=f"{key}_samples")

    def chosen():
        on_unit(int(take(key, "unit")))

    data = {
        "picture": seen,
        "samples": known,
        "maps": array_data(maps.reshape(rows, columns * channels)),
        "map": {"rows": rows, "columns": columns, "channels": channels},
        "grid": {"rows": grid[0], "columns": grid[1], "channels": channels},
        "vector": array_data(vector.reshape(1, -1)),
        "weights": array_data(np.asarray(head.weights[:, unit], np.float32).reshape(1, -1)),
        "bias": float(head.bias[unit]),
        "all": array_data(np.asarray(head.weights.T, np.float32)),
        "biases": [float(bias) for bias in head.bias],
        "unit": unit,
        "labels": list(head.labels),
        "logits": [float(logit) for logit in logits],
        "temperature": temperature,
        "added": added,
        "probabilities": [float(probability) for probability in probabilities],
        "names": list(names),
        "truth": truth,
        "isSecret": is_secret,
        "heard": heard(key),
    }
    with place:
        _COMPONENT(key=key, data=data, on_unit_change=chosen, on_added_change=on_added)


def samples_below(samples):
    """A picture of each class, one below the other."""
    return np.concatenate([square(sample, SMALL) for sample in samples])
