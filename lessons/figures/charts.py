"""Plotly figures of the course. Each comes with one sentence that states its finding, for those who can't see it."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from lessons.figures.colours import MAGNITUDE_SCALE, OTHER_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR, plotly_scale

_MARGINS = {"l": 8, "r": 8, "t": 32, "b": 8}
_FONT_SIZE = 15  # legible from the last row


def label_bars(labels, title):
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
            text=[f"{label.probability:.1%}" for label in labels],
            textposition="outside",
            cliponaxis=False,
            orientation="h",
            marker_color=TRAINING_COLOUR,
            hovertemplate="%{y}: %{x:.2%}<extra></extra>",
        )
    )
    figure.update_layout(title=title, height=52 * len(labels) + 48, margin=_MARGINS, font_size=_FONT_SIZE)
    figure.update_xaxes(range=[0, 1.15], visible=False)
    figure.update_yaxes(ticksuffix="  ", automargin=True, tickfont_size=_FONT_SIZE)
    best = labels[-1]
    return figure, f"The most probable label is {best.name}, with {best.probability:.1%}."


def softmax_bars(labels, logits, probabilities):
    """Logits and the probabilities that softmax makes of them, a pair of bars for each class.

    Parameters
    ----------
    labels : sequence of names
    logits, probabilities : arrays of shape (classes,)

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = make_subplots(cols=2, subplot_titles=("Logit", "Probability"), shared_yaxes=True, horizontal_spacing=0.06)
    colours = [TRAINING_COLOUR if value == max(probabilities) else OTHER_COLOUR for value in probabilities]
    bars = {"y": list(labels), "orientation": "h", "marker_color": colours, "showlegend": False, "cliponaxis": False}
    figure.add_bar(x=logits, text=[f"{value:.2f}" for value in logits], textposition="auto", **bars, row=1, col=1)
    figure.add_bar(
        x=probabilities, text=[f"{value:.1%}" for value in probabilities], textposition="outside", **bars, row=1, col=2
    )
    figure.update_xaxes(range=[0, 1.18], tickformat=".0%", col=2)
    figure.update_yaxes(autorange="reversed", automargin=True, tickfont_size=_FONT_SIZE, ticksuffix="  ")
    figure.update_layout(height=64 + 38 * len(labels), margin=_MARGINS, font_size=_FONT_SIZE, bargap=0.25)
    best = int(np.argmax(probabilities))
    return figure, (
        f"The largest logit, {logits[best]:.2f}, belongs to {labels[best]} and becomes a probability of "
        f"{probabilities[best]:.1%}."
    )


def loss_curve(losses, step):
    """The loss over the steps of a gradient descent, with a mark at the step that is shown.

    Parameters
    ----------
    losses : array of shape (steps + 1,), above 0 except for rounding
    step : int

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    shown = np.maximum(losses, 1e-12)
    figure = go.Figure(
        go.Scatter(x=np.arange(len(shown)), y=shown, mode="lines", line={"color": TRAINING_COLOUR, "width": 3}, name="loss")
    )
    figure.add_scatter(
        x=[step], y=[shown[step]], mode="markers", marker={"size": 15, "color": VALIDATION_COLOUR}, name="shown step"
    )
    figure.update_layout(height=280, margin=_MARGINS, font_size=_FONT_SIZE, showlegend=False)
    figure.update_xaxes(title_text="step")
    figure.update_yaxes(title_text="loss", type="log", exponentformat="power")
    return figure, f"The loss goes from {losses[0]:.3g} at the start to {losses[-1]:.3g} after {len(losses) - 1} steps."


def training_curves(history, epochs):
    """Loss and accuracy over the epochs, on the training and on the validation pictures.

    Parameters
    ----------
    history : sequence of lessons.training.fit.Epoch, perhaps empty
    epochs : int, the length of the axis

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    numbers = [epoch.number for epoch in history]
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
    figure.update_xaxes(range=[0.5, max(epochs, 2) + 0.5], title_text="epoch")
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%", col=1)
    figure.update_yaxes(rangemode="tozero", col=2)
    figure.update_layout(height=320, margin=_MARGINS | {"b": 48}, font_size=_FONT_SIZE, legend={"orientation": "h", "y": -0.28})
    if not history:
        return figure, "No epoch is finished yet."
    last = history[-1]
    return figure, (
        f"After epoch {last.number} the accuracy is {last.accuracy:.0%} on the training pictures and "
        f"{last.validation_accuracy:.0%} on the validation pictures."
    )


def confusion_chart(report, labels):
    """How many test pictures of each class were called what.

    Parameters
    ----------
    report : lessons.training.evaluation.TestReport
    labels : sequence of names

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    counts = report.confusion
    figure = go.Figure(
        go.Heatmap(
            z=counts,
            x=list(labels),
            y=list(labels),
            text=counts,
            texttemplate="%{text}",
            colorscale=plotly_scale(MAGNITUDE_SCALE),
            zmin=0,
            colorbar={"title": "pictures"},
            hovertemplate="%{y} called %{x}: %{z}<extra></extra>",
        )
    )
    figure.update_layout(height=120 + 44 * len(labels), margin=_MARGINS, font_size=_FONT_SIZE)
    figure.update_xaxes(title_text="the model said", automargin=True, tickfont_size=_FONT_SIZE)
    figure.update_yaxes(title_text="it was", autorange="reversed", automargin=True, tickfont_size=_FONT_SIZE)
    wrong = counts * (1 - np.eye(len(labels), dtype=int))
    if not wrong.any():
        return figure, f"All {counts.sum()} test pictures were called what they are."
    row, column = np.unravel_index(wrong.argmax(), wrong.shape)
    return figure, (
        f"{wrong.sum()} of {counts.sum()} test pictures were called something else; the most common mistake "
        f"is {labels[row]} called {labels[column]} ({wrong.max()})."
    )


def map_values(values, title):
    """One feature map as a heat map whose cells tell their values.

    Parameters
    ----------
    values : float32 array of shape (rows, columns), 0 or more
    title : str, or None

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    rows, columns = values.shape
    few = rows <= 14
    figure = go.Figure(
        go.Heatmap(
            z=values,
            colorscale=plotly_scale(MAGNITUDE_SCALE),
            zmin=0,
            text=np.char.mod("%.0f" if values.max() >= 10 else "%.1f", values) if few else None,
            texttemplate="%{text}" if few else None,
            hovertemplate="row %{y}, column %{x}: %{z:.3f}<extra></extra>",
        )
    )
    figure.update_layout(title=title, height=420, margin=_MARGINS, font_size=13)
    figure.update_xaxes(visible=False, constrain="domain")
    figure.update_yaxes(visible=False, autorange="reversed", scaleanchor="x", constrain="domain")
    if not values.any():
        return figure, "Every value of this map is zero: the filter found nothing that it looks for."
    row, column = np.unravel_index(values.argmax(), values.shape)
    return figure, (
        f"The largest value is {values.max():.2f}, at row {row}, column {column}; {np.mean(values == 0):.0%} of the "
        f"{rows * columns} values are zero."
    )


def activation_curve(function, name, low, high):
    """The curve of an activation function over the range of a map's values.

    Parameters
    ----------
    function : of an array, as in `lessons.core.activation.ACTIVATIONS`
    name : str
    low, high : floats, the ends of the axis

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    values = np.linspace(low, high, 401, dtype=np.float32)
    answers = function(values)
    figure = go.Figure(go.Scatter(x=values, y=answers, mode="lines", line={"color": TRAINING_COLOUR, "width": 4}, name=name))
    figure.update_layout(height=300, margin=_MARGINS, font_size=_FONT_SIZE, title=name)
    figure.update_xaxes(title_text="value before", zeroline=True)
    figure.update_yaxes(title_text="value after", zeroline=True)
    return (
        figure,
        f"{name} turns values from {low:.4g} to {high:.4g} into values from {answers.min():.4g} to {answers.max():.4g}.",
    )


def before_and_after(before, after):
    """Histograms of a map's values before and after a layer.

    Parameters
    ----------
    before, after : arrays

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    figure = make_subplots(rows=2, subplot_titles=("before", "after"), vertical_spacing=0.2)
    for row, (values, colour) in enumerate(((before, VALIDATION_COLOUR), (after, TRAINING_COLOUR)), start=1):
        counts, edges = np.histogram(values, bins=61)
        centres = (edges[:-1] + edges[1:]) / 2
        figure.add_bar(x=centres, y=counts, marker_color=colour, showlegend=False, row=row, col=1)
    figure.update_layout(height=380, margin=_MARGINS, font_size=_FONT_SIZE, bargap=0)
    figure.update_yaxes(title_text="cells")
    zeros = np.mean(np.asarray(before) == 0), np.mean(np.asarray(after) == 0)
    return figure, f"Before, {zeros[0]:.1%} of the values are exactly zero; after, {zeros[1]:.1%} are."


def channel_histograms(image):
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
