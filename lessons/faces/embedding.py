"""Pictures as vectors, by a network that was never trained for it."""

from collections.abc import Sequence

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.scaling import luma
from lessons.faces.verification import SIZE, VECTORS
from lessons.images.resizing import square
from lessons.nets.inference import run_layers


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
    if not len(images):
        raise ValueError("images must hold at least one picture. Received: none")
    pictures = np.stack([square(image, SIZE) for image in images])
    if vector == "pixels":
        grey = np.stack([luma(picture) for picture in pictures]).reshape(len(pictures), -1)
        vectors = grey - grey.mean(axis=1, keepdims=True)
    else:
        vectors = run_layers(model, pictures, [vector])[0].mean(axis=(1, 2))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 1e-6, lengths, 1)).astype(np.float32)
