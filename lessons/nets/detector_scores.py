"""The scores of a detector's boxes as the output of one network, so that what explains a classifier explains a box."""

from typing import Any

import keras

from lessons.core.yolo import CLASSES, GRIDS, NUMBERS, AnchorGrid
from lessons.nets.probing import map_layers
from lessons.nets.units import given_to
from lessons.nets.yolov3_tiny import HEADS

BEFORE_HEADS = ("conv9", "conv11")  # the layers that the heads of GRIDS read their numbers from


def box_scores(detector: keras.Model) -> keras.Model:
    """A network that answers with the logarithm of every score that a detector gives.

    A score is objectness times the probability of a class: its logarithm is a sum, and so are its gradients.

    Parameters
    ----------
    detector : keras.Model of `lessons.nets.yolov3_tiny.load_yolo`. Its layers are shared, not copied.

    Returns
    -------
    keras.Model : raw 0-255 RGB (pictures, 416, 416, 3) -> (pictures, 202,800); `score_index` says where a score stands
    """
    ends = [_scores_of(detector.get_layer(head).output, grid, head) for head, grid in zip(HEADS, GRIDS, strict=True)]
    return keras.Model(detector.inputs, keras.layers.Concatenate(name="scores")(ends), name=f"{detector.name}_scores")


def layers_before(detector: keras.Model, grid: int) -> tuple[str, ...]:
    """The layers with maps that a head reads its numbers from, directly or by way of others, in the network's order."""
    found, waiting = set(), [HEADS[grid]]
    while waiting:
        before = given_to(detector, waiting.pop())
        found |= {*before}
        waiting += before
    return tuple(name for name in map_layers(detector) if name in found)


def _scores_of(said: Any, grid: AnchorGrid, head: str) -> Any:
    """The logarithms of the scores of one head: by class, then by row, column and anchor."""
    numbers = keras.layers.Reshape((grid.cells**2 * len(grid.anchors), NUMBERS), name=f"{head}_anchors")(said)
    numbers = keras.layers.Permute((2, 1), name=f"{head}_turned")(numbers)
    parts = {"objectness": (4, NUMBERS - 5), "classes": (5, 0)}
    cut = [keras.layers.Cropping1D(ends, name=f"{head}_{part}")(numbers) for part, ends in parts.items()]
    logs = [
        keras.layers.Activation("log_sigmoid", name=f"{head}_log_{part}")(each) for part, each in zip(parts, cut, strict=True)
    ]
    return keras.layers.Flatten(name=f"{head}_scores")(keras.layers.Add(name=f"{head}_sums")(logs))


def score_index(position: int, target: int) -> int:
    """Where the score of a proposal for a class stands among those of `box_scores`.

    Parameters
    ----------
    position : int, as `lessons.finding.proposals.Proposals` counts them
    target : int, the class
    """
    start = 0
    for grid in GRIDS:
        boxes = grid.cells**2 * len(grid.anchors)
        if position < boxes:
            return start + target * boxes + position
        position, start = position - boxes, start + CLASSES * boxes
    raise ValueError(f"position must be one of the proposals. Received: {position} too many")
