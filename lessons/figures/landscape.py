"""A loss over two weights, seen from above, and the way that a descent took."""

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from lessons.figures.colours import MAGNITUDE_SCALE, plotly_scale

WALK = "#0a6b5c"


def landscape(
    across: npt.NDArray[np.floating],
    up: npt.NDArray[np.floating],
    losses: npt.NDArray[np.floating],
    path: npt.NDArray[np.floating],
    *,
    names: tuple[str, str],
    ends: tuple[float, float],
) -> tuple[go.Figure, str]:
    """Draw it.

    Parameters
    ----------
    across, up : arrays of shape (n,) and (m,), the values of the two weights
    losses : array of shape (m, n)
    path : array of shape (steps + 1, 2); what leaves the picture is not shown
    names : of the two weights
    ends : the losses at the beginning and at the end of the path

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    hover = "%{x:.2f}, %{y:.2f}: a loss of %{z:.3g}<extra></extra>"
    ground = {"type": "contour", "x": across, "y": up, "z": losses, "hovertemplate": hover, "ncontours": 24}
    ground |= {"colorscale": plotly_scale(MAGNITUDE_SCALE), "colorbar": {"title": {"text": "loss"}, "thickness": 14}}
    line = {"width": 2.5, "color": WALK}
    sizes = [11, *[5] * (len(path) - 2), 13][: len(path)]  # its ends are larger
    mark = {"size": sizes, "color": WALK, "line": {"width": 1, "color": "#fff"}}
    walk = {"type": "scatter", "x": path[:, 0], "y": path[:, 1], "mode": "lines+markers", "line": line, "marker": mark}
    axes = {
        axis: {"title": {"text": name}, "range": [values[0], values[-1]], "zeroline": False}
        for axis, name, values in (("xaxis", names[0], across), ("yaxis", names[1], up))
    }
    layout = {"height": 380, "margin": {"l": 50, "r": 8, "t": 8, "b": 44}, "font": {"size": 14}, "showlegend": False}
    figure = go.Figure({"data": [ground, walk | {"hoverinfo": "skip"}], "layout": layout | axes})
    moved = "falls" if ends[1] < ends[0] else "rises" if ends[1] > ends[0] else "stays"
    return figure, f"In {len(path) - 1} steps the loss {moved} from {ends[0]:.3g} to {ends[1]:.3g}."
