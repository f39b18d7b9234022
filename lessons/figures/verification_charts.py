"""Charts of a decision by a threshold: what is compared, and the two ways to be wrong."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from lessons.figures.colours import MAGNITUDE_SCALE, OTHER_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR, plotly_scale

_MARGINS = {"l": 8, "r": 8, "t": 32, "b": 8}
_FONT_SIZE = 15
_BINS = 75
_SAME, _DIFFERENT, _LINE = "#1f8f7a", "#c2593f", "#8f8268"  # read on light and on dark paper


def distance_histograms(
    same: npt.NDArray[np.float32], different: npt.NDArray[np.float32], threshold: float, most: float
) -> tuple[go.Figure, str]:
    """How far apart the pairs are: those of the same face, those of different ones, and the threshold between them.

    A slider from 0 to `most` may lie below it, from edge to edge.

    Parameters
    ----------
    same, different : arrays of distances
    threshold : float
    most : float, where the axis ends, as far as no distance is larger

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    end = max(most, float(np.max(different)), float(np.max(same)))
    edges = np.linspace(0, end + 1e-6, _BINS + 1)
    figure, highest = go.Figure(), 0.0
    for name, values, colour in (("the same face, changed", same, _SAME), ("different faces", different, _DIFFERENT)):
        shares = np.histogram(values, edges)[0] / len(values)
        highest = max(highest, float(shares.max()))
        figure.add_bar(
            x=(edges[:-1] + edges[1:]) / 2,
            y=shares,
            width=edges[1] - edges[0],
            name=name,
            marker={"color": colour, "line": {"width": 0}},
            opacity=0.65,
            hovertemplate="distance %{x:.2f}: %{y:.1%}<extra></extra>",
        )
    line = {"color": _LINE, "width": 3, "dash": "dash"}
    figure.add_shape(type="line", x0=threshold, x1=threshold, y0=0, y1=1.04, yref="paper", line=line)
    for side, told, colour in (("right", "the same ", _SAME), ("left", " a stranger", _DIFFERENT)):
        place = {"x": threshold, "y": 1.04, "yref": "paper", "xanchor": side, "yanchor": "bottom", "showarrow": False}
        figure.add_annotation(text=f"<b>{told}</b>", font={"color": colour, "size": _FONT_SIZE}, **place)
    figure.update_layout(
        height=272, barmode="overlay", bargap=0, margin={"l": 7, "r": 7, "t": 30, "b": 44}, font_size=_FONT_SIZE,
        legend={"x": 1, "xanchor": "right", "y": 0.98, "bgcolor": "rgba(0,0,0,0)"},
    )  # fmt: skip
    title = {"text": "distance between two faces: 0 is the very same picture", "standoff": 2}
    figure.update_xaxes(range=[0, end], dtick=0.25, automargin=False, title=title)
    figure.update_yaxes(visible=False, range=[0, 1.05 * highest])
    return figure, (
        f"Half of the same faces lie within {np.median(same):.2f} of each other, half of the different ones within "
        f"{np.median(different):.2f}; the threshold is {threshold:.2f}."
    )


def error_curve_chart(
    accepts: npt.NDArray[np.float32], rejects: npt.NDArray[np.float32], now: tuple[float, float], equal: float
) -> tuple[go.Figure, str]:
    """False rejects against false accepts for all thresholds, with a mark at the chosen one.

    Parameters
    ----------
    accepts, rejects : arrays of shares
    now : (false accepts, false rejects) at the chosen threshold
    equal : float, the equal error rate

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure()
    figure.add_scatter(
        x=accepts, y=rejects, mode="lines", line={"color": TRAINING_COLOUR, "width": 3, "shape": "hv"}, name="all thresholds",
        hovertemplate="%{x:.1%} false accepts, %{y:.1%} false rejects<extra></extra>",
    )  # fmt: skip
    line = {"color": OTHER_COLOUR, "dash": "dot", "width": 2}
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line=line, name="equal errors", hoverinfo="skip")
    mark = {"size": 15, "color": VALIDATION_COLOUR, "symbol": "diamond"}
    figure.add_scatter(x=[now[0]], y=[now[1]], mode="markers", marker=mark, name="your threshold", cliponaxis=False)
    limit = min(1.0, max(0.1, 1.15 * max(*now, 2 * equal)))
    figure.update_layout(height=360, margin=_MARGINS | {"b": 48}, font_size=_FONT_SIZE, legend={"orientation": "h", "y": 1.15})
    figure.update_xaxes(title_text="false accepts", tickformat=".0%", range=[-0.01 * limit, limit])
    figure.update_yaxes(title_text="false rejects", tickformat=".0%", range=[-0.01 * limit, limit])
    return figure, (
        f"At this threshold {now[0]:.1%} of the different faces are accepted and {now[1]:.1%} of the same faces rejected; "
        f"where both are equal, they are {equal:.1%}."
    )


def distance_table(names: Sequence[str], table: npt.NDArray[np.float32]) -> tuple[go.Figure, str]:
    """The distances between pictures as a table with colours.

    Parameters
    ----------
    names : sequence of str, one per picture
    table : array of shape (pictures, pictures), 0 or more

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure(
        go.Heatmap(
            z=table,
            x=list(names),
            y=list(names),
            text=np.char.mod("%.2f", table),
            texttemplate="%{text}",
            colorscale=plotly_scale(MAGNITUDE_SCALE),
            zmin=0,
            colorbar={"title": "distance"},
            hovertemplate="%{y} and %{x}: %{z:.3f}<extra></extra>",
        )
    )
    figure.update_layout(height=140 + 48 * len(names), margin=_MARGINS, font_size=_FONT_SIZE)
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(automargin=True)
    apart = np.where(np.eye(len(names), dtype=bool), np.inf, table)
    row, column = divmod(int(np.argmin(apart)), len(names))
    return figure, f"{names[row]} and {names[column]} are closest, with a distance of {table[row, column]:.2f}."
