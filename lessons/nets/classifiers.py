"""The trained classifiers that come along and can be asked, explained and doubted."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import keras

from lessons.nets.brain_mri import LABELS as MRI_LABELS
from lessons.nets.brain_mri import load_brain_mri
from lessons.nets.imagenet import classifier, labels


@dataclass(frozen=True)
class Classifier:
    """A network and the names of its classes."""

    title: str
    model: keras.Model  # takes raw 0-255 RGB and ends with probabilities
    labels: tuple[str, ...]
    knows: str  # what it can tell apart, in a few words


@cache
def _imagenet() -> Classifier:
    return Classifier("EfficientNet-Lite0", classifier(), labels(), "the 1000 classes of ImageNet")


@cache
def _brain_mri() -> Classifier:
    return Classifier("VGG16, brain scans", load_brain_mri(), MRI_LABELS, "three kinds of tumour, and none, on brain scans")


CLASSIFIERS: dict[str, Callable[[], Classifier]] = {"imagenet": _imagenet, "brain_mri": _brain_mri}
"""Name -> function that loads a Classifier, once per process and frozen. They work without internet."""
