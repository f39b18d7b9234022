"""A network that says boxes, which was really trained, kept so that its page has boxes to show before anybody trains.

`python -m lessons.finding.finished_boxes` trains it again.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lessons.work.kept_run import keep, kept

KEPT = Path(__file__).with_suffix(".npz")
SHOWN = 3  # scenes


@dataclass(frozen=True, eq=False)
class FinishedBoxes:
    """What is kept of a run: no weights, only what it said of the scenes that were watched."""

    mean_iou: float  # on scenes that it never saw
    boxes: npt.NDArray[np.float32]  # (epochs from 0 on, scenes, 4), in pixels
    probabilities: npt.NDArray[np.float32]  # (epochs from 0 on, scenes, classes)


@cache
def finished_boxes() -> FinishedBoxes:
    """The run with the settings that the page begins with."""
    return FinishedBoxes(**kept(KEPT))


def _train() -> None:
    from lessons.finding.locating import LocatorSettings, fit_locator

    run = fit_locator(LocatorSettings())
    boxes = np.stack([record.boxes[:SHOWN] for record in run.records])
    probabilities = np.stack([record.probabilities[:SHOWN] for record in run.records])
    keep(KEPT, {"mean_iou": run.test_report.mean_iou}, boxes=boxes, probabilities=probabilities)


if __name__ == "__main__":
    _train()
