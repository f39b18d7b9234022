"""One dense layer with softmax on hand-made maps, trained in a blink: the smallest classifier to take apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from lessons.core.activation import relu
from lessons.core.convolution import convolve2d
from lessons.core.dense import dense, flatten, softmax
from lessons.core.kernels import KERNELS
from lessons.core.pooling import pool2d
from lessons.core.scaling import luma
from lessons.data.datasets import DATASETS
from lessons.images.resizing import square
from lessons.training.evaluation import TestReport, evaluate

SIDE = 48  # rows and columns that a picture is squeezed to
POOL = 8  # window and stride of the pooling layer
MAP_KERNELS = ("sobel_x", "sobel_y", "laplacian", "box_blur")  # one map each
_INVERSE_PENALTY = 10.0  # scikit-learn's C: large weights cost something, the same for both heads


def _average(maps: Any) -> npt.NDArray[np.float32]:
    """Each map becomes its mean."""
    return np.asarray(maps, np.float32).mean(axis=(0, 1))


VECTORS = {"flatten": flatten, "global average pooling": _average}
"""How a stack of maps becomes a vector: name -> function of maps (rows, columns, channels)."""


@dataclass(frozen=True, eq=False)
class LinearHead:
    """A trained dense layer whose sums are logits."""

    labels: tuple[str, ...]
    weights: np.ndarray  # float32 (inputs, classes), read-only
    bias: np.ndarray  # float32 (classes,), read-only
    train_accuracy: float  # in [0, 1]
    test_accuracy: float  # on pictures that it never saw

    @property
    def parameters(self) -> int:
        """Numbers that were learned: a weight per pair of input and class, and a bias per class."""
        return self.weights.size + self.bias.size


def picture_maps(image: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """What four kernels, ReLU and a maximum pooling make of a picture.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3), of any size

    Returns
    -------
    float32 array of shape (6, 6, 4): `MAP_KERNELS` on the grey picture of `SIDE` × `SIDE` pixels, scaled to [0, 1]
    """
    grey = luma(square(image, SIDE)) / np.float32(255)
    maps = [relu(convolve2d(grey, KERNELS[name], padding="same", boundary="reflect")) for name in MAP_KERNELS]
    return np.stack([pool2d(values, POOL) for values in maps], axis=-1)


@cache
def texture_head(vector: str) -> LinearHead:
    """A dense layer that tells the eight textures of `DATASETS` apart, from the maps of `picture_maps`.

    Softmax regression: the weights that make the cross-entropy of the training pictures smallest, found by scikit-learn.

    Parameters
    ----------
    vector : a key of VECTORS

    Returns
    -------
    LinearHead, the same object every time
    """
    dataset, to_vector = DATASETS["textures"], VECTORS[vector]
    train, test = (np.stack([to_vector(maps) for maps in part]) for part in _texture_maps())
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=2000).fit(train, dataset.train.targets)
    weights, bias = model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)
    for array in (weights, bias):
        array.setflags(write=False)
    accuracy = [float(model.score(*part)) for part in ((train, dataset.train.targets), (test, dataset.test.targets))]
    return LinearHead(dataset.labels, weights, bias, *accuracy)


def texture_samples() -> list[npt.NDArray[np.uint8]]:
    """A training patch of each texture, in the order of the labels: what a class looks like."""
    part = DATASETS["textures"].train
    return [part.images[int(np.argmax(part.targets == target))] for target in range(len(DATASETS["textures"].labels))]


@cache
def texture_report(vector: str) -> TestReport:
    """What `texture_head` says of all test patches, in their order."""
    dataset, to_vector, head = DATASETS["textures"], VECTORS[vector], texture_head(vector)
    sums = [dense(to_vector(maps), head.weights, head.bias) for maps in _texture_maps()[1]]
    return evaluate(np.stack([softmax(each) for each in sums]), dataset.test.targets, dataset.labels)


@dataclass(frozen=True, eq=False)
class TextureNetwork:
    """`texture_head` as a network to judge: with its test, and able to answer other pictures."""

    vector: str  # a key of VECTORS
    labels: tuple[str, ...]
    test_report: TestReport
    test_images: tuple[np.ndarray, ...]  # what `test_report` is about, in its order

    def probabilities(self, images: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float32]:
        """What it says of pictures of any size: (pictures, classes)."""
        head, to_vector = texture_head(self.vector), VECTORS[self.vector]
        sums = [dense(to_vector(picture_maps(image)), head.weights, head.bias) for image in images]
        return np.stack([softmax(each) for each in sums])


@cache
def texture_network(vector: str) -> TextureNetwork:
    """The network of `texture_head`, the same object every time."""
    test = DATASETS["textures"].test
    return TextureNetwork(vector, texture_head(vector).labels, texture_report(vector), test.images)


def unseen_patches() -> dict[str, npt.NDArray[np.uint8]]:
    """A test patch of each texture, by its label: the third one, whatever becomes of it."""
    part, labels = DATASETS["textures"].test, DATASETS["textures"].labels
    return {label: part.images[int(np.flatnonzero(part.targets == target)[2])] for target, label in enumerate(labels)}


@cache
def _texture_maps() -> list[list[np.ndarray]]:
    dataset = DATASETS["textures"]
    return [[picture_maps(image) for image in part.images] for part in (dataset.train, dataset.test)]
