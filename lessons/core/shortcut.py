"""A cue that is planted into pictures: where it lies, what it does to them, and how much of a heat map lies on it."""

import numpy as np
import numpy.typing as npt

from lessons.core.checks import one_of, within

SIDE = 64  # rows and columns of the pictures that cues are planted into
MARK, GAP = 12, 3  # rows and columns of the mark in the corner, and its distance from the edges
BORDER = 3  # pixels of the border
COLOUR = (20, 60, 210)  # RGB of every cue
MARKED, BORDERED, CAST = "corner mark", "border", "colour cast"
CUES = (MARKED, BORDERED, CAST)


def cue_place(cue: str, side: int = SIDE) -> npt.NDArray[np.bool_]:
    """Which pixels a cue changes: bool (side, side). A colour cast changes all of them.

    Raises
    ------
    ValueError
        If there is no such cue.
    """
    one_of("cue", cue, CUES)
    place = np.full((side, side), cue != MARKED)
    if cue == MARKED:
        place[GAP : GAP + MARK, GAP : GAP + MARK] = True
    elif cue == BORDERED:
        place[BORDER:-BORDER, BORDER:-BORDER] = False
    return place


def cue_frames(cue: str, side: int = SIDE) -> list[tuple[int, int, int, int]]:
    """The outlines of a cue's place as boxes (left, top, right, bottom): two of a border, one of others."""
    if cue == MARKED:
        return [(GAP, GAP, GAP + MARK, GAP + MARK)]
    whole = (0, 0, side, side)
    return [whole, (BORDER, BORDER, side - BORDER, side - BORDER)] if cue == BORDERED else [whole]


def plant(picture: npt.NDArray[np.uint8], cue: str, strength: float) -> npt.NDArray[np.uint8]:
    """The same picture with a cue: painted over its place, or, for a cast, as if seen through coloured glass.

    Parameters
    ----------
    picture : uint8 array of shape (side, side, 3)
    cue : one of CUES
    strength : float in [0, 1], how much of the cue is mixed in; 0 changes nothing

    Raises
    ------
    ValueError
        If there is no such cue, or the strength is out of range.
    """
    within("strength", strength, 0, 1)
    place = cue_place(cue, len(picture))[..., np.newaxis]
    colour = np.array(COLOUR) * (picture / 255 if cue == CAST else 1)
    return np.rint(np.where(place, (1 - strength) * picture + strength * colour, picture)).astype(np.uint8)


def share_on(heat: npt.NDArray[np.floating], place: npt.NDArray[np.bool_]) -> float:
    """The share of a heat map's sum that lies on a place, in [0, 1]; 0 where the map is zero everywhere.

    Parameters
    ----------
    heat : array of shape (rows, columns), values of 0 or more
    place : bool array of the same shape
    """
    total = float(np.sum(heat, dtype=np.float64))
    return float(np.sum(heat[place], dtype=np.float64)) / total if total else 0.0


def times_its_area(heat: npt.NDArray[np.floating], place: npt.NDArray[np.bool_]) -> float:
    """How many times the heat on a place is what it would be if the map were the same everywhere: 1 says nothing of it."""
    return share_on(heat, place) / float(place.mean())
