"""A map and its pooled map, before and after the picture has moved, and how much of each has changed."""

import base64
from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lessons.figures.colours import magnitude_to_rgb, signed_to_rgb
from lessons.figures.pictures import magnified, webp

HIGH = 129  # pixels of a map: two rows of them fill a stage
_NAME = "font-size: 14px; line-height: 20px; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;"
_FRAME = "outline: 1px solid var(--line); outline-offset: -1px;"


def moved_maps(
    pairs: Sequence[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]],
    changes: Sequence[float],
    *,
    moved: str,
    limit: float,
) -> str:
    """Draw it.

    Parameters
    ----------
    pairs : the map and the pooled map, each before and after
    changes : which share of each has changed
    moved : how far the picture has moved: "1 pixel"
    limit : float, what all colours run up to

    Returns
    -------
    str : HTML in the page's colours
    """
    names = [("The map", "the map"), ("The pooled map", "the pooled map")]
    rows = "".join(_row(*each, moved=moved, limit=limit) for each in zip(names, pairs, changes, strict=True))
    return f'<div style="display: grid; gap: 12px;">{rows}</div>'


def _row(names: tuple[str, str], pair: Sequence[npt.NDArray[np.float32]], changed: float, *, moved: str, limit: float) -> str:
    before, after = pair
    title, name = names
    sheets = [magnitude_to_rgb(before, limit=limit), magnitude_to_rgb(after, limit=limit)]
    sheets.append(signed_to_rgb(after - before, limit=limit))
    captions = (title, f"Moved by {moved}", "What has changed")
    pictures = "".join(_picture(*each, of=title) for each in zip(captions, sheets, strict=True))
    return (
        '<div style="display: flex; flex-wrap: wrap; gap: 8px 22px; align-items: center;">'
        '<div style="flex: 0 1 690px; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 22px;">'
        f"{pictures}</div>"
        f'<div style="flex: 1 0 150px;"><div style="font-size: 44px; line-height: 52px; font-weight: 650;">{changed:.0%}</div>'
        f'<div style="font-size: 16px; line-height: 22px; color: var(--ink2);">of {name} has changed</div></div></div>'
    )


def _picture(caption: str, pixels: npt.NDArray[np.uint8], *, of: str) -> str:
    data = base64.b64encode(webp(magnified(pixels))).decode()
    return (
        f'<div style="min-width: 0;"><div style="{_NAME}">{escape(caption)}</div>'
        f'<img src="data:image/webp;base64,{data}" alt="{escape(of)}: {escape(caption)}" '
        f'style="display: block; max-width: 100%; max-height: {HIGH}px; {_FRAME}"></div>'
    )
