"""What can be chosen before twenty layers with shortcuts race against twenty without."""

from dataclasses import dataclass

from lessons.core.checks import one_of
from lessons.training.settings import RunSettings

NETWORKS = {"plain": "without shortcuts", "shortcuts": "with shortcuts"}
"""The two networks -> what a learner reads."""

LAYERS = 20


@dataclass(frozen=True, kw_only=True)
class RaceSettings(RunSettings):
    """Settings of both networks. Raises ValueError where one is out of range."""

    epochs: int = 12
    learning_rate: float = 2e-3
    norm: bool = False  # batch normalisation behind every convolution

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("norm", self.norm, (False, True))
