"""The inspector: input, kernel and output side by side, and the arithmetic of the output cell that is pointed at.

It takes arrays, not a lesson, so that convolution, activation, pooling and real networks can be inspected alike.
"""

import hashlib
import time

import numpy as np
import streamlit as st

from lessons.core.kernels import MAX_WEIGHT, format_kernel
from pages.layers.parts.held_array import hold_array
from pages.shared.components.arrays import deflated, packed
from pages.shared.components.component_files import component
from pages.shared.components.numbered_edits import heard, take
from pages.shared.session.state import is_new

# Seconds before what follows a new map is sent: the browser draws together what comes within 10 ms, and charts would hold the
# map up. Measured in turn on a busy machine, a step on Activation takes 210 ms with this pause and 261 ms without.
HEAD_START = 0.025
ROOM = 5  # letters of a kernel's cell

_COMPONENT = component(__file__)


def window(rows=1, columns=1, *, stride=1, dilation=1, padding=((0, 0), (0, 0)), boundary="zero"):
    """How a layer's window slides, as the inspector wants it; `padding` is (before, after) of each axis."""
    geometry = {"rows": rows, "columns": columns, "stride": stride, "dilation": dilation}
    return geometry | {"top": padding[0][0], "left": padding[1][0], "boundary": boundary}


def inspector(
    kind, image, output, slides, *, titles, input_scale, output_scale, key,
    kernel=None, bias=None, on_edit=None, divisor=1, limit=None, reach=0.0, colours=None,
):  # fmt: skip
    """Show how every cell of an output comes about.

    Parameters
    ----------
    kind : "convolution", "max", "average" or "activation"
    image : array of shape (rows, columns), or (rows, columns, 3) for a convolution over RGB; uint8 travels fastest
    output : float32 array of shape (r, c), the engine's
    slides : what `window` returns; `window()` is that of a layer that looks at each value by itself
    titles : dict of input, kernel and output: what stands over each panel; for an activation, kernel names the function;
        about, if there is one, stands beside the input's instead of its size, and patch over the numbers under the window
    input_scale, output_scale : "grey", "signed" or "magnitude"
    key : str
    kernel : float32 array of shape (k, k) or (k, k, 3), for a convolution
    bias : float, or None for a layer that has none
    on_edit : function of the edited kernel as text, or None for a kernel that can't be edited
    divisor : float, what the image is divided by before the layer sees it: it is sent once for all divisors
    limit : float, what the output's colours run up to, as where they are to be the input's; None for its largest value
    reach : float, how far a bias may go: the colours then stay as they are while it moves
    colours : uint8 array of shape (rows, columns, 3), as which the image is painted, or None for its own values

    Returns
    -------
    [row, column] of the output cell that the learner chose last, or None
    """
    channels = 1 if image.ndim == 2 else image.shape[2]
    place = st.container(gap=None)
    with place:
        held = hold_array(image, key=f"{key}_input")
        painted = None if colours is None else hold_array(colours, key=f"{key}_colours")
    told, values = deflated(output.astype(np.float32))
    data = {
        "kind": kind,
        "input": held | {"channels": channels, "scale": input_scale, "divisor": divisor},
        "output": told | {"scale": output_scale, "upTo": None if limit is None else float(limit), "reach": float(reach)},
        "painted": painted,
        "window": slides,
        "titles": titles,
        "bias": None if bias is None else float(bias),
        "editable": on_edit is not None,
        "largestWeight": MAX_WEIGHT,
        "name": key,
    }
    if kernel is not None:
        slices = [kernel] if kernel.ndim == 2 else [kernel[..., channel] for channel in range(channels)]
        data["kernel"] = [part.ravel().tolist() for part in slices]
        data["kernelText"] = [_texts(part, exact=on_edit is not None) for part in slices]
    data["heard"] = heard(key)
    with place:
        seen = _COMPONENT(
            key=key,
            data=packed(data, output=values),
            default={"cell": None, "moved": None},
            on_edited_change=lambda: on_edit(take(key, "edited")),
            on_cell_change=_nothing,
            on_moved_change=_nothing,
        )
    if is_new(f"{key}_map", hashlib.blake2b(output.tobytes()).digest()):
        time.sleep(HEAD_START)
    return seen.cell


def moved_numbers(key):
    """Whether numbers under an inspector's window were moved, and whether what comes out moved, too: {"any", "result"}."""
    return {"any": False, "result": False} | (st.session_state.get(key, {}).get("moved") or {})


def _nothing():
    """The page runs again, and reads what it is told."""


def _texts(kernel, *, exact):
    """What stands in the kernel's cells: all digits where they can be edited, as many as fit where they can only be read."""
    if exact:
        return format_kernel(kernel).replace(";", "").split()
    return [_short(float(value)) for value in kernel.ravel()]


def _short(value):
    """A number in three digits, or in as many as a cell has room for."""
    texts = [f"{value:.{digits}g}".replace("-", "−") for digits in (3, 2, 1)]
    return next((text for text in texts if len(text) <= ROOM), texts[-1])
