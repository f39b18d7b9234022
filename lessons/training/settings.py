"""What a learner can choose before a model is trained."""

from dataclasses import dataclass

from lessons.core.architecture import PRESETS, parse_stack

BASES = {
    "imagenet": "VGG16 trained on ImageNet",
    "random": "VGG16 with random weights",
}
"""The frozen base under the new head. The random one is the control: same network, nothing learned."""

IMAGE_SIZES = (64, 96, 128, 160, 224)
SCRATCH_SIZES = (16, 24, 32, 48, 64)


@dataclass(frozen=True, kw_only=True)
class RunSettings:
    """What every training run needs. Raises ValueError where a value is out of range."""

    epochs: int = 20  # passes over the training pictures, 1 to 200
    learning_rate: float = 1e-3  # step size of the Adam optimiser, 1e-6 to 1
    batch_size: int = 32  # pictures per step, 1 to 256
    validation_share: float = 0.2  # of the training pictures, held back to watch overfitting, 0.1 to 0.5
    seed: int = 0  # of the split, of the first weights and of the order of the pictures, 0 to 2**31 - 1

    def __post_init__(self):
        _within("epochs", self.epochs, 1, 200)
        _within("learning_rate", self.learning_rate, 1e-6, 1)
        _within("batch_size", self.batch_size, 1, 256)
        _within("validation_share", self.validation_share, 0.1, 0.5)
        _within("seed", self.seed, 0, 2**31 - 1)


@dataclass(frozen=True, kw_only=True)
class TrainingSettings(RunSettings):
    """Settings of a run that fine-tunes; the defaults are the app's. Raises ValueError where one is out of range."""

    base: str = "imagenet"  # a key of BASES
    image_size: int = 96  # rows and columns that pictures are resized to: one of IMAGE_SIZES
    units: int = 64  # width of the head's hidden layer, 1 to 1024

    def __post_init__(self):
        super().__post_init__()
        _one_of("base", self.base, tuple(BASES))
        _one_of("image_size", self.image_size, IMAGE_SIZES)
        _within("units", self.units, 1, 1024)


@dataclass(frozen=True, kw_only=True)
class ScratchSettings(RunSettings):
    """Settings of a network that is stacked and trained from scratch. Raises ValueError where one is out of range."""

    stack: str = PRESETS["small CNN"]  # as `lessons.core.architecture.parse_stack` reads it
    image_size: int = 32  # rows and columns that pictures are resized to: one of SCRATCH_SIZES
    learning_rate: float = 3e-3

    def __post_init__(self):
        super().__post_init__()
        _one_of("image_size", self.image_size, SCRATCH_SIZES)
        parse_stack(self.stack)


def _one_of(name, value, choices):
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(str, choices))}. Received: {name}={value!r}")


def _within(name, value, low, high):
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{name} must be between {low} and {high}. Received: {name}={value!r}")
