"""Adversarial pictures: noise that nobody sees, made so that a network answers something else.

The attack is projected gradient descent (Madry and others, "Towards deep learning models resistant to adversarial attacks",
2018); with one step it is the fast gradient sign method (Goodfellow and others, "Explaining and harnessing adversarial
examples", 2015).
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import keras
import numpy as np
import numpy.typing as npt
from PIL import Image

from lessons.nets.classification import answer
from lessons.nets.gradients import log_probability_gradient

PACE = 2.5  # times the strength, over all steps together: enough to go to a border and back

Pixels = npt.NDArray[np.uint8]
Probabilities = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Fooled:
    """A picture with noise on it, and what the network says of it."""

    picture: Pixels  # (size, size, 3), of whole numbers as every picture: what a file of it would hold
    noise: npt.NDArray[np.int16]  # what was added: whole numbers from −strength to strength
    probabilities: Probabilities  # (classes,)


def aimed_noise(
    model: keras.Model, picture: Pixels, strength: int, *, away: int | None = None, towards: int | None = None, steps: int = 10
) -> Fooled:
    """Noise that leads away from a class, or towards one, each step along the sign of the gradient with respect to the pixels.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB and ends with probabilities
    picture : uint8 array of shape (size, size, 3), of the model's own size
    strength : int, from 0; no value of the picture changes by more
    away, towards : int, the class; one of the two
    steps : int, from 1

    Returns
    -------
    Fooled

    Raises
    ------
    ValueError
        If not exactly one class is given, or strength or steps are too small.
    """
    if (away is None) == (towards is None):
        raise ValueError(f"give either away or towards. Received: away={away}, towards={towards}")
    if strength < 0 or steps < 1:
        raise ValueError(f"strength must be at least 0 and steps at least 1. Received: strength={strength}, steps={steps}")
    index, sign = (towards, 1) if towards is not None else (away or 0, -1)
    start = picture.astype(np.float32)
    low, high = np.maximum(start - strength, 0), np.minimum(start + strength, 255)
    at = start
    for _ in range(steps if strength else 0):
        _, gradient = log_probability_gradient(model, at[np.newaxis], index)
        at = np.clip(at + sign * max(1.0, PACE * strength / steps) * np.sign(gradient[0]), low, high)
    return _fooled(model, picture, np.rint(at).astype(np.int16) - picture)


def random_noise(model: keras.Model, picture: Pixels, strength: int, *, seed: int) -> Fooled:
    """Noise as strong, and aimed at nothing: every value goes up or down by `strength`, as a coin falls."""
    noise = np.random.default_rng(seed).choice(np.array([-strength, strength], np.int16), picture.shape)
    return _fooled(model, picture, np.clip(picture + noise, 0, 255) - picture)


def _fooled(model: keras.Model, picture: Pixels, noise: npt.NDArray[np.int16]) -> Fooled:
    changed = (picture + noise).astype(np.uint8)
    return Fooled(changed, noise.astype(np.int16), answer(model, changed))


def _as_jpeg(picture: Pixels) -> Pixels:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=75)
    return np.array(Image.open(file))


def _moved(picture: Pixels) -> Pixels:
    return np.pad(picture, ((0, 0), (4, 0), (0, 0)), mode="edge")[:, :-4]


def _turned(picture: Pixels) -> Pixels:
    size = picture.shape[0]
    turn = cv2.getRotationMatrix2D(((size - 1) / 2, (size - 1) / 2), 5, 1.08)
    turned = cv2.warpAffine(picture, turn, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return turned.astype(np.uint8)


def _blurred(picture: Pixels) -> Pixels:
    return cv2.GaussianBlur(picture, (0, 0), 0.8).astype(np.uint8)


CHANGES: dict[str, Callable[[Pixels], Pixels]] = {
    "as it is": lambda picture: picture,
    "saved as a JPEG": _as_jpeg,
    "moved by 4 pixels": _moved,
    "turned by 5 degrees": _turned,
    "blurred a little": _blurred,
}
"""What happens to pictures on their way -> function of a uint8 picture to one of the same shape."""
