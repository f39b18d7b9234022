"""Charts of a decision by a threshold: what is compared, and the two ways to be wrong."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from lessons.figures.colours import MAGNITUDE_SCALE, OTHER_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR, plotly_scale

_MARGINS = {"l": 8, "r": 8, "t": 32, "b": 8}
_FONT_SIZE = 15
_BINS = 48


def distance_histograms(
    same: npt.NDArray[np.float32], different: npt.NDArray[np.float32], threshold: float
) -> tuple[go.Figure, str]:
    """How far apart the pairs are: those of the same face, those of different ones, and the threshold between them.

    Parameters
    ----------
    same, different : arrays of distances
    threshold : float

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    edges = np.linspace(0, max(float(np.max(different)), float(np.max(same)), threshold) * 1.02 + 1e-6, _BINS + 1)
    figure = go.Figure()
    for name, values, colour, pattern in (
        ("the same face, changed", same, TRAINING_COLOUR, ""),
        ("different faces", different, VALIDATION_COLOUR, "/"),
    ):
        figure.add_bar(
            x=(edges[:-1] + edges[1:]) / 2,
            y=np.histogram(values, edges)[0] / len(values),
            width=edges[1] - edges[0],
            name=name,
            marker={"color": colour, "pattern": {"shape": pattern}},
            opacity=0.75,
            hovertemplate="distance %{x:.2f}: %{y:.1%}<extra></extra>",
        )
    figure.add_vline(x=threshold, line={"color": OTHER_COLOUR, "width": 3, "dash": "dash"}, annotation_text="threshold")
    figure.update_layout(
        height=320, barmode="overlay", bargap=0, margin=_MARGINS | {"b": 48}, font_size=_FONT_SIZE,
        legend={"orientation": "h", "y": 1.15},
    )  # fmt: skip
    figure.update_xaxes(title_text="distance")
    figure.update_yaxes(title_text="share of the pairs", tickformat=".0%")
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
