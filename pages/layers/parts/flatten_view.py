"""Where each cell of a stack of maps lies in the flattened vector, and what one unit of a dense layer makes of it."""

import numpy as np

from lessons.core.dense import flatten
from pages.shared.components.arrays import array_data
from pages.shared.components.component_files import component

_COMPONENT = component(__file__)


def flatten_view(maps, weights, *, bias, logit, unit, names, key):
    """Show maps, the vector, and a unit's weights folded back; pointing at a cell of any lights its place in all.

    Parameters
    ----------
    maps : float32 array of shape (rows, columns, channels), 0 or more
    weights : array of shape (rows * columns * channels,), those of one unit
    bias, logit : floats, the unit's bias and its sum
    unit : str, the unit's name
    names : sequence of str, one per map
    key : str
    """
    rows, columns, channels = maps.shape
    lines = (rows, columns * channels)
    _COMPONENT(
        key=key,
        data={
            "values": array_data(flatten(maps).reshape(lines)),
            "weights": array_data(np.asarray(weights, np.float32).reshape(lines)),
            "rows": rows,
            "columns": columns,
            "channels": channels,
            "bias": float(bias),
            "logit": float(logit),
            "unit": unit,
            "names": list(names),
        },
    )
