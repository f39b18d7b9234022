"""Bars in plain HTML: for a few numbers that follow a slider, a chart library takes longer than all the rest of a page."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lessons.core.percent import percent


def probability_bars(
    labels: Sequence[str],
    probabilities: npt.NDArray[np.float32] | None,
    before: npt.NDArray[np.float32] | None = None,
) -> tuple[str, str]:
    """Probabilities of classes, a bar each, in the order of the classes: they can be compared from one moment to the next.

    Parameters
    ----------
    labels : sequence of names
    probabilities : array of shape (classes,), or None while nothing was asked
    before : array of shape (classes,), what they were: a mark on each bar's track; or None

    Returns
    -------
    (str, str) : a table as HTML, and its finding
    """
    if probabilities is None:
        finding, shares, best = "Nothing was asked yet.", [None] * len(labels), -1
    else:
        shares, best = [float(share) for share in probabilities], int(np.argmax(probabilities))
        finding = f"Most likely {labels[best]}, with {percent(shares[best])}."
    marks = [None] * len(labels) if before is None else [float(share) for share in before]
    rows = [
        f'<tr><th scope="row" style="{_NAME}{"font-weight: 600;" if index == best else ""}">{escape(label)}</th>'
        f"{_share(share, mark, is_best=index == best)}</tr>"
        for index, (label, share, mark) in enumerate(zip(labels, shares, marks, strict=True))
    ]
    many = _MANY if len(labels) > _FEW else ""
    return f'<table class="bars" aria-label="{escape(finding)}" style="{_TABLE}{many}">{"".join(rows)}</table>', finding


def _share(share: float | None, mark: float | None, *, is_best: bool) -> str:
    """Two cells: a bar on a track from nothing to all, which glides from one moment to the next, and its number."""
    colour = "var(--accent)" if is_best else "var(--line2)"
    bar = f"width: {100 * (share or 0):.2f}%; height: 1.1em; background: {colour}; border-radius: 2px; transition: width 0.2s;"
    track = "width: 99%; min-width: 3rem; padding: 0; background: var(--raised); border-radius: 2px;"
    text = "" if share is None else percent(share)
    bars = f'<div style="position: relative;"><div style="{bar}"></div>{_mark(mark)}</div>'
    return f'<td style="{track}">{bars}</td><td style="{_NUMBER} min-width: 4rem;">{text}</td>'


def _mark(share: float | None) -> str:
    """Where a bar ended before."""
    if share is None:
        return ""
    return f'<div title="{percent(share)} before" style="{_MARK} left: calc({100 * share:.2f}% - 1px);"></div>'


_TABLE = "width: 100%; border-spacing: 0 0.35rem; border-collapse: separate; table-layout: auto;"
_FEW = 8  # classes, up to which a row has all its room
_MANY = "border-spacing: 0 0.1rem; font-size: 0.9rem; line-height: 1.15;"
_NAME = "text-align: right; font-weight: 400; padding-right: 0.7rem; white-space: nowrap;"
_MARK = "position: absolute; top: -3px; bottom: -3px; width: 2px; background: var(--ink);"
_NUMBER = "text-align: right; padding: 0 0.9rem 0 0.5rem; white-space: nowrap; font-variant-numeric: tabular-nums;"
