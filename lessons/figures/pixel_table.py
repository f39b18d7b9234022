"""One pixel's three numbers, the mean of many photos, and what is left without it: a table, the lights in their colours."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lessons.figures.colours import ink_on

_NAMES = ("Red", "Green", "Blue")
_CELL = "padding: 4px 12px; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;"
_HEAD = "padding: 4px 12px; text-align: right; font-weight: 600; font-size: 15px;"


def less_the_mean(pixel: npt.NDArray[np.uint8], mean: Sequence[float]) -> str:
    """Draw it: a row for each of red, green and blue.

    Parameters
    ----------
    pixel : uint8 array of shape (3,)
    mean : three numbers

    Returns
    -------
    HTML in the page's colours
    """
    titles = ("", "In this pixel", "Mean of all photos", "What is left", "That means")
    head = "".join(f'<th scope="col" style="{_HEAD}">{title}</th>' for title in titles)
    rows = "".join(_row(channel, int(pixel[channel]), mean[channel]) for channel in range(3))
    body = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<table style="border-collapse: collapse; font-size: 17px;">{body}</table>'


def _row(channel: int, value: int, mean: float) -> str:
    left = value - mean
    rest = f"{left:.1f}".replace("-", "−")
    more = "as usual" if round(abs(left), 1) == 0 else f"{'more' if left > 0 else 'less'} {_NAMES[channel].lower()} than usual"
    cells = (_box(channel, value, str(value)), _box(channel, mean, f"{mean:.1f}"), f"<b>{rest}</b>", more)
    return f'<tr><th scope="row" style="{_HEAD}">{_NAMES[channel]}</th>' + "".join(
        f'<td style="{_CELL}">{cell}</td>' for cell in cells
    ) + "</tr>"  # fmt: skip


def _box(channel: int, value: float, said: str) -> str:
    colour = np.zeros(3, np.uint8)
    colour[channel] = round(value)
    shown = ", ".join(map(str, colour.tolist()))
    return (
        f'<span style="display: inline-block; min-width: 64px; padding: 4px 8px; border-radius: 4px; text-align: center; '
        f'background: rgb({shown}); color: {ink_on(colour)};">{said}</span>'
    )
