"""Generated drawings: shapes as a hand would draw them, as many as one likes, each from its own random numbers."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

SIZE = 64  # rows and columns of a drawing
_FINE = 8  # OpenCV draws on a grid this much finer, so that strokes have smooth edges: 3 bits
_WOBBLE = 0.1  # how far corners stray, as a share of the radius over the root of their number


def _polygon(*angles: float, radii: Sequence[float] = (1.0,)) -> npt.NDArray[np.float64]:
    """Corners at these angles in degrees, at radii that repeat."""
    radians = np.radians(angles)
    radius = np.resize(radii, len(angles))
    return np.stack([radius * np.cos(radians), radius * np.sin(radians)], axis=1)


_STAR = _polygon(*np.arange(-90, 270, 36), radii=(1.0, 0.42))
_ARM = 0.32  # half the width of the cross's arms
_QUARTER = np.array([(-_ARM, -1), (_ARM, -1), (_ARM, -_ARM)])  # of the cross; the others are it, turned
_CROSS = np.concatenate([_QUARTER @ np.linalg.matrix_power([[0, 1], [-1, 0]], turns) for turns in range(4)])
_TURN = np.linspace(0, 2 * np.pi, 40, endpoint=False)
_HEART = np.stack(
    [
        np.sin(_TURN) ** 3,
        -(13 * np.cos(_TURN) - 5 * np.cos(2 * _TURN) - 2 * np.cos(3 * _TURN) - np.cos(4 * _TURN)) / 16,
    ],
    axis=1,
)

SHAPES = {
    "circle": _polygon(*np.arange(0, 360, 12)),
    "square": _polygon(-135, -45, 45, 135),
    "triangle": _polygon(-90, 30, 150),
    "star": _STAR,
    "cross": _CROSS,
    "heart": _HEART,
}
"""Name -> closed outline as an array of corners (x, y), within a circle of radius 1 or little more; y points down."""


def draw_shape(name: str, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """One drawing of a shape: dark ink on white paper, its place, size, tilt and stroke left to chance.

    Parameters
    ----------
    name : a key of SHAPES
    rng : numpy.random.Generator

    Returns
    -------
    uint8 array of shape (SIZE, SIZE, 3)
    """
    corners = SHAPES[name]
    outline = corners + rng.normal(0, _WOBBLE / len(corners) ** 0.5, corners.shape)
    tilt = np.radians(rng.uniform(-25, 25))
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    radius = rng.uniform(0.22, 0.42) * SIZE
    stretch = rng.uniform(0.85, 1.15, 2)
    room = SIZE / 2 - radius
    middle = SIZE / 2 + rng.uniform(-0.8, 0.8, 2) * max(room - 4, 0)
    corners = np.rint((outline * stretch @ turn.T * radius + middle) * _FINE).astype(np.int32)
    paper = np.full((SIZE, SIZE, 3), 255, np.uint8)
    ink = tuple(int(part) for part in rng.integers(0, 110, 3))
    if rng.random() < 0.25:
        cv2.fillPoly(paper, [corners], ink, cv2.LINE_AA, shift=3)
    else:
        cv2.polylines(paper, [corners], True, ink, int(rng.integers(2, 7)), cv2.LINE_AA, shift=3)
    return paper


def draw_shapes(count: int, seed: int) -> list[list[npt.NDArray[np.uint8]]]:
    """`count` drawings of every shape.

    Returns
    -------
    list with one list of drawings per shape, in the order of SHAPES
    """
    return [
        [draw_shape(name, np.random.default_rng((seed, number, i))) for i in range(count)] for number, name in enumerate(SHAPES)
    ]
