"""A classifier as a detector, the old way: show it every window of a picture, at several scales, and count what that costs."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.boxes import non_max_suppression
from lessons.images.resizing import square
from lessons.nets.costs import multiply_adds
from lessons.nets.inference import run_layers
from lessons.work.progress import OnStep, Phase, ShouldStop, Stopped, never, silent

_AT_ONCE = 8  # windows in one forward pass


@dataclass(frozen=True, eq=False)
class Search:
    """What a classifier said of all windows."""

    boxes: np.ndarray  # int64 (windows, 4): left, top, right, bottom, in pixels of the picture
    probabilities: np.ndarray  # float32 (windows, classes)
    multiply_adds: int  # in all
    seconds: float
    of: str  # key of the network that was asked
    picture: str  # digest of the picture

    def found(self, index: int, *, least: float, overlap: float) -> npt.NDArray[np.int64]:
        """Positions of the windows that show a class with at least this probability, after suppression, best first."""
        scores = self.probabilities[:, index]
        enough = np.flatnonzero(scores >= least)
        return enough[non_max_suppression(self.boxes[enough], scores[enough], threshold=overlap)]


def windows(rows: int, columns: int, *, shares: Sequence[float], step: float) -> npt.NDArray[np.int64]:
    """Square windows over a picture, the largest first, row by row.

    Parameters
    ----------
    rows, columns : int, of the picture
    shares : sequence of floats in (0, 1]: sides of the windows, as shares of the picture's shorter side
    step : float in (0, 1], how far one window lies from the next, as a share of its side

    Returns
    -------
    int64 array of shape (windows, 4); the last window of each row and column ends at the border

    Raises
    ------
    ValueError
        If there are no shares, or one or the step is out of range.
    """
    if not shares or not all(0 < share <= 1 for share in shares):
        raise ValueError(f"shares must be one or more numbers above 0 and up to 1. Received: shares={tuple(shares)}")
    if not 0 < step <= 1:
        raise ValueError(f"step must be above 0 and up to 1. Received: step={step}")
    boxes = []
    for share in sorted(shares, reverse=True):
        side = max(1, round(share * min(rows, columns)))
        tops, lefts = (_starts(length, side, max(1, round(step * side))) for length in (rows, columns))
        boxes += [(left, top, left + side, top + side) for top in tops for left in lefts]
    return np.array(boxes, np.int64)


def slide(
    model: keras.Model,
    image: npt.NDArray[np.uint8],
    boxes: npt.NDArray[np.int64],
    *,
    of: str = "",
    picture: str = "",
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> Search:
    """Show every window to a classifier.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB and ends with probabilities. It is not changed.
    image : uint8 array of shape (rows, columns, 3)
    boxes : int array of shape (windows, 4), within the picture
    of, picture : kept in the result
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    Search

    Raises
    ------
    Stopped
        If it was stopped meanwhile.
    """
    on_step, should_stop = on_step or silent, should_stop or never
    size, last = model.inputs[0].shape[1], model.layers[-1].name
    began, answers = time.perf_counter(), []
    phase = Phase("windows", len(boxes), on_step)
    phase.report(0)
    for first in range(0, len(boxes), _AT_ONCE):
        if should_stop():
            raise Stopped
        some = boxes[first : first + _AT_ONCE]
        cuts = np.stack([square(image[top:bottom, left:right], size) for left, top, right, bottom in some])
        answers.append(run_layers(model, cuts, [last])[0])
        phase.report(first + len(some))
    seconds = time.perf_counter() - began
    return Search(boxes, np.concatenate(answers), multiply_adds(model) * len(boxes), seconds, of, picture)


def _starts(length: int, side: int, step: int) -> list[int]:
    """First pixels of windows along an axis."""
    starts = list(range(0, length - side + 1, step))
    return starts if starts[-1] == length - side else [*starts, length - side]
