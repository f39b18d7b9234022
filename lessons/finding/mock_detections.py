"""Crowds of boxes around the things of a scene, as a detector gives them before suppression: to see what suppression does."""

import numpy as np
import numpy.typing as npt

from lessons.core.boxes import iou
from lessons.finding.scenes import Scene

_SHIFT, _GROWTH = 0.16, 0.14  # spread of middles and of sides, as shares of a box's sides
_DOUBT = 0.08  # spread of the scores


def crowd(scene: Scene, rng: np.random.Generator, *, each: int = 5) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Boxes around every object of a scene, and how sure a made-up detector is of each.

    A box's score is its `iou` with the object that it stands for, give or take some chance: better boxes tend to be surer.

    Parameters
    ----------
    scene : lessons.finding.scenes.Scene
    rng : numpy.random.Generator
    each : int, boxes around each object

    Returns
    -------
    (boxes, scores) : float32 (boxes, 4) within the scene, in whole pixels, and float32 (boxes,) in [0.05, 0.99]
    """
    truth = np.repeat(scene.boxes, each, axis=0).astype(np.float64)
    middle, sides = (truth[:, :2] + truth[:, 2:]) / 2, truth[:, 2:] - truth[:, :2]
    middle = middle + rng.normal(0, _SHIFT, middle.shape) * sides
    half = sides * np.exp(rng.normal(0, _GROWTH, sides.shape)) / 2
    size = scene.image.shape[0]
    low = np.rint(middle - half).clip(0, size - 2)
    high = np.maximum(np.rint(middle + half).clip(0, size), low + 2)
    boxes = np.concatenate([low, high], axis=1).astype(np.float32)
    scores = (iou(boxes, truth) + rng.normal(0, _DOUBT, len(boxes))).clip(0.05, 0.99)
    return boxes, scores.astype(np.float32)
