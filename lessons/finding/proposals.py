"""What YOLOv3-tiny says about a picture: all of its proposals, and which of them are left."""

from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.boxes import suppression_steps
from lessons.core.yolo import GRIDS, NUMBERS, read_boxes, sigmoid
from lessons.nets.inference import run_layers
from lessons.nets.yolov3_tiny import HEADS

LEAST_SCORE = 0.3  # from which on a box is shown at first
OVERLAP = 0.45  # largest `iou` of two boxes of one class that are both kept at first


@dataclass(frozen=True, eq=False)
class Proposals:
    """One box of every anchor, those of the coarse grid first, by row, column and anchor; in pixels of the network's input."""

    said: tuple[np.ndarray, ...]  # float32 (cells, cells, anchors, 85) of each grid, as it leaves the network
    boxes: np.ndarray  # float32 (proposals, 4): left, top, right, bottom
    objectness: np.ndarray  # float32 (proposals,)
    targets: np.ndarray  # int64 (proposals,): the most probable class
    probabilities: np.ndarray  # float32 (proposals,): of that class

    @property
    def scores(self) -> npt.NDArray[np.float32]:
        """Objectness times the probability of the class."""
        return self.objectness * self.probabilities


@dataclass(frozen=True, eq=False)
class Kept:
    """What is left of the proposals. Positions are those of Proposals."""

    considered: np.ndarray  # int64: whose score is high enough, the highest first
    kept: np.ndarray  # int64: those that are left after suppression, the highest score first
    dropped: dict[int, tuple[int, float]]  # position -> the one that was kept in its place, and their `iou`


def propose(model: keras.Model, picture: npt.NDArray[np.uint8]) -> Proposals:
    """What the network says about a picture.

    Parameters
    ----------
    model : keras.Model of `lessons.nets.yolov3_tiny.load_yolo`
    picture : uint8 array of shape (416, 416, 3), as `lessons.images.letterbox.letterbox` makes it

    Returns
    -------
    Proposals
    """
    outputs = run_layers(model, picture[np.newaxis], HEADS)
    return read_proposals([output[0] for output in outputs])


def read_proposals(outputs: list[npt.NDArray[np.float32]]) -> Proposals:
    """The proposals of one picture, from what the network's two heads put out: (13, 13, 255) and (26, 26, 255)."""
    said = tuple(
        output.reshape(grid.cells, grid.cells, len(grid.anchors), NUMBERS) for output, grid in zip(outputs, GRIDS, strict=True)
    )
    boxes = np.concatenate([read_boxes(each, grid).reshape(-1, 4) for each, grid in zip(said, GRIDS, strict=True)])
    flat = np.concatenate([each.reshape(-1, NUMBERS) for each in said])
    targets = flat[:, 5:].argmax(axis=1)
    best = flat[np.arange(len(flat)), 5 + targets]
    objectness, probabilities = (sigmoid(values).astype(np.float32) for values in (flat[:, 4], best))
    return Proposals(said, boxes, objectness, targets, probabilities)


def class_scores(proposals: Proposals) -> npt.NDArray[np.float32]:
    """The highest score that any proposal has for each class: float32 (classes,)."""
    flat = np.concatenate([each.reshape(-1, NUMBERS) for each in proposals.said])
    return (sigmoid(flat[:, 4:5]) * sigmoid(flat[:, 5:])).max(axis=0).astype(np.float32)


def keep(proposals: Proposals, *, least: float = LEAST_SCORE, overlap: float = OVERLAP) -> Kept:
    """Those proposals that score high enough, and of each class no two that overlap too much.

    Parameters
    ----------
    proposals : Proposals
    least : float, score of a proposal that is considered
    overlap : float in [0, 1], largest `iou` of two boxes of one class that are both kept

    Returns
    -------
    Kept
    """
    scores = proposals.scores
    considered = np.flatnonzero(scores >= least)
    kept: list[int] = []
    dropped: dict[int, tuple[int, float]] = {}
    for target in np.unique(proposals.targets[considered]):
        here = considered[proposals.targets[considered] == target]
        for step in suppression_steps(proposals.boxes[here], scores[here], threshold=overlap):
            kept.append(int(here[step.kept]))
            dropped |= {int(here[other]): (int(here[step.kept]), value) for other, value in step.dropped}
    return Kept(_by_score(considered, scores), _by_score(np.array(kept, np.int64), scores), dropped)


def _by_score(positions: np.ndarray, scores: np.ndarray) -> np.ndarray:
    return positions[np.argsort(-scores[positions], kind="stable")]


def place_of(position: int) -> tuple[int, int, int, int]:
    """Where a proposal stands: its grid (0 is the coarse one), row, column and anchor."""
    for number, grid in enumerate(GRIDS):
        shape = (grid.cells, grid.cells, len(grid.anchors))
        if position < np.prod(shape):
            row, column, anchor = (int(index) for index in np.unravel_index(position, shape))
            return number, row, column, anchor
        position -= int(np.prod(shape))
    raise ValueError(f"position must be one of the proposals. Received: {position} too many")


def position_of(grid: int, row: int, column: int, anchor: int) -> int:
    """The inverse of `place_of`."""
    before = sum(each.cells**2 * len(each.anchors) for each in GRIDS[:grid])
    return before + (row * GRIDS[grid].cells + column) * len(GRIDS[grid].anchors) + anchor
