"""How YOLO's numbers become boxes: a grid of cells, three anchors in each, and 85 numbers for each anchor."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SIZE = 416  # rows and columns of the picture that the network is shown
CLASSES = 80  # of the data set COCO
NUMBERS = 5 + CLASSES  # that an anchor says: four of its box, one for objectness, one for each class


@dataclass(frozen=True)
class AnchorGrid:
    """A grid over the picture with the same anchors in every cell."""

    cells: int  # rows and columns of the grid
    anchors: tuple[tuple[float, float], ...]  # width and height of each, in pixels

    @property
    def step(self) -> float:
        """Pixels from one cell to the next."""
        return SIZE / self.cells


GRIDS = (
    AnchorGrid(13, ((81, 82), (135, 169), (344, 319))),
    AnchorGrid(26, ((10, 14), (23, 27), (37, 58))),
)
"""YOLOv3-tiny's two grids, the coarse one first (Redmon and Farhadi, "YOLOv3: an incremental improvement", 2018)."""

PROPOSALS = sum(grid.cells**2 * len(grid.anchors) for grid in GRIDS)  # boxes in one look


@dataclass(frozen=True)
class BoxSteps:
    """How one anchor's numbers become a box, in pixels of the network's input."""

    across: float  # where in the cell the middle lies, 0 to 1
    down: float
    x: float  # the middle
    y: float
    wider: float  # how many times as wide as its anchor
    higher: float
    width: float
    height: float
    box: tuple[float, float, float, float]  # left, top, right, bottom


def sigmoid(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """1 / (1 + e^-x), without an overflow for any x."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(values, np.float64)))


def box_steps(numbers: npt.ArrayLike, grid: AnchorGrid, row: int, column: int, anchor: int) -> BoxSteps:
    """The box of one anchor, step by step.

    Parameters
    ----------
    numbers : the first four (or more) of what the network says for this anchor, as they leave its last convolution
    grid : AnchorGrid
    row, column : int, of the cell
    anchor : int, its position in the cell

    Returns
    -------
    BoxSteps
    """
    across_raw, down_raw, wider_raw, higher_raw = (float(value) for value in np.asarray(numbers, np.float64)[:4])
    across, down = float(sigmoid(across_raw)), float(sigmoid(down_raw))
    x, y = (column + across) * grid.step, (row + down) * grid.step
    wider, higher = float(np.exp(wider_raw)), float(np.exp(higher_raw))
    width, height = grid.anchors[anchor][0] * wider, grid.anchors[anchor][1] * higher
    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return BoxSteps(across, down, x, y, wider, higher, width, height, box)


def read_boxes(said: npt.ArrayLike, grid: AnchorGrid) -> npt.NDArray[np.float32]:
    """The boxes of all anchors of a grid, as `box_steps` finds each.

    Parameters
    ----------
    said : array of shape (cells, cells, anchors, 4 or more)
    grid : AnchorGrid

    Returns
    -------
    float32 array of shape (cells, cells, anchors, 4) : left, top, right, bottom; not cut to the picture
    """
    said = np.asarray(said, np.float64)[..., :4]
    columns, rows = np.meshgrid(np.arange(grid.cells), np.arange(grid.cells), indexing="xy")
    middle = (np.stack([columns, rows], axis=-1)[:, :, None] + sigmoid(said[..., :2])) * grid.step
    half = np.exp(said[..., 2:]) * np.array(grid.anchors) / 2
    return np.concatenate([middle - half, middle + half], axis=-1).astype(np.float32)
