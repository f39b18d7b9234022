"""Charts of a network that learns in batches: the loss of each batch, and the two curves that tell how well it learns."""

import numpy as np
import plotly.graph_objects as go

from lessons.core.batch_learning import Course
from lessons.figures.colours import OTHER_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR

_HIGH, _FONT = 300, 14
_MOST = 400  # points of a line


def batch_chart(course: Course, pictures: int, batch: int) -> tuple[go.Figure, str]:
    """The loss of each batch over the pictures seen so far, and the loss over all pictures after each epoch.

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    each = max(1, len(course.steps) // _MOST)
    seen = np.minimum(np.arange(len(course.steps)) * batch, len(course.steps) * batch)[::each]
    epochs = np.arange(len(course.training)) * pictures
    figure = go.Figure(
        [
            _line(seen, course.steps[::each], "each batch, before its step", OTHER_COLOUR, 1.2),
            _line(epochs, course.training, "all pictures", TRAINING_COLOUR, 3),
        ]
    )
    _lay_out(figure, "pictures seen")
    return figure, (
        f"With {batch} to a batch there are {len(course.steps):,} steps. The loss over all pictures goes from "
        f"{course.training[0]:.2f} to {course.training[-1]:.2f}; that of single batches lies between "
        f"{course.steps.min():.2f} and {course.steps.max():.2f}."
    )


def two_curves(course: Course) -> tuple[go.Figure, str]:
    """The loss on the pictures that it learns from and on the others, after each epoch, with a mark where the others were best.

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    epochs = np.arange(len(course.training))
    figure = go.Figure(
        [
            _line(epochs, course.training, "pictures that it learns from", TRAINING_COLOUR, 2.5, dash="dot"),
            _line(epochs, course.validation, "pictures held back", VALIDATION_COLOUR, 3),
        ]
    )
    lowest = course.validation[course.turned]
    mark = {"size": 12, "color": VALIDATION_COLOUR}
    figure.add_scatter(x=[course.turned], y=[lowest], mode="markers", marker=mark, name="its lowest point")
    _lay_out(figure, "epoch")
    return figure, (
        f"After {len(epochs) - 1} epochs the loss is {course.training[-1]:.2f} on the pictures that it learns from and "
        f"{course.validation[-1]:.2f} on those held back, where it was lowest after epoch {course.turned}, with {lowest:.2f}."
    )


def _line(across: np.ndarray, values: np.ndarray, name: str, colour: str, width: float, dash: str | None = None) -> go.Scatter:
    return go.Scatter(x=across, y=values, mode="lines", name=name, line={"color": colour, "width": width, "dash": dash})


def _lay_out(figure: go.Figure, across: str) -> None:
    figure.update_layout(height=_HIGH, margin={"l": 50, "r": 8, "t": 8, "b": 40}, font={"size": _FONT})
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    figure.update_xaxes(title_text=across)
    figure.update_yaxes(title_text="loss", rangemode="tozero")
