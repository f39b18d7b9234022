"""Small pictures in rows, all of one size, each with a line of words below."""

import base64
from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lessons.figures.pictures import webp


def photo_places(pictures: Sequence[tuple[npt.NDArray[np.uint8], str]], *, side: int, finding: str) -> str:
    """Lay them out.

    Parameters
    ----------
    pictures : sequence of (RGB uint8 picture, words below it); one that is not square is shown whole
    side : int, pixels of each
    finding : str, what all of them are

    Returns
    -------
    HTML
    """
    size = f"min({side}px, 27vw)"
    shape = f"width: {size}; height: {size}; object-fit: contain; background: var(--raised); border-radius: 4px;"
    words = f"font-size: 14px; line-height: 18px; margin-top: 4px; width: {size}; color: var(--ink2);"
    shown = "".join(
        f'<figure style="margin: 0;"><img alt="{escape(told)}" src="data:image/webp;base64,{_coded(pixels)}" '
        f'style="{shape} image-rendering: pixelated;"><figcaption style="{words}">{escape(told)}</figcaption></figure>'
        for pixels, told in pictures
    )
    row = "display: flex; flex-wrap: wrap; gap: 12px 14px;"
    return f'<div role="group" aria-label="{escape(finding)}" style="{row}">{shown}</div>'


def _coded(pixels: npt.NDArray[np.uint8]) -> str:
    return base64.b64encode(webp(pixels)).decode()
