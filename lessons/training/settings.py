"""What a learner can choose before a model is trained."""

from dataclasses import dataclass, field

from lessons.core.architecture import PRESETS, parse_stack
from lessons.core.checks import one_of, take_pythons_numbers, whole, within

ARMS = {
    "scratch": "A small CNN from scratch",
    "random": "Random weights, frozen",
    "frozen": "Pretrained, frozen",
    "fine_tuned": "Pretrained, last layers fine-tuned",
}
"""The ways to train that are compared on the same pictures. The random one is the control: same network, nothing learned."""

BASES = {
    "vgg16": "VGG16",
    "efficientnet_lite0": "EfficientNet-Lite0",
}
"""The pretrained networks that a new head can be put on."""

HEADS = {
    "average": "global average pooling",
    "flatten": "flatten",
}
"""How the last maps become a vector."""

OPTIMISERS = ("adam", "rmsprop", "sgd")
BATCH_NORMS = {
    "frozen": "kept as it is (right)",
    "trained": "trained too (the trap)",
}
"""What batch normalisation does in layers that are fine-tuned."""

SCHEDULES = {
    "constant": "the same learning rate all along",
    "cosine": "up within the first 5% of the steps, then along a cosine down to zero",
}
"""How the learning rate changes over a run."""

IMAGE_SIZES = (64, 96, 128, 160, 224)
SCRATCH_SIZES = (16, 24, 32, 48, 64)
MOST_UNFROZEN = 8  # convolutions that can be fine-tuned
_WIDE_STEPS = 160  # rows of a picture from which the first convolution takes steps of 2


def scratch_stack(image_size: int) -> str:
    """The small CNN of the arm "scratch", as `lessons.core.architecture.parse_stack` reads it; the head is that of the others.

    For large pictures its first convolution has a stride of 2: it would be too large to train while one watches.
    """
    first = "conv 16 3 relu 2" if image_size >= _WIDE_STEPS else "conv 16"
    return f"{first}; max; conv 32; max; conv 64; max; flatten"


@dataclass(frozen=True, kw_only=True)
class Augmentation:
    """How training pictures are changed at random. Zero everywhere is none. Raises ValueError where one is out of range."""

    rotation: float = 0.0  # degrees to either side, 0 to 180
    shift: float = 0.0  # share of the width and of the height, to any side, 0 to 0.5
    shear: float = 0.0  # share of the width, 0 to 0.5
    zoom: float = 0.0  # share of the size, larger or smaller, 0 to 0.5
    flip: bool = False  # left and right, every second picture
    brightness: float = 0.0  # share of the range from black to white, up or down, 0 to 0.5
    variants: int = 4  # of each picture: epoch after epoch they take turns, 1 to 8

    def __post_init__(self) -> None:
        take_pythons_numbers(self)
        within("rotation", self.rotation, 0, 180)
        for name in ("shift", "shear", "zoom", "brightness"):
            within(name, getattr(self, name), 0, 0.5)
        whole("variants", self.variants, 1, 8)
        one_of("flip", self.flip, (False, True))

    @property
    def active(self) -> bool:
        """True if it changes anything."""
        return bool(self.rotation or self.shift or self.shear or self.zoom or self.flip or self.brightness)


OLD_CODE_AUGMENTATION = Augmentation(rotation=30.0, shift=0.2, shear=0.2, zoom=0.2, flip=True)
"""What articles with ``ImageDataGenerator`` use, as far as today's layers know it."""


@dataclass(frozen=True, kw_only=True)
class RunSettings:
    """What every training run needs. Raises ValueError where a value is out of range."""

    epochs: int = 20  # passes over the training pictures, 1 to 200
    learning_rate: float = 1e-3  # step size of the optimiser, 1e-7 to 1
    schedule: str = "constant"  # a key of SCHEDULES
    batch_size: int = 32  # pictures per step, 1 to 256
    validation_share: float = 0.2  # of the training pictures, held back to watch overfitting, 0.1 to 0.5
    seed: int = 0  # of the split, of the first weights and of the order of the pictures, 0 to 2**31 - 1
    optimiser: str = "adam"  # one of OPTIMISERS; "sgd" is with momentum 0.9
    patience: int = 0  # epochs without a better validation loss after which it ends, with the best weights; 0 is never, to 50

    def __post_init__(self) -> None:
        take_pythons_numbers(self)
        whole("epochs", self.epochs, 1, 200)
        within("learning_rate", self.learning_rate, 1e-7, 1)
        one_of("schedule", self.schedule, tuple(SCHEDULES))
        whole("batch_size", self.batch_size, 1, 256)
        within("validation_share", self.validation_share, 0.1, 0.5)
        whole("seed", self.seed, 0, 2**31 - 1)
        one_of("optimiser", self.optimiser, OPTIMISERS)
        whole("patience", self.patience, 0, 50)


@dataclass(frozen=True, kw_only=True)
class TrainingSettings(RunSettings):
    """Settings of one arm of transfer learning; the defaults are the app's for photos, as `lessons.training.suited` tells.

    Raises ValueError where one is out of range.
    """

    arm: str = "frozen"  # a key of ARMS
    network: str = "efficientnet_lite0"  # a key of BASES; the arm "scratch" has one of its own, `scratch_stack`
    image_size: int = 224  # rows and columns that pictures are resized to: one of IMAGE_SIZES
    pictures_per_class: int = 0  # to learn from; 0 is all that there are, to 2000
    head: str = "average"  # a key of HEADS
    units: int = 64  # width of the head's hidden layer, 1 to 1024
    dropout: float = 0.0  # share of the hidden layer's units that is dropped while training, 0 to 0.9
    l2: float = 0.0  # L2 penalty of the head's kernels: this times the sum of their squares is added to the loss, 0 to 1
    augmentation: Augmentation = field(default_factory=Augmentation)
    unfrozen: int = 3  # last convolutions that the arm "fine_tuned" trains after the head, 1 to MOST_UNFROZEN
    fine_epochs: int = 10  # epochs of that, 1 to 200
    fine_rate: float = 1e-5  # their learning rate, 1e-7 to 1
    batch_norm: str = "frozen"  # a key of BATCH_NORMS
    mixed_precision: bool = False  # compute in float16 where it is safe: quick on a GPU, slow on a CPU

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("arm", self.arm, tuple(ARMS))
        one_of("network", self.network, tuple(BASES))
        one_of("image_size", self.image_size, IMAGE_SIZES)
        whole("pictures_per_class", self.pictures_per_class, 0, 2000)
        one_of("head", self.head, tuple(HEADS))
        whole("units", self.units, 1, 1024)
        within("dropout", self.dropout, 0, 0.9)
        within("l2", self.l2, 0, 1)
        if not isinstance(self.augmentation, Augmentation):
            raise ValueError(f"augmentation must be an Augmentation. Received: augmentation={self.augmentation!r}")
        whole("unfrozen", self.unfrozen, 1, MOST_UNFROZEN)
        whole("fine_epochs", self.fine_epochs, 1, 200)
        within("fine_rate", self.fine_rate, 1e-7, 1)
        one_of("batch_norm", self.batch_norm, tuple(BATCH_NORMS))
        one_of("mixed_precision", self.mixed_precision, (False, True))

    @property
    def total_epochs(self) -> int:
        """Epochs of all its stages."""
        return self.epochs + (self.fine_epochs if self.arm == "fine_tuned" else 0)


@dataclass(frozen=True, kw_only=True)
class ScratchSettings(RunSettings):
    """Settings of a network that is stacked and trained from scratch. Raises ValueError where one is out of range."""

    stack: str = PRESETS["small CNN"]  # as `lessons.core.architecture.parse_stack` reads it
    image_size: int = 32  # rows and columns that pictures are resized to: one of SCRATCH_SIZES
    learning_rate: float = 3e-3

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("image_size", self.image_size, SCRATCH_SIZES)
        if not isinstance(self.stack, str):
            raise ValueError(f"stack must be a text. Received: stack={self.stack!r}")
        parse_stack(self.stack)

    @property
    def total_epochs(self) -> int:
        """Epochs of the run."""
        return self.epochs
