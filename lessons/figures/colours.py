"""The course's colours. Signed values: blue below zero, red above, zero always the neutral middle. Magnitudes: magma."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from plotly.colors import get_colorscale, sample_colorscale, unlabel_rgb

from lessons.core.scaling import signed_limit

SIGNED_SCALE = "RdBu_r"  # Brewer's diverging scale, readable with red-green blindness
MAGNITUDE_SCALE = "Magma"  # black is nothing, bright is much; its lightness rises evenly

_STEPS = 257  # odd, so that zero has a colour of its own

TRAINING_COLOUR, VALIDATION_COLOUR, OTHER_COLOUR = "#2a9d8f", "#e76f51", "#8d99a6"


def signed_to_rgb(values: npt.ArrayLike, *, limit: float | None = None) -> npt.NDArray[np.uint8]:
    """Colour signed values on the diverging scale.

    Parameters
    ----------
    values : array of any shape
    limit : float, or None for the largest magnitude
        The scale runs from -limit to limit.

    Returns
    -------
    uint8 array of shape (*values.shape, 3)

    Raises
    ------
    ValueError
        If a value lies beyond the limit: it would be clamped in silence.
    """
    values = np.asarray(values, np.float32)
    limit = _checked_limit(values, limit)
    return colour_table(SIGNED_SCALE)[np.rint((values / limit + 1) * (_STEPS // 2)).astype(np.int32)]


def magnitude_to_rgb(values: npt.ArrayLike, *, limit: float | None = None) -> npt.NDArray[np.uint8]:
    """Colour values of 0 or more on the sequential scale; parameters and errors as in `signed_to_rgb`."""
    values = np.asarray(values, np.float32)
    if values.min(initial=0) < 0:
        raise ValueError(f"magnitudes must be 0 or more. Received: a smallest value of {values.min()}")
    limit = _checked_limit(values, limit)
    return colour_table(MAGNITUDE_SCALE)[np.rint(values / limit * (_STEPS - 1)).astype(np.int32)]


def css_gradient(scale: Sequence[str]) -> str:
    """The scale as a CSS gradient from left to right, for legends."""
    stops = ", ".join(f"rgb({red}, {green}, {blue})" for red, green, blue in colour_table(scale)[:: _STEPS // 16])
    return f"linear-gradient(to right, {stops})"


def plotly_scale(scale: Sequence[str]) -> list[list[Any]]:
    """The scale for Plotly, its colours written as rgb(): Streamlit's theme takes "#000004", magma's first, for its own."""
    table = colour_table(scale)[:: _STEPS // 16]
    return [[i / (len(table) - 1), f"rgb({r}, {g}, {b})"] for i, (r, g, b) in enumerate(table)]


def _checked_limit(values: npt.NDArray[np.float32], limit: float | None) -> float:
    largest = float(np.max(np.abs(values), initial=0.0))
    limit = signed_limit(values) if limit is None else float(limit)
    if largest > limit * (1 + 1e-6):
        raise ValueError(f"limit must not be smaller than the largest magnitude, {largest}. Received: limit={limit}")
    return max(limit, largest) or 1.0


@cache
def colour_table(scale: Sequence[str]) -> npt.NDArray[np.uint8]:
    """A scale as a read-only table of uint8 (257, 3), from its start to its end; of a signed scale the middle one is zero."""
    colours = sample_colorscale(get_colorscale(scale), np.linspace(0, 1, _STEPS).tolist())
    table = np.array([unlabel_rgb(colour) for colour in colours]).round().astype(np.uint8)
    table.setflags(write=False)
    return table


def ink_on(colour: npt.NDArray[np.uint8]) -> str:
    """Black or white as CSS writes it, whichever can be read better on an RGB colour: by contrast at least 4.5 : 1.

    References
    ----------
    W3C, "Web content accessibility guidelines 2.2", relative luminance and contrast ratio.
    """
    shares = np.asarray(colour, np.float64) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ [0.2126, 0.7152, 0.0722])
    return "#000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#fff"
