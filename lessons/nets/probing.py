"""What the layers of a network answer to a picture."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from lessons.images.resizing import square
from lessons.nets.inference import run_layers

# Layers that hold the picture itself, scaled for the network: not feature maps.
_INPUT_LAYERS = {"InputLayer", "Rescaling", "Normalization"}


def map_layers(model: keras.Model) -> list[str]:
    """Names of the layers that have feature maps to look at, from the picture to the end.

    Input and preprocessing layers are left out, because what they hold is still the picture.
    """
    return [
        layer.name
        for layer in model.layers
        if len(layer.output.shape) == 4
        and type(layer).__name__ not in _INPUT_LAYERS
        and not layer.name.startswith("preprocessing")
    ]


def layer_rows(model: keras.Model) -> list[dict[str, Any]]:
    """The network as a table, for those layers that have maps.

    Returns
    -------
    list of dict: ``layer``, ``kind`` (Keras's class), ``output`` (rows × columns × channels) and ``parameters``
    """
    return [
        {
            "layer": layer.name,
            "kind": type(layer).__name__,
            "output": " × ".join(str(size) for size in layer.output.shape[1:]),
            "parameters": layer.count_params(),
        }
        for layer in map(model.get_layer, map_layers(model))
    ]


def feature_maps(
    model: keras.Model, image: npt.NDArray[np.uint8], *, layers: Sequence[str] | None = None
) -> dict[str, npt.NDArray[np.float32]]:
    """The feature maps of a picture, for all layers in one forward pass.

    Of a network from `load_vgg16` the second call for all layers takes two seconds longer, and half a gigabyte from then on: it
    makes a faster graph for the calls that follow. Weights that were changed in between are seen.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB, such as `lessons.nets.vgg16.load_vgg16`. It is not changed.
    image : uint8 array of shape (rows, columns, 3), of any size
        The network is shown the whole picture at its input size (`lessons.images.resizing.square`).
    layers : sequence of layer names, or None for all of `map_layers`

    Returns
    -------
    dict
        Layer name -> float32 array of shape (rows, columns, channels): the values after the layer's own activation.

    Raises
    ------
    ValueError
        If the image is no such array, or the model has no layer of that name.
    """
    whole = layers is None
    layers = map_layers(model) if layers is None else list(layers)
    outputs = run_layers(model, network_input(model, image)[np.newaxis], layers, again=whole)
    return {layer: output[0] for layer, output in zip(layers, outputs, strict=True)}


MAP_ORDERS: dict[str, Callable[[npt.NDArray[np.float32]], npt.NDArray[np.intp]]] = {
    "index": lambda maps: np.arange(maps.shape[-1]),
    "mean": lambda maps: np.argsort(-maps.mean(axis=(0, 1)), kind="stable"),
    "maximum": lambda maps: np.argsort(-maps.max(axis=(0, 1)), kind="stable"),
    "sparsity": lambda maps: np.argsort(-(maps == 0).mean(axis=(0, 1)), kind="stable"),
}
"""Order -> function of a layer's maps to its channels in that order: by number, or from the most to the least."""


def network_input(model: keras.Model, image: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    """The picture as the network is shown it: uint8 (size, size, 3).

    Raises ValueError unless the image is uint8 of shape (rows, columns, 3), with at least one pixel: numbers from 0 to 1, say,
    would be black to a network that takes 0 to 255.
    """
    image = np.asarray(image)
    if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3 or image.size == 0:
        what = "an RGB picture, uint8 of shape (rows, columns, 3)"
        raise ValueError(f"image must be {what}. Received: {image.dtype} of shape {image.shape}")
    return square(image, model.inputs[0].shape[1])
