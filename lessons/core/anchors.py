"""Anchors: the boxes that a one-stage detector begins with, and what it has to say about each for a scene to come out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.boxes import check_inside, iou

MOST_GROWTH = 4.0  # a side is said to be a quarter of its anchor at least, and four times as long at most


@dataclass(frozen=True)
class Grid:
    """A grid over a square picture, with the same anchors around the middle of every cell. Raises ValueError."""

    size: int  # rows and columns of the picture
    cells: int  # rows and columns of the grid
    sides: tuple[float, ...]  # of the anchors, squares, in pixels: each of another size

    def __post_init__(self) -> None:
        if not 1 <= self.cells <= self.size:
            raise ValueError(f"cells must be between 1 and the picture's {self.size} pixels. Received: cells={self.cells}")
        if not self.sides or min(self.sides) <= 0 or len(set(self.sides)) < len(self.sides):
            raise ValueError(f"sides must be one or more different lengths above 0. Received: sides={self.sides!r}")

    @property
    def step(self) -> float:
        """Pixels from one cell to the next."""
        return self.size / self.cells

    @property
    def boxes(self) -> npt.NDArray[np.float32]:
        """All anchors: float32 (cells, cells, anchors, 4): left, top, right, bottom. At the border they reach outside."""
        middles = (np.arange(self.cells) + 0.5) * self.step
        x, y, side = np.meshgrid(middles, middles, np.array(self.sides) / 2, indexing="xy")
        return np.stack([x - side, y - side, x + side, y + side], axis=-1).astype(np.float32)


def responsible(grid: Grid, boxes: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Which anchor answers for each box: of the cell that the box's middle lies in, the anchor whose shape agrees most.

    Parameters
    ----------
    grid : Grid
    boxes : array of shape (boxes, 4), within the picture

    Returns
    -------
    int64 array of shape (boxes, 3) : row, column, anchor

    Raises
    ------
    ValueError
        If a box is none, or does not lie within the picture.

    References
    ----------
    Redmon and Farhadi, "YOLO9000: better, faster, stronger", 2017, section 2.
    """
    boxes = np.asarray(boxes, np.float64).reshape(-1, 4)
    check_inside(boxes, rows=grid.size, columns=grid.size)
    cells = ((boxes[:, :2] + boxes[:, 2:]) / 2 // grid.step).astype(np.int64).clip(0, grid.cells - 1)
    at_zero = np.concatenate([np.zeros_like(boxes[:, :2]), boxes[:, 2:] - boxes[:, :2]], axis=1)
    anchors = np.array([(0.0, 0.0, side, side) for side in grid.sides])
    return np.concatenate([cells[:, ::-1], iou(at_zero[:, None], anchors[None]).argmax(axis=1)[:, None]], axis=1)


def encode(grid: Grid, boxes: npt.ArrayLike) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """What a detector should say of the boxes of one scene.

    Where two boxes fall to the same anchor, the later one wins: a grid can miss objects that lie too close.

    Returns
    -------
    (objectness, offsets, numbers) : arrays of shape (cells, cells, anchors), (..., 4) and (...)
        float32 1 where an anchor answers for a box; float32 offsets of that box: its middle within the cell, 0 to 1, across
        and down, and the natural logarithms of its width and height over the anchor's side, which end at those of a quarter
        and of four: what `decode` can say; int64 position of that box, or -1
    """
    shape = (grid.cells, grid.cells, len(grid.sides))
    objectness, offsets, numbers = np.zeros(shape, np.float32), np.zeros((*shape, 4), np.float32), np.full(shape, -1)
    boxes = np.asarray(boxes, np.float64).reshape(-1, 4)
    for number, (place, box) in enumerate(zip(responsible(grid, boxes), boxes, strict=True)):
        row, column, anchor = place
        middle = (box[:2] + box[2:]) / 2 / grid.step - (column, row)
        growth = np.log((box[2:] - box[:2]) / grid.sides[anchor]).clip(-np.log(MOST_GROWTH), np.log(MOST_GROWTH))
        objectness[row, column, anchor] = 1
        offsets[row, column, anchor] = [*middle, *growth]
        numbers[row, column, anchor] = number
    return objectness, offsets, numbers


def decode(grid: Grid, offsets: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """The boxes that a detector's offsets stand for: the inverse of `encode`, for sides of a quarter to four of their anchor's.

    Parameters
    ----------
    grid : Grid
    offsets : array of shape (..., cells, cells, anchors, 4), as `encode` makes them

    Returns
    -------
    float32 array of the same shape : left, top, right, bottom, cut to the picture
    """
    offsets = np.asarray(offsets, np.float64)
    columns, rows = np.meshgrid(np.arange(grid.cells), np.arange(grid.cells), indexing="xy")
    corner = np.stack([columns, rows], axis=-1)[:, :, None]
    middle = (corner + offsets[..., :2]) * grid.step
    growth = np.exp(offsets[..., 2:].clip(-np.log(MOST_GROWTH), np.log(MOST_GROWTH)))
    half = growth * np.array(grid.sides)[:, None] / 2
    return np.concatenate([middle - half, middle + half], axis=-1).clip(0, grid.size).astype(np.float32)


def match_anchors(anchors: npt.ArrayLike, boxes: npt.ArrayLike, *, threshold: float = 0.5) -> npt.NDArray[np.int64]:
    """Which anchors answer for which box, as SSD decides it: all that agree enough, and the best one of every box.

    Of all pairs the one with the largest `iou` is taken first, then the largest of the other anchors and boxes, and so on: a
    box is without an anchor only where none that is left touches it.

    Parameters
    ----------
    anchors : array of shape (anchors, 4)
    boxes : array of shape (boxes, 4)
    threshold : float, least `iou` of an anchor that answers without being a box's best

    Returns
    -------
    int64 array of shape (anchors,) : position of the box, or -1 for background

    References
    ----------
    Liu et al., "SSD: single shot multibox detector", 2016, section 2.2.
    """
    anchors, boxes = (np.asarray(array, np.float64).reshape(-1, 4) for array in (anchors, boxes))
    answers = np.full(len(anchors), -1)
    if len(boxes) == 0:
        return answers
    table = iou(anchors[:, None], boxes[None])
    enough = table.max(axis=1) >= threshold
    answers[enough] = table[enough].argmax(axis=1)
    while table.max() > 0:  # each box's best anchor, the best pair first: no anchor is a second box's best
        anchor, box = np.unravel_index(table.argmax(), table.shape)
        answers[anchor] = box
        table[anchor], table[:, box] = 0, 0
    return answers
