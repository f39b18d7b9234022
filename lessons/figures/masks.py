"""Masks as pictures: classes and objects in colours over the picture, and where a mask is right and wrong."""

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from lessons.core.scaling import luma
from lessons.figures.colours import OTHER_COLOUR, TRAINING_COLOUR, VALIDATION_COLOUR

# Okabe and Ito's colours (2008), which can be told apart with every kind of colour vision.
_PALETTE = ((230, 159, 0), (86, 180, 233), (0, 158, 115), (204, 121, 167), (240, 228, 66), (213, 94, 0), (0, 114, 178))
_OBJECTS = ((240, 228, 66), (51, 34, 136), (255, 160, 190), (150, 75, 30), (250, 250, 250), (170, 68, 153), (136, 34, 85))
"""Colours of objects, none of which is a class's. The first ones differ most from each other, in lightness too."""
_LIGHT = 380  # red, green and blue together: a number on such a colour is dark
_AROUND = [(x, y) for x in (-2, 0, 2) for y in (-2, 0, 2) if (x, y) != (0, 0)]  # pixels: an edge around the ink of a number
_FONT = cv2.FONT_HERSHEY_SIMPLEX
BACKGROUND = (110, 118, 128)  # of a mask's background
HIT, MISSED, WRONG = (0, 158, 115), (86, 180, 233), (213, 94, 0)
"""Colours of pixels that are both, of those that were missed, and of those that were called it wrongly."""

_MARGINS = {"l": 8, "r": 8, "t": 32, "b": 8}
_FONT_SIZE = 15
_BRIGHT = 0.7  # how much of a mask's colour lies over the picture


def colour_of(number: int) -> tuple[int, int, int]:
    """The colour of a class by its number from 1: (red, green, blue). They repeat after seven."""
    return _PALETTE[(number - 1) % len(_PALETTE)]


def object_colour(number: int) -> tuple[int, int, int]:
    """The colour of an object by its number from 1, which is no class's colour. They repeat after seven."""
    return _OBJECTS[(number - 1) % len(_OBJECTS)]


def mask_picture(mask: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    """A map of classes as flat colours.

    Parameters
    ----------
    mask : int array of shape (rows, columns), 0 is background

    Returns
    -------
    uint8 array of shape (rows, columns, 3)
    """
    return _table(int(np.max(mask, initial=0)), colour_of)[np.asarray(mask)]


def mask_over(picture: npt.NDArray[np.uint8], mask: npt.ArrayLike, *, factor: int = 4) -> npt.NDArray[np.uint8]:
    """A picture, magnified, with classes in colours and a dark outline around each.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3)
    mask : int array of shape (rows, columns), 0 is background and stays as it is
    factor : int, how many pixels of the result a pixel becomes

    Returns
    -------
    uint8 array of shape (rows * factor, columns * factor, 3)
    """
    return _over(picture, np.asarray(mask), factor, colour_of)


def objects_over(
    picture: npt.NDArray[np.uint8], objects: npt.ArrayLike, *, factor: int = 4, in_order: bool = False
) -> npt.NDArray[np.uint8]:
    """A picture, magnified, with each object in a colour that is no class's, a dark outline around it and its number on it.

    Parameters
    ----------
    picture : uint8 array of shape (rows, columns, 3)
    objects : int array of shape (rows, columns), 0 is background, other numbers are one object each
    factor : int, how many pixels of the result a pixel becomes; from 4 on the numbers can be read
    in_order : bool, whether they are numbered 1, 2, 3 and so on, whatever numbers are missing, and keep the colours of theirs

    Returns
    -------
    uint8 array of shape (rows * factor, columns * factor, 3)
    """
    objects = np.asarray(objects)
    large, scale = _over(picture, objects, factor, object_colour), factor / 7
    for place_of, number in enumerate(np.unique(objects[objects > 0]), 1):
        told = str(place_of if in_order else number)
        depth = cv2.distanceTransform(np.pad((objects == number).astype(np.uint8), 1), cv2.DIST_L2, 5)[1:-1, 1:-1]
        row, column = (np.array(np.unravel_index(depth.argmax(), depth.shape)) + 0.5) * factor  # where it is widest
        (width, height), _ = cv2.getTextSize(told, _FONT, scale, 1)
        place = round(column - width / 2), round(row + height / 2)
        ink, edge = ((0, 0, 0), (255, 255, 255))[:: 1 if sum(object_colour(int(number))) > _LIGHT else -1]
        for colour, by in (*((edge, by) for by in _AROUND), (ink, (0, 0))):
            cv2.putText(large, told, (place[0] + by[0], place[1] + by[1]), _FONT, scale, colour, 2, cv2.LINE_AA)
    return large


def _over(
    picture: npt.NDArray[np.uint8], mask: np.ndarray, factor: int, colour_of: Callable[[int], tuple[int, int, int]]
) -> npt.NDArray[np.uint8]:
    coloured = _table(int(np.max(mask, initial=0)), colour_of)[mask]
    grey = luma(picture)[..., np.newaxis]  # so that a colour over a green thing is the same as over a red one
    mixed = np.where(mask[..., np.newaxis] > 0, grey * (1 - _BRIGHT) + coloured * _BRIGHT, picture)
    large = _enlarged(np.rint(mixed).astype(np.uint8), factor)
    for number in np.unique(mask[mask > 0]):
        shape = _enlarged((mask == number).astype(np.uint8), factor)
        outlines, _ = cv2.findContours(shape, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(large, outlines, -1, (0, 0, 0), max(1, factor // 4))
    return large


def agreement(truth: npt.ArrayLike, predicted: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    """Where two masks agree: hits, misses and false alarms in three colours.

    Parameters
    ----------
    truth, predicted : bool arrays of shape (rows, columns)

    Returns
    -------
    uint8 array of shape (rows, columns, 3)
    """
    truth, predicted = np.asarray(truth, bool), np.asarray(predicted, bool)
    shown = np.full((*truth.shape, 3), 245, np.uint8)
    shown[truth & predicted], shown[truth & ~predicted], shown[predicted & ~truth] = HIT, MISSED, WRONG
    return shown


def figure_curves(history: Sequence[Any], epochs: int, kept: Any = None) -> tuple[go.Figure, str]:
    """The share of right pixels and the mean IoU over the epochs, on scenes that were not trained on.

    Parameters
    ----------
    history : sequence of lessons.work.progress.Epoch with a figure "val_mean_iou"
    epochs : int, the length of the axis
    kept : lessons.work.progress.Epoch whose weights the network has in the end, or None for the last one

    Returns
    -------
    (plotly.graph_objects.Figure, str) : the figure and its finding
    """
    numbers = [epoch.number for epoch in history]
    lines = (
        ("mean IoU", [epoch.figures["val_mean_iou"] for epoch in history], TRAINING_COLOUR, "solid"),
        ("right pixels", [epoch.validation_accuracy for epoch in history], VALIDATION_COLOUR, "dot"),
    )
    figure = go.Figure()
    for name, values, colour, dash in lines:
        line = {"color": colour, "dash": dash, "width": 3}
        figure.add_scatter(x=numbers, y=values, name=name, mode="lines+markers", line=line)
    figure.add_hline(y=0.8, line={"color": OTHER_COLOUR, "width": 1, "dash": "dash"})
    figure.update_layout(height=320, margin=_MARGINS | {"b": 48}, font_size=_FONT_SIZE, legend={"orientation": "h", "y": 1.15})
    figure.update_xaxes(title_text="epoch", range=[0.5, max(epochs, 2) + 0.5])
    figure.update_yaxes(range=[0, 1.03], tickformat=".0%")
    if not history:
        return figure, "No epoch is finished yet."
    last = history[-1] if kept is None else kept
    return figure, (
        f"After epoch {last.number} {last.validation_accuracy:.1%} of the pixels of unseen scenes are right, and the mean IoU "
        f"is {last.figures['val_mean_iou']:.2f}; after the first epoch it was {lines[1][1][0]:.1%} and {lines[0][1][0]:.2f}."
    )


def _table(largest: int, colour_of: Callable[[int], tuple[int, int, int]]) -> npt.NDArray[np.uint8]:
    return np.array([BACKGROUND, *(colour_of(number) for number in range(1, largest + 1))], np.uint8)


def _enlarged(image: npt.NDArray[np.uint8], factor: int) -> npt.NDArray[np.uint8]:
    return np.repeat(np.repeat(image, factor, axis=0), factor, axis=1)
