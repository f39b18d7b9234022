"""Pictures as vectors, by a network that was never trained for it."""

from collections.abc import Sequence

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.scaling import luma
from lessons.faces.verification import PIXELS, SIZE, VECTORS
from lessons.images.resizing import square
from lessons.nets.inference import run_layers

_AT_ONCE = 20  # pictures


def embed(model: keras.Model, images: Sequence[npt.NDArray[np.uint8]], vector: str) -> npt.NDArray[np.float32]:
    """Pictures as vectors of length 1.

    Parameters
    ----------
    model : VGG16's base for pictures of `SIZE` × `SIZE`, as `lessons.nets.vgg16.load_vgg16` gives it
    images : sequence of uint8 arrays of shape (rows, columns, 3), of any size
    vector : one of VECTORS

    Returns
    -------
    float32 array of shape (pictures, numbers); a row of zeros for a picture that has nothing in it

    Raises
    ------
    ValueError
        If there is no such vector, or there are no pictures.
    """
    if vector not in VECTORS:
        raise ValueError(f"vector must be one of {', '.join(VECTORS)}. Received: vector={vector!r}")
    return _embedded(model, images, [vector])[vector]


def embed_in_every_way(model: keras.Model, images: Sequence[npt.NDArray[np.uint8]]) -> dict[str, npt.NDArray[np.float32]]:
    """All of VECTORS, in one forward pass: name -> what `embed` returns. Parameters and errors as there."""
    return _embedded(model, images, VECTORS)


def _embedded(
    model: keras.Model, images: Sequence[npt.NDArray[np.uint8]], vectors: Sequence[str]
) -> dict[str, npt.NDArray[np.float32]]:
    if not len(images):
        raise ValueError("images must hold at least one picture. Received: none")
    pictures = np.stack([square(image, SIZE) for image in images])
    means = _means(model, pictures, [vector for vector in vectors if vector != PIXELS])
    return {vector: _of_length_one(_grey(pictures) if vector == PIXELS else means[vector]) for vector in vectors}


def _means(model: keras.Model, pictures: npt.NDArray[np.uint8], layers: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
    """The mean of each map of some layers: layer -> float32 (pictures, channels). A few pictures at a time, for the memory."""
    if not layers:
        return {}
    parts = [
        [maps.mean(axis=(1, 2)) for maps in run_layers(model, pictures[start : start + _AT_ONCE], layers)]
        for start in range(0, len(pictures), _AT_ONCE)
    ]
    return {layer: np.concatenate(means) for layer, means in zip(layers, zip(*parts, strict=True), strict=True)}


def _grey(pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Brightness as a vector, with a mean of 0."""
    grey = np.stack([luma(picture) for picture in pictures]).reshape(len(pictures), -1)
    return grey - grey.mean(axis=1, keepdims=True)


def _of_length_one(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 1e-6, lengths, 1)).astype(np.float32)
