"""A detector that was really trained, kept so that its page has something to show before anybody trains.

`python -m lessons.finding.finished_finds` trains it again.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lessons.work.kept_run import keep, kept

KEPT = Path(__file__).with_suffix(".npz")
SHOWN, LEAST = 3, 0.4  # scenes; score of a box that is kept


@dataclass(frozen=True, eq=False)
class FinishedFinds:
    """What is kept of a run: no weights, only what it found in the scenes that were watched."""

    value: float  # mean average precision on scenes that it never saw
    values: npt.NDArray[np.float32]  # the same on its validation scenes, after each epoch from 0 on
    boxes: npt.NDArray[np.float32]  # (all boxes, 4), in pixels
    scores: npt.NDArray[np.float32]
    targets: npt.NDArray[np.int32]
    places: npt.NDArray[np.int32]  # (all boxes, 2): its epoch and its scene

    def found(self, epoch: int, scene: int) -> npt.NDArray[np.bool_]:
        """Which boxes are of a scene after an epoch."""
        return (self.places == (epoch, scene)).all(axis=1)


@cache
def finished_finds() -> FinishedFinds:
    """The run with the settings that the page begins with."""
    return FinishedFinds(**kept(KEPT))


def _train() -> None:
    from lessons.finding.detecting import DetectorSettings, fit_detector

    run = fit_detector(DetectorSettings())
    found = [
        (record.epoch, scene, some)
        for record in run.records
        for scene, some in enumerate(each.above(LEAST) for each in record.found[:SHOWN])
    ]
    keep(
        KEPT,
        {"value": run.test_report.mean_average_precision},
        values=np.array([record.mean_average_precision for record in run.records], np.float32),
        boxes=np.concatenate([some.boxes for _, _, some in found]).astype(np.float32),
        scores=np.concatenate([some.scores for _, _, some in found]).astype(np.float32),
        targets=np.concatenate([some.targets for _, _, some in found]).astype(np.int32),
        places=np.array([(epoch, scene) for epoch, scene, some in found for _ in some.boxes], np.int32),
    )


if __name__ == "__main__":
    _train()
