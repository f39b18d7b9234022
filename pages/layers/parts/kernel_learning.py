"""A kernel that learns before one's eyes: input, kernel, its map, the target, what is wrong, and the loss."""

import numpy as np
import streamlit as st

from lessons.core.learning import Descent
from pages.layers.parts.held_array import hold_array
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)


def kernel_learning(image, target, descent: Descent, step, *, titles, say_at, on_step, key):
    """Show it. All steps are sent at once, so that the browser plays them without asking.

    Parameters
    ----------
    image : float32 array of shape (rows, columns)
    target : float32 array of shape (rows - k + 1, columns - k + 1), what the kernel's map should become
    descent : how the kernel is found
    step : int, the step that is shown
    titles : dict of input, note and end: what stands over and below the input, and beside the loss after the last step
    say_at : int, a step that is told while it is played
    on_step : function of the step at which the learner stops, or which is told
    key : str
    """
    course = np.column_stack([descent.kernels.reshape(len(descent.losses), -1), descent.losses]).astype(np.float32)
    place = st.container(gap=None)
    with place:
        data = _told(image, target, course, key)
    data |= {"size": descent.kernels.shape[1], "step": step, "titles": titles, "sayAt": say_at, "heard": heard(key)}
    with place:
        _COMPONENT(key=key, data=data, on_step_change=lambda: on_step(int(take(key, "step"))))


def _told(image, target, course, key):
    return {
        "image": hold_array(image.astype(np.float32), key=f"{key}_image"),
        "target": hold_array(target.astype(np.float32), key=f"{key}_target"),
        "course": hold_array(course, key=f"{key}_course"),
    }
