"""The course's colours. A value of zero has the colour of the paper; a map is ink on it, blue below zero and red above."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.scaling import signed_limit


@dataclass(frozen=True)
class Scale:
    """Colours at places from -1 (or 0) to 1, between which they run evenly, as (place, CSS colour)."""

    light: tuple[tuple[float, str], ...]  # on light paper
    dark: tuple[tuple[float, str], ...]  # on dark paper
    exponent: float = 1.0  # a value's place is its share of the limit raised to it: below 1 it lifts what is small


# Lightness falls evenly on light paper and rises evenly on dark, so both can be read without telling colours apart.
SIGNED_SCALE = Scale(
    light=(
        (-1, "#123f6e"), (-0.5, "#4e8cc0"), (-0.1, "#d9e3e6"), (0, "#fbf7ee"),
        (0.1, "#f4dccb"), (0.5, "#d0694c"), (1, "#8a1f1d"),
    ),
    dark=(
        (-1, "#8cc4f5"), (-0.5, "#3c79b4"), (-0.1, "#26313b"), (0, "#211e19"),
        (0.1, "#3a2722"), (0.5, "#b9513b"), (1, "#f9a48e"),
    ),
    exponent=0.8,
)  # fmt: skip
MAGNITUDE_SCALE = Scale(
    light=((0, "#fbf7ee"), (0.14, "#f3dfbe"), (0.36, "#e0a36a"), (0.6, "#b9523e"), (0.82, "#6b2347"), (1, "#260f38")),
    dark=((0, "#211e19"), (0.18, "#43253f"), (0.42, "#8a3358"), (0.66, "#d2603f"), (0.85, "#f2ae62"), (1, "#fdf0cb")),
)

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


def css_gradient(scale: Scale) -> str:
    """The scale as a CSS gradient from left to right, for legends."""
    stops = ", ".join(f"rgb({red}, {green}, {blue})" for red, green, blue in colour_table(scale)[:: _STEPS // 16])
    return f"linear-gradient(to right, {stops})"


def plotly_scale(scale: Scale) -> list[list[Any]]:
    """The scale for Plotly, its colours written as rgb(): Streamlit's theme takes "#000001" to "#000010" for its own."""
    table = colour_table(scale)[:: _STEPS // 16]
    return [[i / (len(table) - 1), f"rgb({r}, {g}, {b})"] for i, (r, g, b) in enumerate(table)]


def _checked_limit(values: npt.NDArray[np.float32], limit: float | None) -> float:
    largest = float(np.max(np.abs(values), initial=0.0))
    limit = signed_limit(values) if limit is None else float(limit)
    if largest > limit * (1 + 1e-6):
        raise ValueError(f"limit must not be smaller than the largest magnitude, {largest}. Received: limit={limit}")
    return max(limit, largest) or 1.0


@cache
def colour_table(scale: Scale, scheme: str = "light") -> npt.NDArray[np.uint8]:
    """A scale as a read-only table of uint8 (257, 3), from its least value to its largest; a signed one has zero in the middle.

    `scheme` is "light" or "dark": the paper that the colours lie on.
    """
    stops, colours = zip(*{"light": scale.light, "dark": scale.dark}[scheme], strict=True)
    values = np.linspace(stops[0], 1, _STEPS)
    places = np.sign(values) * np.abs(values) ** scale.exponent
    channels = np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours], np.float64).T
    table = np.stack([np.interp(places, stops, channel) for channel in channels], axis=1).round().astype(np.uint8)
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
