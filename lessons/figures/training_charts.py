"""Plotly figures of training and judging. Each comes with one sentence that states its finding, for those who can't see it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from lessons.figures.colours import MAGNITUDE_SCALE, OTHER_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR, plotly_scale

_MARGINS = {"l": 8, "r": 8, "t": 32, "b": 8}
FEW = 6  # epochs up to which each is marked on the axis
_FONT_SIZE = 15  # legible from the last row
_LEGEND_BELOW = {"orientation": "h", "y": -0.28}

# Colour and symbol of each run, so that runs can be told apart without colour.
ARM_COLOURS = {"scratch": "#94835f", "random": "#857b6c", "frozen": "#cc6a45", "fine_tuned": "#2a9d8f"}
"""Way to train -> its colour, on light and on dark paper, in charts as on its card."""

_RUNS = (("#2a9d8f", "circle"), ("#e76f51", "square"), ("#5b6ee1", "diamond"), ("#b5892c", "x"))


def training_curves(history: Sequence[Any], epochs: int, fine_from: int = 0, kept: Any = None) -> tuple[go.Figure, str]:
    """Loss and accuracy over the epochs, on the training and on the validation pictures.

    Parameters
    ----------
    history : sequence of lessons.work.progress.Epoch, perhaps empty
    epochs : int, the length of the axis
    fine_from : int, epochs after which the last layers were fine-tuned too; 0 for never
    kept : lessons.work.progress.Epoch whose weights the network has in the end, or None for the last one

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    numbers = [epoch.number for epoch in history]
    early = kept is not None and kept.number < history[-1].number
    figure = make_subplots(cols=2, subplot_titles=("Accuracy", "Loss"), horizontal_spacing=0.12)
    for column, kind in enumerate(("accuracy", "loss"), start=1):
        for name, prefix, colour, dash in (
            ("training", "", TRAINING_COLOUR, "solid"),
            ("validation", "validation_", VALIDATION_COLOUR, "dot"),
        ):
            figure.add_scatter(
                x=numbers,
                y=[getattr(epoch, prefix + kind) for epoch in history],
                name=name,
                mode="lines+markers",
                line={"color": colour, "dash": dash, "width": 3},
                showlegend=column == 1,
                row=1,
                col=column,
            )
        if fine_from and len(history) > fine_from:
            figure.add_vline(fine_from + 0.5, line={"color": OTHER_COLOUR, "dash": "dash", "width": 2}, row=1, col=column)
        if early:
            figure.add_vline(kept.number, line={"color": OTHER_COLOUR, "width": 2}, row=1, col=column)
    figure.update_xaxes(range=[0.5, max(epochs, 1) + 0.5], dtick=1 if epochs <= FEW else None, title_text="epoch")
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%", col=1)
    figure.update_yaxes(rangemode="tozero", col=2)
    figure.update_layout(height=320, margin=_MARGINS | {"b": 48}, font_size=_FONT_SIZE, legend=_LEGEND_BELOW)
    if not history:
        return figure, "No epoch is finished yet."
    last = history[-1] if kept is None else kept
    held = f" This is the network that was kept, of {len(history)} epochs: its line is unbroken." if early else ""
    line = f" Fine-tuning began after epoch {fine_from}, at the dashed line." if fine_from and len(history) > fine_from else ""
    return figure, (
        f"After epoch {last.number} the accuracy is {last.accuracy:.0%} on the training pictures and "
        f"{last.validation_accuracy:.0%} on the validation pictures.{held}{line}"
    )


def arms_chart(
    histories: Mapping[str, Sequence[Any]],
    epochs: int,
    kept: Mapping[str, Any] | None = None,
    colours: Mapping[str, str] | None = None,
) -> tuple[go.Figure, str]:
    """Validation accuracy over the epochs, a line for each run.

    Parameters
    ----------
    histories : dict of name -> sequence of lessons.work.progress.Epoch, one or more names
    epochs : int, the length of the axis
    kept : dict of name -> lessons.work.progress.Epoch whose weights the network has in the end, or None while they learn
    colours : dict of name -> colour, of some of them

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure()
    for number, (name, history) in enumerate(histories.items()):
        colour, symbol = _RUNS[number % len(_RUNS)]
        colour = (colours or {}).get(name, colour)
        figure.add_scatter(
            x=[epoch.number for epoch in history],
            y=[epoch.validation_accuracy for epoch in history],
            name=name,
            mode="lines+markers",
            line={"color": colour, "width": 3},
            marker={"symbol": symbol, "size": 8},
        )
    figure.update_xaxes(range=[0.5, max(epochs, 1) + 0.5], dtick=1 if epochs <= FEW else None, title_text="epoch")
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%", title_text="validation accuracy")
    figure.update_layout(height=380, margin=_MARGINS, font_size=_FONT_SIZE, legend=_LEGEND_BELOW, showlegend=True)
    ends = {name: (kept or {}).get(name, history[-1]) for name, history in histories.items() if history}
    if not ends:
        return figure, "No epoch is finished yet."
    said = ", ".join(f"{name} {epoch.validation_accuracy:.0%}" for name, epoch in ends.items())
    early = any(epoch.number < histories[name][-1].number for name, epoch in ends.items())
    return figure, f"Validation accuracy after the {'epoch that was kept' if early else 'last epoch'}: {said}."


def pictures_chart(points: Mapping[str, Sequence[tuple[int, float]]]) -> tuple[go.Figure, str]:
    """Validation accuracy against the number of pictures a class, a line for each run, on a logarithmic axis.

    Parameters
    ----------
    points : dict of name -> list of (pictures a class, accuracy), one or more names

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure()
    for number, (name, pairs) in enumerate(points.items()):
        colour, symbol = _RUNS[number % len(_RUNS)]
        figure.add_scatter(
            x=[pictures for pictures, _ in pairs],
            y=[accuracy for _, accuracy in pairs],
            name=name,
            mode="lines+markers",
            line={"color": colour, "width": 3},
            marker={"symbol": symbol, "size": 10},
        )
    counts = sorted({pictures for pairs in points.values() for pictures, _ in pairs})
    figure.update_xaxes(type="log", tickvals=counts, ticktext=[str(count) for count in counts], title_text="pictures a class")
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%", title_text="validation accuracy")
    figure.update_layout(height=380, margin=_MARGINS, font_size=_FONT_SIZE, legend=_LEGEND_BELOW, showlegend=True)
    ends = "; ".join(
        f"{name} goes from {pairs[0][1]:.0%} with {pairs[0][0]} to {pairs[-1][1]:.0%} with {pairs[-1][0]}"
        for name, pairs in points.items()
        if pairs
    )
    return figure, f"With more pictures a class, {ends}." if ends else "Nothing is trained yet."


def confusion_chart(report: Any, labels: Sequence[str], counts: npt.NDArray[np.int64] | None = None) -> tuple[go.Figure, str]:
    """How many test pictures of each class were called what.

    Parameters
    ----------
    report : lessons.training.evaluation.TestReport
    labels : sequence of names
    counts : int array of shape (classes, classes + 1) whose last column is "don't know", or None for the report's own

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    counts = report.confusion if counts is None else counts
    said = [*labels, "don't know"][: counts.shape[1]]
    figure = go.Figure(
        go.Heatmap(
            z=counts,
            x=said,
            y=list(labels),
            text=counts,
            texttemplate="%{text}",
            colorscale=plotly_scale(MAGNITUDE_SCALE),
            zmin=0,
            colorbar={"title": "pictures"},
            hovertemplate="%{y} called %{x}: %{z}<extra></extra>",
        )
    )
    room = 7 * max(len(name) for name in said)  # pixels, where there is none to write them across
    figure.update_layout(height=max(240, 120 + 44 * len(labels)) + room, margin=_MARGINS, font_size=_FONT_SIZE)
    figure.update_xaxes(type="category")  # or names such as "0" and "1" would be numbers, and "don't know" lie nowhere
    figure.update_yaxes(type="category")
    figure.update_xaxes(title_text="the model said", dtick=1, automargin=True, tickfont_size=_FONT_SIZE)
    figure.update_yaxes(title_text="it was", dtick=1, autorange="reversed", automargin=True, tickfont_size=_FONT_SIZE)
    wrong = counts[:, : len(labels)] * (1 - np.eye(len(labels), dtype=int))
    unsaid = int(counts[:, len(labels) :].sum())
    silent = f" For {unsaid} it did not know." if unsaid else ""
    if not wrong.any():
        return figure, f"{_all_right(int(counts.sum()) - unsaid, unsaid)}{silent}"
    were = "was" if wrong.sum() == 1 else "were"
    row, column = np.unravel_index(wrong.argmax(), wrong.shape)
    most = "the most common mistake" if (wrong == wrong.max()).sum() == 1 else "one of the most common mistakes"
    return figure, (
        f"{wrong.sum()} of {counts.sum()} test pictures {were} labelled wrongly; {most} "
        f"is {labels[row]} called {labels[column]} ({wrong.max()}).{silent}"
    )


def _all_right(named: int, unsaid: int) -> str:
    """That there was no mistake, for any number of pictures that got a label."""
    if not named:
        return "None of the test pictures got a label."
    which = " that got a label" if unsaid else ""
    if named == 1:
        return f"The only test picture{which} was labelled correctly."
    return f"All {named} test pictures{which} were labelled correctly."


def reliability_chart(found: Any) -> tuple[go.Figure, str]:
    """How often a model is right, against how sure it is. On the diagonal it is as right as it says.

    Parameters
    ----------
    found : lessons.training.evaluation.Reliability

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure()
    dashed = {"color": OTHER_COLOUR, "dash": "dash"}
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line=dashed, name="as often right as it says")
    figure.add_scatter(
        x=found.said,
        y=found.right,
        mode="lines+markers+text",
        text=[str(count) for count in found.pictures],
        textposition="bottom center",
        cliponaxis=False,
        line={"color": TRAINING_COLOUR, "width": 3},
        marker={"size": 12},
        name="its answers, with how many there are",
    )
    figure.update_xaxes(range=[0, 1.03], tickformat=".0%", title_text="how sure it is")
    figure.update_yaxes(range=[0, 1.08], tickformat=".0%", title_text="how often it is right")
    figure.update_layout(height=380, margin=_MARGINS, font_size=_FONT_SIZE, legend=_LEGEND_BELOW)
    said, right = (float(np.average(share, weights=found.pictures)) for share in (found.said, found.right))
    surer = said - right
    lean = (
        "surer than it is right"
        if surer > 0.01
        else "less sure than it is right"
        if surer < -0.01
        else "about as sure as right"
    )
    return figure, f"On average it says {said:.0%}, and {right:.0%} are right: {lean}."


def threshold_chart(points: Sequence[Any], chosen: float) -> tuple[go.Figure, str]:
    """Share of the pictures that get an answer, and how many of these are right, against the threshold.

    Parameters
    ----------
    points : sequence of lessons.training.evaluation.Threshold, by rising threshold
    chosen : float, the threshold in use

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure()
    lines = (
        ("accuracy of the answers", "accuracy", TRAINING_COLOUR, "solid"),
        ("answered", "answered", VALIDATION_COLOUR, "dot"),
    )
    for name, field, colour, dash in lines:
        figure.add_scatter(
            x=[point.threshold for point in points],
            y=[getattr(point, field) for point in points],
            mode="lines",
            line={"color": colour, "dash": dash, "width": 3},
            name=name,
        )
    figure.add_vline(chosen, line={"color": OTHER_COLOUR, "width": 2})
    figure.update_xaxes(range=[0, 1], tickformat=".0%", title_text="threshold")
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%")
    figure.update_layout(height=320, margin=_MARGINS, font_size=_FONT_SIZE, legend=_LEGEND_BELOW)
    nearest = min(points, key=lambda point: abs(point.threshold - chosen))
    right = "none is answered" if not nearest.answered else f"{nearest.accuracy:.0%} of these are right"
    return figure, f"At a threshold of {chosen:.0%} it answers {nearest.answered:.0%} of the pictures, and {right}."
