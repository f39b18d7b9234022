"""What a transformer looks at: in each block, how much the patch under the pointer takes from all others."""

import hashlib

import numpy as np

from lessons.figures.pictures import magnified, webp
from pages.shared.components.arrays import packed
from pages.shared.components.component_files import component

SHOWN = 256  # pixels of the picture
_FINENESS = 10_000  # of a share: it travels as a whole number

_COMPONENT = component(__file__)


def attention_view(image, attention, *, key):
    """Show it.

    Parameters
    ----------
    image : uint8 array of shape (side, side, 3), as the transformer is shown it
    attention : sequence of arrays of shape (heads, patches, patches), one for each block; heads are averaged
    key : str

    Returns
    -------
    int or None : the patch at which the pointer came to rest last
    """
    shares = [np.rint(_FINENESS * np.mean(each, axis=0)).astype(int).ravel() for each in attention]
    side = round(attention[0].shape[-1] ** 0.5)
    sheet = webp(magnified(image, SHOWN), quality=90)
    data = {
        "version": hashlib.blake2b(sheet, digest_size=8).hexdigest(),
        "side": side,
        "attention": [each.tolist() for each in shares],
        "start": side * (side // 2) + side // 2,
        "label": f"The picture in {side} × {side} patches. Arrow keys go from one to the next",
    }
    seen = _COMPONENT(key=key, data=packed(data, sheet=sheet), default={"patch": None}, on_patch_change=lambda: None)
    return seen.patch if isinstance(seen.patch, int) and 0 <= seen.patch < side * side else None
