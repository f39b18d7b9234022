"""Charts of networks that say where things are: the parts of their loss, their figure, and precision over recall."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from lessons.figures.colours import OTHER_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR

_MARGINS = {"l": 8, "r": 8, "t": 32, "b": 8}
_FONT_SIZE = 15
_LEGEND = {"orientation": "h", "y": -0.28, "yanchor": "top"}  # grows downward, away from the axis, however many lines it has
_COLOURS = (TRAINING_COLOUR, VALIDATION_COLOUR, "#6c63c7", OTHER_COLOUR, "#c9a227", "#3d7ea6")


def locator_curves(history: Sequence[Any], epochs: int, kept: Any = None) -> tuple[go.Figure, str]:
    """Mean IoU, and the loss split into class and box, over the epochs.

    Parameters
    ----------
    history : sequence of lessons.work.progress.Epoch of `lessons.finding.locating.fit_locator`, perhaps empty
    epochs : int, the length of the axis
    kept : lessons.work.progress.Epoch whose weights the network has in the end, or None for the last one

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = _two_panels(("Mean IoU: 1 is perfect", "Loss, in its two parts"), epochs)
    _lines(figure, 1, history, {"IoU": "box_mean_iou"})
    _lines(figure, 2, history, {"class": "class_loss", "box": "box_loss"}, first=1)
    figure.update_yaxes(range=[0, 1.03], col=1)
    if not history:
        return figure, "No epoch is finished yet."
    last = history[-1] if kept is None else kept
    values = last.figures
    return figure, (
        f"After epoch {last.number} the mean IoU is {values['val_box_mean_iou']:.2f} on validation scenes; their loss is "
        f"{values['val_class_loss']:.2f} for the class and {values['val_box_loss']:.2f} for the box."
    )


def detector_curves(
    history: Sequence[Any], epochs: int, records: Sequence[Any] = (), kept: Any = None
) -> tuple[go.Figure, str]:
    """mAP on validation scenes, and the loss split into objectness, class and box, over the epochs.

    Parameters
    ----------
    history : sequence of lessons.work.progress.Epoch of `lessons.finding.detecting.fit_detector`, perhaps empty
    epochs : int, the length of the axis
    records : sequence of lessons.finding.detecting.DetectorRecord
    kept : lessons.work.progress.Epoch whose weights the network has in the end, or None for the last one

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = _two_panels(("mAP on validation scenes: 1 is perfect", "Loss, in its three parts"), epochs)
    figure.add_scatter(
        x=[record.epoch for record in records],
        y=[record.mean_average_precision for record in records],
        name="mAP",
        mode="lines+markers",
        line={"color": _COLOURS[0], "dash": "dot", "width": 3},
        row=1,
        col=1,
    )
    _lines(figure, 2, history, {"objectness": "objectness_loss", "class": "class_loss", "box": "box_loss"}, first=1)
    figure.update_yaxes(range=[0, 1.03], col=1)
    if not history or not records:
        return figure, "No epoch is finished yet."
    last = history[-1] if kept is None else kept
    values, record = last.figures, next(record for record in records if record.epoch == last.number)
    return figure, (
        f"After epoch {last.number} the mAP is {record.mean_average_precision:.2f} on validation scenes; their loss is "
        f"{values['val_objectness_loss']:.2f} for objectness, {values['val_class_loss']:.2f} for the class and "
        f"{values['val_box_loss']:.2f} for the box."
    )


def precision_recall_chart(curves: Mapping[str, Any]) -> tuple[go.Figure, str]:
    """Precision over recall, a line for each class.

    Parameters
    ----------
    curves : dict of label -> lessons.core.detection.Curve

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = go.Figure()
    for number, (label, curve) in enumerate(curves.items()):
        figure.add_scatter(
            x=curve.recall,
            y=curve.precision,
            customdata=curve.scores,
            name=f"{label}: AP {curve.average_precision:.2f}",
            mode="lines",
            line={"color": _COLOURS[number % len(_COLOURS)], "width": 3, "dash": ("solid", "dot", "dash")[number % 3]},
            hovertemplate="score from %{customdata:.2f}: recall %{x:.0%}, precision %{y:.0%}<extra></extra>",
        )
    figure.update_xaxes(range=[0, 1.02], tickformat=".0%", title_text="recall: of the objects, found")
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%", title_text="precision: of the boxes, correct")
    figure.update_layout(height=400, margin=_MARGINS, font_size=_FONT_SIZE, legend=_LEGEND)
    known = {label: curve.average_precision for label, curve in curves.items() if curve.objects}
    best, worst = max(known, key=lambda label: known[label]), min(known, key=lambda label: known[label])
    return figure, (
        f"Average precision is {known[best]:.2f} for {best}, the best class, and {known[worst]:.2f} for {worst}, the worst."
        if len(known) > 1
        else f"Average precision is {known[best]:.2f} for {best}."
    )


def _two_panels(titles: Sequence[str], epochs: int) -> go.Figure:
    figure = make_subplots(cols=2, subplot_titles=titles, horizontal_spacing=0.12)
    figure.update_xaxes(range=[-0.5, max(epochs, 2) + 0.5], title_text="epoch")
    figure.update_yaxes(rangemode="tozero")
    figure.update_layout(height=400, margin=_MARGINS | {"b": 48}, font_size=_FONT_SIZE, legend=_LEGEND)
    return figure


def _lines(figure: go.Figure, column: int, history: Sequence[Any], names: Mapping[str, str], first: int = 0) -> None:
    """Training solid, validation dotted; a colour for each name."""
    for number, (name, key) in enumerate(names.items(), start=first):
        for prefix, part, dash in (("", "training", "solid"), ("val_", "validation", "dot")):
            figure.add_scatter(
                x=[epoch.number for epoch in history],
                y=[epoch.figures[prefix + key] for epoch in history],
                name=f"{name}, {part}",
                mode="lines+markers",
                line={"color": _COLOURS[number % len(_COLOURS)], "dash": dash, "width": 3},
                row=1,
                col=column,
            )
