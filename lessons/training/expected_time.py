"""How long a training is going to take, about: so that a learner knows before pressing the button."""

from lessons.data.examples import Dataset
from lessons.training.head_size import base_products
from lessons.training.settings import TrainingSettings, scratch_stack

_START = 3.0  # seconds until a network is made ready
_PER_PRODUCT = {"vgg16": 1 / 40e9, "efficientnet_lite0": 1 / 9e9}  # seconds, of a frozen base
_PER_SMALL_PIXEL = 1.5e-7  # seconds for a pixel of a picture in an epoch of the small network; wide steps take a quarter
_FINE = 0.12  # of the base's work that the last layers and the way back through them are, for each layer that learns
_HEAD = 0.1  # seconds an epoch


def expected_seconds(settings: TrainingSettings, dataset: Dataset) -> float:
    """Seconds that `lessons.training.fit.fit` is expected to take. The rates are those of two cores, and so is the doubt."""
    learning = len(dataset.train)
    if settings.pictures_per_class:
        learning = min(learning, settings.pictures_per_class * len(dataset.labels))
    if settings.arm == "scratch":
        steps = 4 if "relu 2" in scratch_stack(settings.image_size) else 1
        return _START + settings.epochs * learning * settings.image_size**2 * _PER_SMALL_PIXEL / steps
    each = base_products(settings) * _PER_PRODUCT[settings.network]
    variants = settings.augmentation.variants if settings.augmentation.active else 0
    seconds = _START + (len(dataset.train) * (1 + variants) + len(dataset.test)) * each + settings.epochs * _HEAD
    if settings.arm == "fine_tuned":
        seconds += settings.fine_epochs * learning * each * _FINE * settings.unfrozen
    return seconds
