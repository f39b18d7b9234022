"""Drawings of 8 × 8 pixels, white on black, each with what it shows: small enough that one neuron's weights can be painted."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

SIDE = 8
Drawing = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """Drawings to tell apart."""

    title: str
    classes: tuple[str, ...]  # a single neuron has to fire for the first one
    drawings: tuple[Drawing, ...]  # (8, 8) each, from 0, black, to 1, white
    targets: tuple[int, ...]  # the class of each


_MOODS = {
    "happy": (
        ".#....#. ........ #......# ##....## .######.",
        ".##..##. ........ ........ .#....#. ..####..",
        "..#..#.. ........ .#....#. .##..##. ..####..",
    ),
    "sad": (
        ".#....#. ........ .######. ##....## #......#",
        ".##..##. ........ ........ ..####.. .#....#.",
        "..#..#.. ........ ..####.. .##..##. .#....#.",
    ),
    "calm": (
        ".#....#. ........ ........ .######. ........",
        ".##..##. ........ ........ ..####.. ........",
        "..#..#.. ........ ........ ..####.. ........",
    ),
}  # two rows of eyes begin each, and black lies above and below


@cache
def tasks() -> dict[str, Task]:
    """Name, as it stands in an address -> the drawings to tell apart."""
    upright = [_stroke(3), _stroke(4), _stroke(3, 1, 7), _stroke(4, 0, 6)]
    one = [_stroke(1), _stroke(2, 1, 7), _stroke(6), _stroke(5, 1, 7)]
    other = [
        _stroke(1) + _stroke(6),
        _stroke(2, 1, 7) + _stroke(5, 1, 7),
        _stroke(1) + _stroke(5, 1, 7),
        np.zeros((SIDE, SIDE)),
    ]
    anywhere = [_stroke(column) for column in range(SIDE)]
    moods = [[_face(drawn) for drawn in variants] for variants in _MOODS.values()]
    return {
        "strokes": _task("Upright or flat", ("upright", "flat"), upright, _turned(upright)),
        "moods": _task("Moods", tuple(_MOODS), *moods),
        "one": _task("Exactly one stroke", ("one stroke", "0 or 2"), one, other),
        "anywhere": _task("Upright, anywhere", ("upright", "flat"), anywhere, _turned(anywhere)),
    }


def _task(title: str, classes: tuple[str, ...], *groups: list[Drawing]) -> Task:
    for drawing in (drawing for group in groups for drawing in group):
        drawing.setflags(write=False)
    targets = tuple(target for target, group in enumerate(groups) for _ in group)
    return Task(title, classes, tuple(drawing for group in groups for drawing in group), targets)


def _stroke(column: int, first: int = 0, last: int = SIDE) -> Drawing:
    drawing = np.zeros((SIDE, SIDE))
    drawing[first:last, column] = 1
    return drawing


def _turned(drawings: list[Drawing]) -> list[Drawing]:
    return [drawing.T.copy() for drawing in drawings]


def _face(drawn: str) -> Drawing:
    eyes, *mouth = drawn.split()
    rows = ["." * SIDE, eyes, eyes, *mouth]
    rows += ["." * SIDE] * (SIDE - len(rows))
    return np.array([[letter == "#" for letter in row] for row in rows], np.float64)


def read_drawing(text: str) -> Drawing:
    """A drawing from 16 letters, a bit for each pixel, row by row.

    Raises ValueError, with a sentence for learners, for any other text.
    """
    if len(text) != SIDE * SIDE // 4 or not set(text) <= set("0123456789abcdef"):
        raise ValueError(f"A drawing is written as 16 letters from 0 to f. Received: {text[:40]!r}")
    return np.array([int(bit) for bit in f"{int(text, 16):064b}"], np.float64).reshape(SIDE, SIDE)
