"""The loss over two weights, seen from above, and the way of a descent that a learner starts anywhere."""

import numpy as np

from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take

_COMPONENT = component(__file__)
NEAR = 0.02  # of the lowest loss that is drawn: so near is there
FLAT = 0.005  # the slope below which the ground is called so


def how_it_ended(across, up, ground, path, losses, slope):
    """Of a descent: "gone" out of what is drawn, at the "lowest" place there, it "rests" on flat ground, or is still "moving".

    `slope` is that at its end; all others are as `downhill` has them.
    """
    (x, y), last = path[-1], losses[-1]
    if not (across[0] <= x <= across[-1] and up[0] <= y <= up[-1]):
        return "gone"
    if last <= np.min(ground) + NEAR:
        return "lowest"
    return "rests" if np.linalg.norm(slope) < FLAT else "moving"


def downhill(across, up, ground, path, losses, *, names, about, step_is, others, is_first, on_told, key):
    """Show it.

    Parameters
    ----------
    across, up : arrays of shape (n,) and (m,), the values of the two weights
    ground : array of shape (m, n), the loss there
    path : array of shape (steps + 1, 2)
    losses : array of shape (steps + 1,), along the path
    names : of the two weights
    about : str, what the loss is of
    step_is : str, what a step of this optimiser is
    others : the kernel's other weights, which stand still
    is_first : bool, whether it begins where the network begins
    on_told : function of [x, y], where the descent is to begin, or None for where the network begins
    key : str
    """
    data = {
        "ground": array_data(np.asarray(ground, np.float32)),
        "path": array_data(np.asarray(path, np.float32)),
        "losses": array_data(np.asarray(losses, np.float32).reshape(1, -1)),
        "across": [round(float(across[0]), 2), round(float(across[-1]), 2)],
        "up": [round(float(up[0]), 2), round(float(up[-1]), 2)],
        "names": list(names),
        "about": about,
        "stepIs": step_is,
        "others": [float(weight) for weight in others],
        "isFirst": is_first,
        "heard": heard(key),
    }
    _COMPONENT(key=key, data=data, on_told_change=lambda: on_told(take(key, "told")))
