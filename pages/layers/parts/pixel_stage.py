"""The learner's picture as numbers: a lens over a few pixels, one pixel taken apart, changed by hand, and summed to grey."""

import numpy as np
import streamlit as st

from lessons.core.scaling import LUMA_WEIGHTS
from pages.layers.parts.held_array import hold_array
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)
SHOWS = ("Colour", "Red", "Green", "Blue", "Grey")


def pixel_stage(pictures, size, *, show, light, task, on_edit, key):
    """Show it.

    Parameters
    ----------
    pictures : sequence of uint8 arrays of shape (rows, columns, 3), the same picture with ever more pixels
    size : int, the place of the one that is shown
    show : str, one of SHOWS
    light : sequence of three ints, how much of the red, green and blue light there is, in per cent
    task : what the learner tries: with another one the brush is laid down
    on_edit : function of {"size": place, "light": per cents, "cell": [row, column], "colour": [red, green, blue] of that pixel,
        "drawn": how many pixels were drawn over with the brush that is in hand}
    key : str
    """
    place = st.container(gap=None)
    with place:
        held = hold_array(np.concatenate([picture.reshape(-1, 3) for picture in pictures]), key=f"{key}_numbers")
        data = {
            "held": held,
            "sizes": [{"rows": picture.shape[0], "columns": picture.shape[1]} for picture in pictures],
            "size": size,
            "show": show,
            "light": list(light),
            "task": task,
            "weights": list(LUMA_WEIGHTS),
            "heard": heard(key),
        }
        _COMPONENT(key=key, data=data, on_edited_change=lambda: on_edit(take(key, "edited")))
