"""Faces as vectors: is this the face that I know? Distances, a threshold, and the two ways to be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from sklearn.metrics import det_curve

from lessons.data.datasets import DATASETS

SIZE = 64  # rows and columns that a face is shown to the network in
PIXELS = "pixels"
VECTORS = (PIXELS, "block2_pool", "block3_pool", "block4_pool", "block5_pool")
"""What a face's vector is made of: its grey pixels, or the means of the maps of one of VGG16's layers."""


def bundled_faces() -> tuple[npt.NDArray[np.uint8], ...]:
    """The 100 faces of the data set "faces", as a tuple of uint8 (25, 25, 3). Nobody knows whether two show the same person."""
    dataset = DATASETS["faces"]
    face = dataset.labels.index("face")
    return tuple(
        image
        for part in (dataset.train, dataset.test)
        for image, target in zip(part.images, part.targets, strict=True)
        if target == face
    )


def _mirror(image: npt.NDArray[np.uint8], strength: float, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    return image[:, ::-1]


def _shift(image: npt.NDArray[np.uint8], strength: float, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """A pixel for each step, to one of four sides; the edge is repeated."""
    down, right = ((strength, 0), (-strength, 0), (0, strength), (0, -strength))[rng.integers(4)]
    move = np.array([[1, 0, right], [0, 1, down]], np.float32)
    return np.asarray(cv2.warpAffine(image, move, image.shape[1::-1], borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _light(image: npt.NDArray[np.uint8], strength: float, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    return np.clip(image * (1 + rng.choice([-0.15, 0.15]) * strength), 0, 255).astype(np.uint8)


def _crop(image: npt.NDArray[np.uint8], strength: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    """A pixel off every side for each step, and back to the old size."""
    edge = min(strength, (min(image.shape[:2]) - 2) // 2)
    return np.asarray(cv2.resize(image[edge:-edge, edge:-edge], image.shape[1::-1], interpolation=cv2.INTER_CUBIC), np.uint8)


def _noise(image: npt.NDArray[np.uint8], strength: float, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    grain = rng.normal(0, 6 * strength, image.shape[:2])[..., np.newaxis]
    return np.clip(image + grain, 0, 255).astype(np.uint8)


CHANGES = {"mirror": _mirror, "shift": _shift, "light": _light, "crop": _crop, "noise": _noise}
"""Name -> function of a picture, a strength from 1 to 5 and a generator: what can happen to a face between two photos."""


def changed(
    image: npt.NDArray[np.uint8], names: Sequence[str], *, strength: int, rng: np.random.Generator
) -> npt.NDArray[np.uint8]:
    """A face as another photo might show it.

    Parameters
    ----------
    image : uint8 array of shape (rows, columns, 3)
    names : sequence of keys of CHANGES, done one after the other
    strength : int, 1 to 5
    rng : numpy.random.Generator

    Returns
    -------
    uint8 array of the same shape
    """
    if not 1 <= strength <= 5:
        raise ValueError(f"strength must be between 1 and 5. Received: strength={strength}")
    for name in names:
        image = CHANGES[name](np.ascontiguousarray(image), strength, rng)
    return np.ascontiguousarray(image)


def changed_faces(names: Sequence[str], *, strength: int, seed: int) -> tuple[npt.NDArray[np.uint8], ...]:
    """The bundled faces, each changed as `changed` does it: a tuple of pictures."""
    rng = np.random.default_rng(seed)
    return tuple(changed(face, names, strength=strength, rng=rng) for face in bundled_faces())


@dataclass(frozen=True, eq=False)
class Pairs:
    """Distances of pairs of pictures: two unit vectors are 0 apart if they are the same, 2 at most."""

    table: np.ndarray  # float32 (faces, faces): from each face to each changed face

    @property
    def same(self) -> npt.NDArray[np.float32]:
        """Distances of each face to itself, changed: float32 (faces,)."""
        return np.diagonal(self.table)

    @property
    def different(self) -> npt.NDArray[np.float32]:
        """Distances of each face to every other one, changed: float32 (faces * (faces - 1),)."""
        return self.table[~np.eye(len(self.table), dtype=bool)]

    def within(self, members: npt.ArrayLike) -> Pairs:
        """The pairs among some of the faces: indices -> Pairs."""
        return Pairs(self.table[np.ix_(np.asarray(members), np.asarray(members))])


def distances(first: npt.ArrayLike, second: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Euclidean distances of all pairs of unit vectors, as FaceNet measures them (Schroff, Kalenichenko and Philbin, 2015).

    Parameters
    ----------
    first, second : arrays of shapes (m, numbers) and (n, numbers)

    Returns
    -------
    float32 array of shape (m, n)
    """
    first, second = np.asarray(first, np.float64), np.asarray(second, np.float64)
    squares = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None] - 2 * first @ second.T
    return np.sqrt(np.maximum(squares, 0)).astype(np.float32)


def error_rates(pairs: Pairs, threshold: float) -> tuple[float, float]:
    """The two ways to be wrong, if a pair is called the same face when its distance is at most the threshold.

    Returns
    -------
    (false accepts, false rejects) : the share of different pairs that are called the same, and of same pairs that are not
    """
    return float(np.mean(pairs.different <= threshold)), float(np.mean(pairs.same > threshold))


def error_curve(
    pairs: Pairs,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Both error rates for every threshold at which one of them changes, by scikit-learn.

    Returns
    -------
    (false_accepts, false_rejects, thresholds) : float arrays, from loose to strict
    """
    truth = np.repeat([1, 0], [pairs.same.size, pairs.different.size])
    closeness = -np.concatenate([pairs.same, pairs.different])
    accepts, rejects, thresholds = det_curve(truth, closeness)
    return accepts, rejects, -thresholds


def equal_error(pairs: Pairs) -> tuple[float, float]:
    """Where both error rates are (nearly) equal: one number to compare vectors by.

    Returns
    -------
    (rate, threshold) : the mean of the two rates there, and the threshold
    """
    accepts, rejects, thresholds = error_curve(pairs)
    best = int(np.argmin(np.abs(accepts - rejects)))
    return float(accepts[best] + rejects[best]) / 2, float(thresholds[best])
