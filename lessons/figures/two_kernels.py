"""Two kernels in a row, with something between them or nothing, and below them the one kernel that is to do the same."""

import base64
from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lessons.figures.colours import ink_on, signed_to_rgb
from lessons.figures.pictures import webp

LEGIBLE = 5  # rows of a kernel whose numbers are written into it
HIGH = 118  # pixels of a kernel
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2);"
_NAME = "font-size: 14px; line-height: 20px; font-weight: 600; white-space: nowrap;"
_ARROW = '<span aria-hidden="true" style="font-size: 22px; color: var(--accent);">→</span>'
_ROW = "display: flex; align-items: center; gap: 12px;"


def two_kernels(
    image: npt.NDArray[np.uint8],
    kernels: Sequence[npt.NDArray[np.float32]],
    single: npt.NDArray[np.float32],
    maps: Sequence[npt.NDArray[np.float32]],
    *,
    names: Sequence[str],
    bend: str | None,
    missed: float,
) -> tuple[str, str]:
    """Draw it.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns), what both ways begin with
    kernels : both kernels
    single : the one that is to do what they do
    maps : of both in a row, and of the single one
    names : of both kernels
    bend : what stands between them, or None for nothing
    missed : float, which share of the map the single kernel misses

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    left = maps[0] - maps[1]
    limit = max(float(np.abs(values).max()) for values in (*maps, left)) or 1.0
    size = f"{single.shape[0]} × {single.shape[1]}"
    between = bend or "nothing between"
    finding = f"{names[0]}, {between}, then {names[1]}: one kernel of {size} misses {missed:.0%} of their map."
    coloured = [_picture(signed_to_rgb(values, limit=limit)) for values in (*maps, left)]
    two = f"{_kernel(kernels[0], names[0])}{_between(bend)}{_kernel(kernels[1], names[1])}"
    one = _kernel(single, f"{'The best' if bend else 'The one'} kernel of {size}")
    html = (
        f'<div role="group" aria-label="{escape(finding)}" style="display: flex; flex-wrap: wrap; gap: 12px 22px; '
        'align-items: center;">'
        f'<div style="flex: 0 1 190px;"><div style="{_NAME}">Your picture as brightness</div>'
        f"{_picture(np.repeat(image[..., np.newaxis], 3, axis=2))}</div>"
        f'<div style="flex: 1 1 600px; display: grid; gap: 14px;">{_way(two, "Both in a row", coloured[0])}'
        f"{_way(one, 'One kernel', coloured[1])}</div>"
        f'<div style="flex: 0 1 240px;"><div style="{_NAME}">What the one kernel misses</div>{_missed(coloured[2], missed)}'
        f'<div style="font-size: 34px; line-height: 44px; font-weight: 650;">{missed:.0%}</div>'
        f'<div style="{_SMALL}">of the map of both</div></div></div>'
    )
    return html, finding


def _missed(picture: str, missed: float) -> str:
    """What is left, with a word where nothing is: an empty frame looks as if it had not come."""
    if round(100 * missed):
        return picture
    word = "position: absolute; inset: 0; display: grid; place-items: center; font: italic 400 17px Newsreader, Georgia, serif;"
    return f'<div style="position: relative;">{picture}<div style="{word} color: var(--ink2);">nothing at all</div></div>'


def _way(kernels: str, name: str, picture: str) -> str:
    """A way through kernels to a map."""
    return (
        f'<div style="{_ROW} flex-wrap: wrap; justify-content: space-between;">{_ARROW}'
        f'<div style="{_ROW} flex: 1 1 310px; justify-content: center;">{kernels}</div>'
        f'{_ARROW}<div style="flex: 0 1 196px;"><div style="{_NAME}">{name}</div>{picture}</div></div>'
    )


def _kernel(kernel: npt.NDArray[np.float32], name: str) -> str:
    rows, columns = kernel.shape
    cells = "".join(
        f'<span style="background: rgb{tuple(colour.tolist())}; color: {ink_on(colour)};">{_number(value, rows)}</span>'
        for colour, value in zip(signed_to_rgb(kernel).reshape(-1, 3), kernel.ravel().tolist(), strict=True)
    )
    side, font = HIGH - 20, 13 if rows > 3 else 15
    wide = side * columns / rows if rows <= 3 else 1.5 * side
    return (
        f'<div><div style="{_NAME} text-align: center; white-space: normal;">{escape(name)}</div>'
        f'<div style="display: grid; gap: 1px; '
        f"grid-template: repeat({rows}, 1fr) / repeat({columns}, 1fr); width: {wide:.0f}px; height: {side}px; margin: auto; "
        f'font-size: {font}px; line-height: {(side - rows + 1) / rows:.1f}px; text-align: center;">{cells}</div></div>'
    )


def _number(value: float, rows: int) -> str:
    if rows > LEGIBLE:
        return ""
    short = f"{value:.2f}".replace("0.", ".") if abs(value) < 1 else f"{value:.1f}".removesuffix(".0")
    return "0" if float(f"{value:.2f}") == 0 else short.replace("-", "−")


def _between(bend: str | None) -> str:
    """A line that is straight, or bent."""
    path, colour = ("M4 40L40 40L72 4", "#1f8a78") if bend else ("M4 40L72 4", "#8a8072")
    line = f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 76 44">{line}</svg>'
    data = base64.b64encode(svg.encode()).decode()
    return (
        '<div style="text-align: center; width: 92px;">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="" width="76" height="44">'
        f'<div style="{_NAME} color: var({"--accent" if bend else "--ink2"});">{escape(bend or "nothing")}</div></div>'
    )


def _picture(pixels: npt.NDArray[np.uint8]) -> str:
    data = base64.b64encode(webp(pixels)).decode()
    frame = "outline: 1px solid var(--line2); outline-offset: -1px;"
    return f'<img src="data:image/webp;base64,{data}" alt="" style="width: 100%; display: block; {frame}">'
