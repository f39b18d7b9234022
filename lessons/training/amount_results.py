"""What comes of a convolutional network and a vision transformer that learned from few pictures and from many."""

from dataclasses import dataclass

from lessons.core.attention import Transformer
from lessons.training.attention_settings import AttentionSettings


@dataclass(frozen=True)
class AmountResult:
    """One network that learned from so many pictures."""

    network: str  # a key of `lessons.training.attention_settings.LEARNERS`
    pictures: int
    accuracy: float  # on the test pictures
    training: float  # on those that it learned from, at the end
    parameters: int


@dataclass(frozen=True, eq=False)
class AmountsRace:
    """What came of it."""

    results: tuple[AmountResult, ...]
    transformer: Transformer  # the one that learned from the most pictures
    labels: tuple[str, ...]
    settings: AttentionSettings
    seconds: float
    device: str
