"""Plotly figures of the course. Each comes with one sentence that states its finding, for those who can't see it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from lessons.core.percent import percent
from lessons.figures.colours import MAGNITUDE_SCALE, TRAINING_COLOUR, VALIDATION_COLOUR, plotly_scale

_MARGINS = {"l": 8, "r": 8, "t": 32, "b": 8}
_FONT_SIZE = 15  # legible from the last row
_LABEL_ROOM = 64  # pixels beside a bar: "100.0%" at this size


def label_bars(labels: Sequence[Any], title: str | None) -> tuple[go.Figure, str]:
    """Labels with their probabilities as bars, the most probable on top.

    Parameters
    ----------
    labels : sequence of objects with `.name` and `.probability`, the most probable first
    title : str, or None

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    labels = list(labels)[::-1]
    figure = go.Figure(
        go.Bar(
            x=[label.probability for label in labels],
            y=[label.name for label in labels],
            text=[percent(label.probability) for label in labels],
            textposition="outside",
            cliponaxis=False,
            orientation="h",
            marker_color=TRAINING_COLOUR,
            hovertemplate="%{y}: %{x:.2%}<extra></extra>",
        )
    )
    figure.update_layout(title=title, height=52 * len(labels) + 48, margin=_MARGINS | {"r": _LABEL_ROOM}, font_size=_FONT_SIZE)
    figure.update_xaxes(range=[0, 1], visible=False)
    figure.update_yaxes(type="category", ticksuffix="  ", automargin=True, tickfont_size=_FONT_SIZE)  # "0" is a name, too
    best = labels[-1]
    return figure, f"The most probable label is {best.name}, with {percent(best.probability)}."


def _panels(panels: Sequence[Any], *, titles: Sequence[str], height: int, layout: Mapping[str, Any]) -> go.Figure:
    """Lists of traces side by side, each list in a panel of its own. Written as a dict, because a slider waits for it:
    Plotly's own functions for subplots take ten times as long.
    """
    count = len(panels)
    width, gap = (1 - 0.09 * (count - 1)) / count, 0.09
    axes, annotations, placed = {}, [], []
    for number, (traces, title) in enumerate(zip(panels, titles, strict=True), start=1):
        suffix, left = "" if number == 1 else str(number), (number - 1) * (width + gap)
        placed += [trace | {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"} for trace in traces]
        axes[f"xaxis{suffix}"] = {
            "domain": [left, min(left + width, 1.0)],
            "anchor": f"y{suffix}",
            "automargin": False,
        } | layout.get(f"xaxis{suffix}", {})
        axes[f"yaxis{suffix}"] = {"anchor": f"x{suffix}", "automargin": False} | layout.get(f"yaxis{suffix}", {})
        place = {"x": left + width / 2, "y": 1.0, "xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "bottom"}
        annotations.append(place | {"text": title, "showarrow": False, "font": {"size": _FONT_SIZE + 1}})
    rest = {name: value for name, value in layout.items() if name not in axes}
    common = {"height": height, "margin": _MARGINS, "font": {"size": _FONT_SIZE}, "annotations": annotations}
    return go.Figure({"data": placed, "layout": common | axes | rest})


def contribution_bars(contributions: npt.NDArray[np.float32]) -> tuple[go.Figure, str]:
    """How much each channel contributed to a sum, from the strongest for it to the strongest against it.

    Parameters
    ----------
    contributions : float32 array of shape (channels,)

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    order = np.argsort(-contributions, kind="stable")
    values = contributions[order]
    area: dict[str, Any] = {"mode": "lines", "fill": "tozeroy", "line": {"width": 1, "shape": "hvh"}}
    traces = []
    for name, part, colour in (("for", np.maximum(values, 0), "#b51f2e"), ("against", np.minimum(values, 0), "#246aae")):
        style = area | {"line": area["line"] | {"color": colour}}
        traces.append({"type": "scatter", "name": name, "x": np.arange(len(values)), "y": part, "text": order} | style)
    hover = "map %{text}: %{y:.3g}<extra></extra>"
    layout = {
        "height": 260,
        "margin": _MARGINS | {"b": 40},
        "font": {"size": _FONT_SIZE},
        "showlegend": False,
        "xaxis": {"title": {"text": "channels, the strongest first"}},
        "yaxis": {"title": {"text": "contribution"}},
    }
    figure = go.Figure({"data": [trace | {"hovertemplate": hover} for trace in traces], "layout": layout})
    best, worst = int(order[0]), int(order[-1])
    return figure, (
        f"Map {best} contributes most for it, {contributions[best]:.3g}, and map {worst} most against it, "
        f"{contributions[worst]:.3g}; half of all contributions are between {np.quantile(values, 0.25):.2g} and "
        f"{np.quantile(values, 0.75):.2g}."
    )


def map_values(values: npt.NDArray[np.float32], title: str | None) -> tuple[go.Figure, str]:
    """One feature map as a heat map whose cells tell their values.

    Parameters
    ----------
    values : float32 array of shape (rows, columns), 0 or more
    title : str, or None

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    few = len(values) <= 14
    figure = go.Figure(
        go.Heatmap(
            z=values,
            colorscale=plotly_scale(MAGNITUDE_SCALE),
            zmin=0,
            zmax=float(values.max()) or 1.0,
            text=np.char.mod("%.0f" if values.max() >= 10 else "%.1f", values) if few else None,
            texttemplate="%{text}" if few else None,
            hovertemplate="row %{y}, column %{x}: %{z:.3f}<extra></extra>",
        )
    )
    figure.update_layout(title=title, height=420, margin=_MARGINS, font_size=13)
    figure.update_xaxes(visible=False, constrain="domain")
    figure.update_yaxes(visible=False, autorange="reversed", scaleanchor="x", constrain="domain")
    return figure, map_finding(values)


def map_finding(values: npt.NDArray[np.float32]) -> str:
    """What there is to say of one feature map, in a sentence."""
    if not values.any():
        return "Every value of this map is zero: the filter found nothing that it looks for."
    row, column = np.unravel_index(values.argmax(), values.shape)
    return (
        f"The largest value is {values.max():.2f}, at row {row}, column {column}, counted from 0; "
        f"{np.mean(values == 0):.0%} of the {values.size} values are zero."
    )


def activation_charts(
    function: Callable[[npt.ArrayLike], npt.NDArray[np.float32]],
    name: str,
    before: npt.NDArray[np.float32],
    after: npt.NDArray[np.float32],
) -> tuple[go.Figure, str]:
    """The curve of an activation function over a map's values, and histograms of the values before and after it.

    Parameters
    ----------
    function : of an array, as in `lessons.core.activation.ACTIVATIONS`
    name : str
    before, after : arrays

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    values = np.linspace(before.min(), before.max(), 201, dtype=np.float32)
    line = {"color": TRAINING_COLOUR, "width": 4}
    curve = {"type": "scatter", "x": values, "y": function(values), "mode": "lines", "line": line, "showlegend": False}
    edges = np.linspace(min(before.min(), after.min()), max(before.max(), after.max()), 62)
    histograms = [
        {
            "type": "scatter",
            "name": name,
            "x": (edges[:-1] + edges[1:]) / 2,
            "y": np.maximum(np.histogram(array, edges)[0], 0.5),  # on a logarithmic axis, where nothing has no place
            "mode": "lines",
            "line": {"color": colour, "width": 2.5, "dash": dash, "shape": "hvh"},
        }
        for name, array, colour, dash in (
            ("before", before, VALIDATION_COLOUR, "dot"),
            ("after", after, TRAINING_COLOUR, "solid"),
        )
    ]
    figure = _panels(
        [[curve], histograms],
        titles=(f"{name} of a value", "Cells with a value"),
        height=320,
        layout={
            "xaxis": {"title": {"text": "value before"}, "zeroline": True},
            "yaxis": {"zeroline": True},
            "xaxis2": {"title": {"text": "value"}},
            "yaxis2": {"type": "log", "dtick": 1},
            "legend": {"x": 1, "y": 1, "xanchor": "right"},
        },
    )
    zeros = np.mean(np.asarray(before) == 0), np.mean(np.asarray(after) == 0)
    return figure, (
        f"{name} turns values from {before.min():.4g} to {before.max():.4g} into values from {after.min():.4g} to "
        f"{after.max():.4g}. Before, {zeros[0]:.1%} of the values are exactly zero; after, {zeros[1]:.1%} are."
    )


def channel_histograms(image: npt.NDArray[np.uint8]) -> tuple[go.Figure, str]:
    """How often each value from 0 to 255 occurs in the three channels of a picture.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3)

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure()
    for index, (name, colour, dash) in enumerate(
        (("red", "#c1121f", "solid"), ("green", "#2a9d8f", "dash"), ("blue", "#4361ee", "dot"))
    ):
        counts = np.bincount(image[..., index].ravel(), minlength=256)
        figure.add_scatter(
            x=np.arange(256), y=counts, name=name, mode="lines", line={"color": colour, "dash": dash, "width": 2.5}
        )
    figure.update_layout(height=300, margin=_MARGINS, font_size=_FONT_SIZE, legend={"orientation": "h", "y": 1.15})
    figure.update_xaxes(title_text="value", range=[0, 255])
    figure.update_yaxes(title_text="pixels", rangemode="tozero")
    means = image.reshape(-1, 3).mean(axis=0)
    brightest = ("red", "green", "blue")[int(means.argmax())]
    if np.ptp(means) < 1:
        return figure, "The three channels are about equally bright: the picture is grey."
    return figure, f"On average the {brightest} channel is the brightest, with {means.max():.0f} of 255."
