"""What comes of a race of twenty layers with shortcuts against twenty without."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.training.race_settings import RaceSettings
from lessons.work.progress import Epoch


@dataclass(frozen=True, eq=False)
class SlopeRecord:
    """How large the loss's slope is where it arrives."""

    epoch: int  # 0 before any training
    slopes: Mapping[str, npt.NDArray[np.float32]]  # network -> of each convolution's maps, the first layer's first


@dataclass(frozen=True, eq=False)
class DepthRace:
    """What came of it."""

    history: tuple[Epoch, ...]  # with "plain_accuracy", "val_plain_accuracy" and so on among its figures
    records: tuple[SlopeRecord, ...]
    settings: RaceSettings
    parameters: int  # of one network; both have as many
    seconds: float
    device: str
    stopped: bool
