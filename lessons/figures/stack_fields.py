"""How far each layer of a stack sees: the whole picture with a bright window on it, which grows from layer to layer."""

import base64
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lessons.core.receptive_field import ReceptiveField
from lessons.figures.pictures import field_frame, webp

MAGNIFIED = 6  # pixels of the drawing that a pixel of the picture becomes
WIDEST, ROW = 380, 1100  # pixels of a drawing, and of all of them
_DIMMED = 0.3  # how bright the picture stays outside a window
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2); margin-top: 4px;"
_NAME = "font-size: 14px; line-height: 20px; font-weight: 600; white-space: nowrap;"


def stack_fields(
    picture: npt.NDArray[np.uint8], fields: Sequence[ReceptiveField], *, pooled: bool, name: str
) -> tuple[str, str]:
    """Draw it.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3)
    fields : what a cell of each convolution's maps sees, one per layer
    pooled : whether a pooling stands between each two of them
    name : str, what the picture is called

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    sizes = [field.size for field in fields]
    finding = f"{name}. " + " ".join(f"Layer {layer} sees {size} × {size} pixels." for layer, size in enumerate(sizes, 1))
    pictures = "".join(_layer(picture, layer, size, pooled) for layer, size in enumerate(sizes, 1))
    html = (
        f'<div role="group" aria-label="{finding}" style="display: grid; gap: 14px; justify-content: start; '
        f'grid-template-columns: repeat(auto-fit, minmax(150px, {min(WIDEST, ROW // len(sizes))}px));">{pictures}</div>'
    )
    return html, finding


def _layer(picture: npt.NDArray[np.uint8], layer: int, size: int, pooled: bool) -> str:
    before = "then a 2 × 2 pooling, and " if pooled and layer > 1 else ""
    data = base64.b64encode(webp(window_picture(picture, size))).decode()
    return (
        f'<div><div style="{_NAME}">{f"Layer {layer}"}: {size} × {size} pixels</div>'
        f'<img src="data:image/webp;base64,{data}" alt="" style="width: 100%; display: block;">'
        f'<div style="{_SMALL}">{before}a kernel of 3 × 3</div></div>'
    )


def window_picture(picture: npt.NDArray[np.uint8], size: int) -> npt.NDArray[np.uint8]:
    """The whole picture, magnified: bright in a square of so many pixels around its middle, and dimmed elsewhere."""
    top, left = ((length - size) // 2 for length in picture.shape[:2])
    rows, columns = (slice(max(first, 0), max(first + size, 0)) for first in (top, left))
    seen = np.rint(picture * _DIMMED).astype(np.uint8)
    seen[rows, columns] = picture[rows, columns]
    return field_frame(seen, top, left, size, factor=MAGNIFIED)
