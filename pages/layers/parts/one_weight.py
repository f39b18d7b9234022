"""One weight of a small network: the loss as a hill over all its values, and a ball that rolls down it, step by step."""

import numpy as np
import streamlit as st

from lessons.core.backpropagation import with_one_weight
from lessons.core.optimisers import descent_path
from pages.layers.parts.held_array import hold_array
from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)
SIDE = 160  # pixels of the picture as it is
REACH, PLACES = 3.0, 121  # how far the weight goes each way, and in how many places its loss is known
STARTS = (-2.0, -1.0, 0.0, 1.0, 2.0)  # from the network's own weight
COARSE = 61  # places in which a valley is looked for
NEAR = 0.02  # of the lowest loss that is drawn: so near is there
USUAL = 0.3  # the learning rate with which a start is looked for


def steepest(found):
    """The place in the kernel where the loss's slope is steepest."""
    return tuple(map(int, np.unravel_index(np.abs(found.slopes.kernel).argmax(), found.slopes.kernel.shape)))


def with_a_valley(image, weights, right, place):
    """This place in the kernel if its hill has a valley, else the one with the deepest valley, if there is any."""
    places = [place, *(each for each in np.ndindex(weights.kernel.shape) if each != place)]
    depths = [_valley(image, weights, right, each) for each in places]
    return place if depths[0] else places[int(np.argmax(depths))]


def _valley(image, weights, right, place):
    """How deep the lowest place of a hill lies below both sides; 0 where that is near the edge of what is drawn."""
    away = np.linspace(-REACH, REACH, COARSE)
    loss = np.array([each.loss for each in with_one_weight(image, weights, right, place, weights.kernel[place] + away)])
    lowest = int(loss.argmin())
    if abs(away[lowest]) > max(STARTS):
        return 0.0
    return float(min(loss[:lowest].max(), loss[lowest:].max()) - loss[lowest])


def roll_down(image, weights, right, place, *, begin, rate, steps):
    """The values of one weight of the kernel from step to step, all others standing still, and the pass for each."""

    def slope_at(value):
        return [with_one_weight(image, weights, right, place, value)[0].slopes.kernel[place]]

    values = descent_path(slope_at, [begin], steps=steps, rate=rate)[:, 0]
    return values, with_one_weight(image, weights, right, place, values)


def best_start(image, weights, right, place, *, steps):
    """Where the ball begins: of a few places the one from which it rolls furthest down."""

    def fall(begin):
        _, passes = roll_down(image, weights, right, place, begin=begin, rate=USUAL, steps=steps)
        return passes[0].loss - passes[-1].loss

    return max((round(float(weights.kernel[place]) + away, 2) for away in STARTS), key=fall)


def leaps(passes, place):
    """Whether the ball leaps over a lowest place: after some step the ground falls the other way."""
    slopes = np.array([each.slopes.kernel[place] for each in passes])
    return bool(np.any(slopes[1:] * slopes[:-1] < 0))


def what_becomes(image, weights, right, place, rolled):
    """What the ball does on its way: "leaps" over a lowest place, "leaves" the hill that is drawn, "rolls" there, or "rests" on
    flat ground before."""
    values, passes = rolled
    if leaps(passes, place):
        return "leaps"
    if np.abs(values - weights.kernel[place]).max() > REACH:
        return "leaves"
    drawn = weights.kernel[place] + np.linspace(-REACH, REACH, COARSE)
    lowest = min(each.loss for each in with_one_weight(image, weights, right, place, drawn))
    return "rolls" if passes[-1].loss < lowest + NEAR else "rests"


def one_weight(picture, image, weights, rolled, *, place, right, names, rate, step, on_told, key):
    """Show it.

    Parameters
    ----------
    picture : uint8 array of shape (SIDE, SIDE, 3), which the network gets much smaller
    image : array of shape (5, 5), what the network gets
    weights : Weights, all of which stand still but one
    rolled : (values, passes), as `roll_down` returns them
    place : (row, column) of that one in the kernel
    right : int, the right class
    names : of both classes
    rate : float, the learning rate
    step : int, which step is shown
    on_told : function of {"step": int, "begin": float or None, where the ball was put}
    key : str
    """
    values = weights.kernel[place] + np.linspace(-REACH, REACH, PLACES)
    spot = st.container(gap=None)
    with spot:
        held = hold_array(picture, key=f"{key}_picture")
        data = {
            "picture": held,
            "curve": _rows(values, with_one_weight(image, weights, right, place, values), place, right),
            "path": _rows(*rolled, place, right),
            "names": [names[right], names[1 - right]],
            "rate": rate,
            "step": step,
            "heard": heard(key),
        }
        _COMPONENT(key=key, data=data, on_told_change=lambda: on_told(take(key, "told")))


def _rows(values, passes, place, right):
    """Four rows: the weight, the loss, its slope, and the right answer's probability."""
    found = [(each.loss, each.slopes.kernel[place], each.probabilities[right]) for each in passes]
    return array_data(np.asarray([values, *zip(*found, strict=True)], np.float32))
