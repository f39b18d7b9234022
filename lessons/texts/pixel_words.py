"""What the steps of the lesson on pixels ask for, in numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.scaling import LUMA_WEIGHTS, lit, luma

LIGHTS = ("Red", "Green", "Blue")
DARK = 0.3  # of the way from a picture's darkest grey to its brightest: what counts as dark


def known_of(
    image: npt.NDArray[np.uint8], few: npt.NDArray[np.uint8], light: Sequence[int], chosen: Mapping[str, Any]
) -> dict[str, Any]:
    """What is known of a picture, of how it looks with few pixels, of its light in per cent, and of what was chosen there.

    Parameters
    ----------
    image, few : uint8 arrays of shape (rows, columns, 3)
    light : three whole numbers
    chosen : "cell" and "colour" of the pixel that a learner chose, if there is one; and "drawn", how many were drawn over
    """
    red, green, blue = chosen.get("colour") or image[image.shape[0] // 2, image.shape[1] // 2].tolist()
    without = {name: _mean_grey(image, [100 * (name != each) for each in LIGHTS]) for name in LIGHTS}
    most = min(LIGHTS, key=lambda name: (without[name], -LUMA_WEIGHTS[LIGHTS.index(name)]))
    greys = luma(image)
    dark = greys.min() + DARK * (greys.max() - greys.min())
    known = {"is_dark": float(np.dot(LUMA_WEIGHTS, (red, green, blue))) <= dark}
    known |= {"cell": chosen.get("cell"), "red": red, "green": green, "blue": blue, "drawn": chosen.get("drawn", 0)}
    known |= {"strongest": most, "mean": _mean_grey(image, (100, 100, 100))}
    known |= {f"without_{name.lower()}": grey for name, grey in without.items()}
    return known | {"few_rows": few.shape[0], "few_columns": few.shape[1], "few": few.size}


def _mean_grey(image: npt.NDArray[np.uint8], light: Sequence[int]) -> float:
    return float(luma(lit(image, light)).mean())
