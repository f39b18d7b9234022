"""Drawings of what some of VGG16's filters look for, kept so that there is something to see before anybody draws.

`python -m lessons.nets.draw_again` draws them again.
"""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

FOLDER = Path(__file__).parent / "drawn"
FILTERS = (("block2_conv2", 4), ("block4_conv1", 20), ("block5_conv1", 20))
"""Those that are kept: layer and map, from early to late."""


@cache
def finished_drawings() -> dict[tuple[str, int], npt.NDArray[np.uint8]]:
    """(layer, map) -> RGB uint8 picture (128, 128, 3)."""
    return {each: np.asarray(Image.open(file_of(*each)).convert("RGB")) for each in FILTERS}


def file_of(layer: str, channel: int) -> Path:
    """Where the drawing of a map is kept."""
    return FOLDER / f"{layer}_{channel}.webp"
