"""How far each layer of a stack sees: its windows on the picture, and the cells that one cell at the top needs below it."""

import base64
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lessons.core.receptive_field import receptive_field
from lessons.figures.pictures import magnified, webp

HIGH = 304  # pixels of the picture, and of all rows of cells
NAMED = 104  # pixels for what a row is called
SEEN = 130  # pixels for how far it sees
WIDEST = 44  # pixels of a cell
_FIELD = 460  # pixels of the widest row
_NAME = "font-size: 14px; line-height: 20px; font-weight: 600; padding-bottom: 4px;"
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2); white-space: nowrap;"
_FRAME = "position: absolute; box-sizing: border-box; border: 2px solid #0a6b5c; outline: 1px solid #fff;"
_DIM = "box-shadow: 0 0 0 2000px rgb(0 0 0 / 0.4);"


def stack_fields(picture: npt.NDArray[np.uint8], sliding: Sequence[tuple[int, ...]], *, name: str) -> tuple[str, str]:
    """Draw it.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3)
    sliding : the stack's layers, as `receptive_field` takes them: (3,) for a convolution, (2, 2) for a pooling
    name : str, what the picture is called

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    sizes = [field.size for field, layer in zip(receptive_field(sliding), sliding, strict=True) if not _pools(layer)]
    finding = f"{name}. " + " ".join(f"Layer {layer} sees {size} × {size} pixels." for layer, size in enumerate(sizes, 1))
    html = (
        f'<div role="group" aria-label="{finding}" style="display: flex; flex-wrap: wrap; gap: 8px 36px;">'
        f'<div style="flex: 0 1 auto; min-width: 0;"><div style="{_NAME}">What a cell of each layer sees of your picture</div>'
        f"{_windows(picture, sizes)}</div>"
        f'<div style="flex: 1 1 600px; min-width: 0;"><div style="{_NAME}">One cell of the last layer, and what it is made of, '
        f"seen from the side</div>{_rows(picture, sliding)}</div></div>"
    )
    return html, finding


def cells_below(sliding: Sequence[tuple[int, ...]]) -> list[int]:
    """How many cells in a row one cell at the top needs: of the picture, then of each layer's map."""
    counts = [1]
    for window, *stride in reversed(sliding):
        counts.append((counts[-1] - 1) * (stride[0] if stride else 1) + window)
    return counts[::-1]


def _pools(layer: tuple[int, ...]) -> bool:
    return len(layer) > 1


def _windows(picture: npt.NDArray[np.uint8], sizes: Sequence[int]) -> str:
    """The picture, a frame for each layer around its middle; what the last one does not see is darker."""
    rows, columns = picture.shape[:2]
    data = base64.b64encode(webp(magnified(picture, 480))).decode()
    frames = "".join(
        f'<div style="{_FRAME} {_DIM if size == sizes[-1] else ""} left: {100 * ((columns - size) // 2) / columns:.2f}%; '
        f"top: {100 * ((rows - size) // 2) / rows:.2f}%; width: {100 * size / columns:.2f}%; "
        f'height: {100 * size / rows:.2f}%;"></div>'
        for size in sizes
    )
    return (
        f'<div style="position: relative; overflow: hidden; width: {HIGH * columns / rows:.0f}px; max-width: min(64vw, 492px); '
        f'aspect-ratio: {columns} / {rows};"><img src="data:image/webp;base64,{data}" alt="" '
        f'style="display: block; width: 100%; height: 100%;">{frames}</div>'
    )


def _rows(picture: npt.NDArray[np.uint8], sliding: Sequence[tuple[int, ...]]) -> str:
    """The last layer at the top, the picture's own pixels at the bottom, each cell over the cells that it is made of."""
    counts = cells_below(sliding)
    steps = [1, *(field.step for field in receptive_field(sliding))]
    high = min(HIGH / len(counts), 64)
    layer = sum(not _pools(each) for each in sliding)
    rows = []
    for level in range(len(counts) - 1, -1, -1):
        pools = level > 0 and _pools(sliding[level - 1])
        title = "your picture" if level == 0 else "pooling, 2 × 2" if pools else f"layer {layer}, 3 × 3"
        layer -= level > 0 and not pools
        colours = _pixels(picture, counts[0]) if level == 0 else None
        told = f"{counts[level]} × {counts[level]} {'cells' if level else 'pixels'}" if counts[level] > 1 else "1 cell"
        rows.append(
            f'<div style="flex: 0 1 {high:.1f}px; min-height: 0; display: flex; align-items: center;">'
            f'<span style="{_SMALL} width: {NAMED}px; flex: none;">{title}</span>'
            f'<span style="flex: 0 1 {_FIELD}px; min-width: 0; height: 100%; display: flex; justify-content: center;">'
            f"{_cells(counts[level], steps[level], 100 / counts[0], pools=pools, colours=colours)}</span>"
            f'<span style="{_SMALL} width: {SEEN}px; flex: none; padding-left: 14px;">{told}</span></div>'
        )
    column = "display: flex; flex-direction: column; justify-content: space-evenly;"
    return f'<div style="height: clamp(180px, 27vw, {HIGH}px); {column}">{"".join(rows)}</div>'


def _cells(count: int, step: int, share: float, *, pools: bool, colours: Sequence[str] | None) -> str:
    fill = "var(--raised)" if pools else "var(--soft)"
    edge = "var(--line2)" if pools else "var(--accent)"
    cell = f"flex: 0 0 min({WIDEST * step}px, {share * step:.3f}%); margin: 2px 0; box-sizing: border-box; min-width: 0;"
    if colours is not None:
        return "".join(f'<i style="{cell} background: {colour};"></i>' for colour in colours)
    return "".join(f'<i style="{cell} background: {fill}; border: 1px solid {edge};"></i>' for _ in range(count))


def _pixels(picture: npt.NDArray[np.uint8], count: int) -> list[str]:
    """The colours of so many pixels in the middle of the picture's middle row; nothing where it ends before."""
    rows, columns = picture.shape[:2]
    first = (columns - count) // 2
    line = picture[rows // 2]
    return [
        f"rgb{tuple(line[place].tolist())}" if 0 <= place < columns else "var(--line)" for place in range(first, first + count)
    ]
