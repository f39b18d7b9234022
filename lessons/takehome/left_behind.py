"""What a network answers elsewhere where a part of it stayed at home: its weights, or the scaling of its pictures."""

from collections.abc import Collection, Sequence

import keras
import numpy as np
import numpy.typing as npt

from lessons.nets.inference import run_layers
from lessons.nets.probing import network_input

PARTS = ("weights", "scaling", "names", "proof")  # what travels
SCALING = "preprocessing"  # the layer that scales pictures
_SEED = 1


def answers_elsewhere(
    model: keras.Model, images: Sequence[npt.NDArray[np.uint8]], packed: Collection[str] = PARTS
) -> npt.NDArray[np.float32]:
    """All probabilities that a network gives pictures on a computer where only some of its parts have come.

    Without its weights it is built anew, and has those that a network begins with. Without its scaling the pictures' raw
    numbers, 0 to 255, go straight into the layers behind it. Names and proof change no number.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB and ends with probabilities. It is not changed.
    images : uint8 arrays of shape (rows, columns, 3), of any size
    packed : of PARTS

    Returns
    -------
    float32 array of shape (pictures, classes)
    """
    pictures = np.stack([network_input(model, image) for image in images])
    there = model if "weights" in packed else _begun_anew(model)
    if "scaling" not in packed and SCALING in [layer.name for layer in there.layers]:
        there = keras.Model(there.get_layer(SCALING).output, there.output)
        return np.asarray(there(pictures.astype(np.float32), training=False))
    return run_layers(there, pictures, [there.layers[-1].name])[0]


def first_kernels(model: keras.Model) -> npt.NDArray[np.float32] | None:
    """The kernels that look at the colours of a picture: (k, k, 3, filters); None where its first layer is of another kind."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D) and layer.name != SCALING:
            kernels = np.asarray(layer.get_weights()[0])
            return kernels if kernels.shape[2] == 3 else None
    return None


def _begun_anew(model: keras.Model) -> keras.Model:
    """The same layers with random weights, as a network begins; its scaling stays, which is nothing that it learned."""
    twin, rng = keras.models.clone_model(model), np.random.default_rng(_SEED)
    for layer, before in zip(twin.layers, model.layers, strict=True):
        if layer.name == SCALING:
            layer.set_weights(before.get_weights())
        else:
            layer.set_weights([_random(array, rng) if array.ndim > 1 else array for array in layer.get_weights()])
    return twin


def _random(array: npt.NDArray[np.float32], rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Random weights of the shape of an array, as He et al. (2015) begin."""
    return rng.normal(0, np.sqrt(2 / np.prod(array.shape[:-1])), array.shape).astype(np.float32)
