"""Small networks that say where things are: a box regressor, and a one-stage detector on a grid of anchors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.anchors import Grid, decode
from lessons.core.boxes import non_max_suppression
from lessons.nets.inference import run_layers

LEAST_SCORE = 0.05  # boxes with a lower score are not looked at
OVERLAP = 0.45  # largest `iou` of two boxes of one class that are both kept
_RARE = -3.0  # first bias of the objectness: most anchors hold nothing, and sigmoid(-3) is 0.05
_AT_ONCE = 100  # pictures in one forward pass


@dataclass(frozen=True, eq=False)
class Found:
    """What a detector found in one picture, the highest score first."""

    boxes: np.ndarray  # float32 (found, 4): left, top, right, bottom, in pixels of the network's input
    scores: np.ndarray  # float32 (found,): objectness times probability, in [0, 1]
    targets: np.ndarray  # int64 (found,): positions of the classes

    def above(self, score: float) -> Found:
        """Those with at least this score."""
        keep = self.scores >= score
        return Found(self.boxes[keep], self.scores[keep], self.targets[keep])


def build_locator(size: int, classes: int, *, seed: int) -> keras.Model:
    """A network with two answers about the one object of a picture: its class and its box.

    Both share one convolutional base. The class needs no place, so it reads the largest value of every map; the box needs
    nothing else, so it reads the maps flattened.

    Parameters
    ----------
    size : int, rows and columns of the input: a multiple of 8
    classes : int
    seed : int, of the first weights

    Returns
    -------
    keras.Model : raw 0-255 RGB -> dict of "class", probabilities (pictures, classes), and "box" (pictures, 4): its middle
        across and down, its width and its height, all as shares of the picture
    """
    seeds = iter(range(seed, seed + 100))
    picture, maps = _base(size, ((16, 2), (32, 2), (32, 2), (32, 1), (64, 1)), seeds)
    strongest = keras.layers.GlobalMaxPooling2D(name="strongest")(maps)
    choice = keras.layers.Dense(classes, kernel_initializer=_glorot(seeds), name="class_logits")(strongest)
    # One class is certain: softmax says 1, too, but Keras warns of it.
    certain = keras.layers.Rescaling(0.0, offset=1.0, name="class")
    probabilities = (keras.layers.Softmax(name="class") if classes > 1 else certain)(choice)
    flat = keras.layers.Flatten(name="flatten")(maps)
    # Without the normalisation all hidden units can die in the first steps, and then every box is the same for good.
    hidden = keras.layers.Dense(64, use_bias=False, kernel_initializer=_glorot(seeds), name="hidden")(flat)
    hidden = keras.layers.BatchNormalization(momentum=0.9, name="hidden_norm")(hidden)
    hidden = keras.layers.Activation("relu", name="hidden_activation")(hidden)
    box = keras.layers.Dense(4, activation="sigmoid", kernel_initializer=_glorot(seeds), name="box")(hidden)
    return keras.Model(picture, {"class": probabilities, "box": box}, name="locator")


def build_detector(grid: Grid, classes: int, *, seed: int) -> keras.Model:
    """A one-stage detector: in a single look it answers for every anchor of a grid.

    Parameters
    ----------
    grid : lessons.core.anchors.Grid whose step is 4, 8 or 16 pixels
    classes : int
    seed : int, of the first weights

    Returns
    -------
    keras.Model : raw 0-255 RGB -> dict of arrays of shape (pictures, cells, cells, anchors, ...): "objectness" (...),
        the probability that the anchor answers for an object; "class" (..., classes), probabilities; "box" (..., 4), the
        offsets of `lessons.core.anchors.encode`

    Raises
    ------
    ValueError
        If the grid's step is another one.
    """
    halvings = next((number for number in (2, 3, 4) if grid.step == 2**number), None)
    if halvings is None:
        raise ValueError(f"a cell must have 4, 8 or 16 pixels. Received: step={grid.step}")
    seeds = iter(range(seed, seed + 100))
    blocks = ((16, 2), (32, 2), (32, 1), (48, 2 if halvings > 2 else 1), (48, 2 if halvings > 3 else 1), (48, 1))
    picture, maps = _base(grid.size, blocks, seeds)
    anchors, shape = len(grid.sides), (grid.cells, grid.cells, len(grid.sides))

    def answer(numbers: int, name: str, bias: str = "zeros") -> Any:
        layer = keras.layers.Conv2D(
            anchors * numbers, 1, kernel_initializer=_glorot(seeds), bias_initializer=bias, name=f"{name}_map"
        )
        return keras.layers.Reshape((*shape, numbers), name=f"{name}_anchors")(layer(maps))

    rare = keras.initializers.Constant(_RARE)
    outputs = {
        "objectness": keras.layers.Reshape(shape, name="objectness")(
            keras.layers.Activation("sigmoid", name="objectness_sigmoid")(answer(1, "objectness", rare))
        ),
        # A single class: its loss asks for a sigmoid of 1, which softmax is, too, but Keras warns of it.
        "class": keras.layers.Activation("softmax" if classes > 1 else "sigmoid", name="class")(answer(classes, "class")),
        "box": keras.layers.Activation("linear", name="box")(answer(4, "box")),
    }
    return keras.Model(picture, outputs, name="detector")


def locate(model: keras.Model, images: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The boxes and the classes that a locator of `build_locator` gives.

    Parameters
    ----------
    model : keras.Model
    images : uint8 array of shape (pictures, size, size, 3)

    Returns
    -------
    (boxes, probabilities) : float32 (pictures, 4), left, top, right, bottom in pixels, cut to the picture and at least one
        pixel wide and high; float32 (pictures, classes)
    """
    probabilities, boxes = _run(model, images, ["class", "box"])
    return box_in_pixels(boxes, images.shape[1]), probabilities


def box_in_pixels(shares: npt.ArrayLike, size: int) -> npt.NDArray[np.float32]:
    """Boxes as a locator says them, middle, width and height as shares, in pixels of a picture of that size."""
    shares = np.asarray(shares, np.float64)
    middle, half = shares[..., :2] * size, np.maximum(shares[..., 2:] * size, 1) / 2
    middle = middle.clip(0.5, size - 0.5)
    return np.concatenate([(middle - half).clip(0, None), (middle + half).clip(None, size)], axis=-1).astype(np.float32)


def box_as_shares(boxes: npt.ArrayLike, size: int) -> npt.NDArray[np.float32]:
    """The inverse of `box_in_pixels`: what a locator should say of these boxes; float32 of the same shape."""
    boxes = np.asarray(boxes, np.float64) / size
    return np.concatenate([(boxes[..., :2] + boxes[..., 2:]) / 2, boxes[..., 2:] - boxes[..., :2]], axis=-1).astype(np.float32)


def detect(
    model: keras.Model, grid: Grid, images: npt.NDArray[np.uint8], *, least_score: float = LEAST_SCORE, overlap: float = OVERLAP
) -> list[Found]:
    """What a detector of `build_detector` finds, after non-maximum suppression within each class.

    Parameters
    ----------
    model : keras.Model
    grid : the Grid that it was built for
    images : uint8 array of shape (pictures, size, size, 3)
    least_score : float, objectness times probability
    overlap : float, largest `iou` of two boxes of one class that are both kept; 1 keeps all

    Returns
    -------
    list of Found, one per picture
    """
    objectness, probabilities, offsets = _run(model, images, ["objectness", "class", "box"])
    boxes = decode(grid, offsets).reshape(len(images), -1, 4)
    scores = (objectness[..., None] * probabilities).reshape(*boxes.shape[:2], -1)
    return [_keep(*pair, least_score, overlap) for pair in zip(boxes, scores, strict=True)]


def _keep(boxes: np.ndarray, scores: np.ndarray, least_score: float, overlap: float) -> Found:
    has_area = (boxes[:, :2] < boxes[:, 2:]).all(axis=1)
    parts = []
    for target in range(scores.shape[1]):
        here = np.flatnonzero(has_area & (scores[:, target] >= least_score))
        kept = here[non_max_suppression(boxes[here], scores[here, target], threshold=overlap)]
        parts += [(scores[index, target], index, target) for index in kept]
    parts.sort(key=lambda part: -part[0])
    indices = [index for _, index, _ in parts]
    return Found(
        boxes=boxes[indices].reshape(-1, 4),
        scores=np.array([score for score, _, _ in parts], np.float32),
        targets=np.array([target for _, _, target in parts], np.int64),
    )


def _run(model: keras.Model, images: np.ndarray, layers: Sequence[str]) -> list[np.ndarray]:
    parts = [run_layers(model, images[first : first + _AT_ONCE], layers) for first in range(0, len(images), _AT_ONCE)]
    return [np.concatenate(pieces) for pieces in zip(*parts, strict=True)]


def _base(size: int, blocks: Any, seeds: Iterator[int]) -> tuple[Any, Any]:
    """Convolutions with batch normalisation and ReLU; each block has its filters and its stride."""
    picture = keras.Input((size, size, 3), name="picture")
    maps = keras.layers.Rescaling(1 / 127.5, offset=-1.0, name="rescale")(picture)
    for number, (filters, stride) in enumerate(blocks, start=1):
        maps = keras.layers.Conv2D(
            filters,
            3,
            strides=stride,
            padding="same",
            use_bias=False,
            kernel_initializer=_glorot(seeds),
            name=f"conv{number}",
        )(maps)
        maps = keras.layers.BatchNormalization(momentum=0.9, name=f"norm{number}")(maps)
        maps = keras.layers.Activation("relu", name=f"activation{number}")(maps)
    return picture, maps


def _glorot(seeds: Iterator[int]) -> keras.initializers.Initializer:
    return keras.initializers.GlorotUniform(seed=next(seeds))
