"""A small network from its picture to its loss, all numbers of it, and below each the loss's slope, from right to left."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lessons.core.backpropagation import Pass, Weights
from lessons.figures.colours import SIGNED_SCALE, Scale, colour_table, ink_on

STATIONS = ("the loss", "the sums", "the weights", "the pooled map", "the map after ReLU", "the map", "the kernel")
"""How far the loss's slopes have come on their way back."""

_TABLE = "border-collapse: separate; border-spacing: 14px 4px; margin: 0 -14px; font-variant-numeric: tabular-nums;"
_GRID = "border-collapse: separate; border-spacing: 1px;"
_CELL = "width: 40px; height: 24px; text-align: center; font-size: 13px; line-height: 16px; border-radius: 3px; padding: 0 2px;"
_BLACK_TO_WHITE = ((-1, "#000000"), (1, "#ffffff"))
_GREY = Scale(light=_BLACK_TO_WHITE, dark=_BLACK_TO_WHITE)


def way_back(
    image: npt.NDArray[np.floating], weights: Weights, found: Pass, *, right: int, classes: Sequence[str], reached: str
) -> tuple[str, str]:
    """Draw it.

    Parameters
    ----------
    image : array of shape (rows, columns), around zero
    weights : Weights of the network; found : Pass of that picture through it
    right : int, the right class; classes : their names
    reached : one of `STATIONS`

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    stage = STATIONS.index(reached)
    sums, chances = found.sums[:, np.newaxis], found.probabilities[:, np.newaxis]
    # What stands over it, its numbers, their slopes, and the station from which on those are known.
    columns = [
        ("Picture", image, None, 0),
        ("Kernel", weights.kernel, found.slopes.kernel, 6),
        ("Map", found.map, found.d_map, 5),
        ("After ReLU", found.bent, found.d_bent, 4),
        ("Pooled", found.pooled, found.d_pooled, 3),
        ("Weights", weights.dense, found.slopes.dense, 2),
        ("Sums", sums, found.d_sums[:, np.newaxis], 1),
        ("Probability", chances, None, 0),
    ]
    known = [slopes for _, _, slopes, station in columns if slopes is not None and station <= stage]
    steepest = max((float(np.abs(slopes).max()) for slopes in known), default=0.0)
    titles = [*(title for title, *_ in columns), "Answer"]
    heads = "".join(f'<th style="text-align: left; font-size: 14px;">{title}</th>' for title in titles)
    values = "".join(f"<td>{_values_of(title, numbers)}</td>" for title, numbers, *_ in columns)
    slopes = "".join(f"<td>{_slopes_of(numbers, station <= stage, steepest)}</td>" for _, _, numbers, station in columns)
    names = "".join(
        f'<div style="height: 25px; white-space: nowrap;">{"<b>" if index == right else ""}{escape(name)}'
        f"{' (right)</b>' if index == right else ''}</div>"
        for index, name in enumerate(classes)
    )
    loss = f'<div style="font-size: 15px; padding-top: 6px;">loss <b style="font-size: 24px;">{_text(found.loss)}</b></div>'
    chance = f"{found.probabilities[right]:.1%}"
    told = f"{classes[right]}, the right one, gets {chance}. The loss is {_text(found.loss)}, with slopes back to {reached}."
    label = "How the loss changes with each number"
    html = (
        f'<div role="group" tabindex="0" aria-label="{escape(told)}" style="overflow-x: auto;"><table style="{_TABLE}">'
        f'<tr>{heads}</tr><tr style="vertical-align: top;">{values}<td>{names}{loss}</td></tr>'
        f'<tr><td colspan="{len(columns) + 1}" style="padding-top: 8px; font-size: 14px; font-weight: 600;">{label}</td></tr>'
        f'<tr style="vertical-align: top;">{slopes}<td></td></tr></table></div>'
    )
    return html, told


def _values_of(title: str, numbers: npt.NDArray[np.floating]) -> str:
    if title == "Picture":
        return _grid(numbers, _GREY, float(np.abs(numbers).max()) or 1.0)
    return _grid(numbers, SIGNED_SCALE, max(1.0, float(np.abs(numbers).max())))


def _slopes_of(numbers: npt.NDArray[np.floating] | None, is_known: bool, steepest: float) -> str:
    if numbers is None:
        return ""
    if is_known:
        return _grid(numbers, SIGNED_SCALE, steepest or 1.0)
    empty = f'<td style="{_CELL} border: 1px dashed var(--line2);"></td>'
    rows, columns = numbers.shape
    return f'<table style="{_GRID}">{("<tr>" + empty * columns + "</tr>") * rows}</table>'


def _grid(numbers: npt.NDArray[np.floating], scale: Scale, limit: float) -> str:
    rows = ("".join(_cell(float(value), scale, limit) for value in row) for row in numbers)
    return f'<table style="{_GRID}">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'


def _cell(value: float, scale: Scale, limit: float) -> str:
    grounds, inks = [], []
    for scheme in ("light", "dark"):
        table = colour_table(scale, scheme)
        share = (min(max(value / limit, -1.0), 1.0) + 1) / 2
        colour = table[round(share * (len(table) - 1))]
        grounds.append("#" + "".join(f"{part:02x}" for part in colour))
        inks.append(ink_on(colour))
    look = f"background: light-dark({grounds[0]}, {grounds[1]}); color: light-dark({inks[0]}, {inks[1]});"
    return f'<td style="{_CELL} {look}">{_text(value)}</td>'


def _text(value: float) -> str:
    """Two places; what is not zero is not written as zero."""
    if abs(value) < 0.005:
        return "≈ 0" if value else "0"
    return f"{value + 0.0:.2f}".replace("-", "−")
