"""The destruction of the classifier that comes along, kept for the first picture: to be seen at once.

`python -m lessons.nets.doubt_again` destroys it again.
"""

from functools import cache
from pathlib import Path

import numpy as np

from lessons.nets.sanity import Stage, coarse
from lessons.work import kept_run

FILE = Path(__file__).parent / "doubted" / "chelsea.npz"
PICTURE, CLASS, METHODS, SEED = "chelsea", 285, ("saliency", "grad_cam", "guided_backprop"), 0
"""What is kept: of this picture, the maps of these methods for this class, with weights shuffled in this order."""


@cache
def finished_doubts() -> list[Stage]:
    """The stages, with maps of 28 × 28 and `likeness`, `structure` and `said` as they were."""
    kept = kept_run.kept(FILE)
    maps = {method: kept[method].astype(np.float32) / 255 for method in METHODS}
    return [
        Stage(
            tuple(each["randomised"]),
            {method: maps[method][number] for method in METHODS},
            each["likeness"],
            each["structure"],
            {int(index): value for index, value in each["said"].items()},
        )
        for number, each in enumerate(kept["stages"])
    ]


def keep(stages: list[Stage]) -> None:
    """Write stages to the file: maps with whole numbers up to 255, which is as fine as a picture."""
    maps = {method: np.rint([255 * coarse(stage.maps[method]) for stage in stages]).astype(np.uint8) for method in METHODS}
    told = [{name: getattr(stage, name) for name in ("randomised", "likeness", "structure", "said")} for stage in stages]
    kept_run.keep(FILE, {"stages": told}, **maps)
