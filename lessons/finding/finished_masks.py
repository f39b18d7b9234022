"""A network for pixels that was really trained, kept so that its page has masks to show before anybody trains.

`python -m lessons.finding.finished_masks` trains it again.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lessons.finding.pixel_scenes import SCENES
from lessons.finding.scenes import SceneSettings
from lessons.work.kept_run import keep, kept

KEPT = Path(__file__).with_suffix(".npz")
SHOWN = 4  # scenes
LEARNED_FROM = replace(SCENES, spacing="apart")
"""The scenes that the page begins with."""


@dataclass(frozen=True, eq=False)
class FinishedMasks:
    """What is kept of a run: no weights, only what it made of the scenes that were watched."""

    network: str
    scenes: SceneSettings
    mean_iou: float  # on scenes that it never saw
    masks: npt.NDArray[np.uint8]  # (epochs from 0 on, scenes, size, size)


@cache
def finished_masks() -> FinishedMasks:
    """The run with the settings that the page begins with."""
    return FinishedMasks(scenes=LEARNED_FROM, **kept(KEPT))


def _train() -> None:
    from lessons.finding.segmenting import SegmentationSettings, fit_segmentation

    settings = SegmentationSettings(scenes=LEARNED_FROM)
    run = fit_segmentation(settings)
    about = {"network": settings.network, "mean_iou": run.test_report.mean_iou}
    masks = np.stack([record.masks[:SHOWN] for record in run.records])
    keep(KEPT, about, masks=masks)


if __name__ == "__main__":
    _train()
