"""The weights that come along with the app, by layer: networks that have them need not carry them about."""

from functools import cache

import numpy as np
import numpy.typing as npt

from lessons.nets.efficientnet_lite import load_efficientnet_lite0
from lessons.nets.weights import WeightsError, vgg16_weights


def bundled_weights(layer: str) -> tuple[npt.NDArray[np.float32], ...]:
    """What the bundled networks hold in a layer of that name, as Keras holds it.

    Parameters
    ----------
    layer : name of a layer of VGG16's convolutions or of EfficientNet-Lite0

    Returns
    -------
    tuple of float32 arrays: none where they have no such layer, or are not installed
    """
    try:
        return vgg16_weights()[layer] if layer in vgg16_weights() else _efficientnet().get(layer, ())
    except WeightsError:
        return ()


@cache
def _efficientnet() -> dict[str, tuple[npt.NDArray[np.float32], ...]]:
    return {layer.name: tuple(layer.get_weights()) for layer in load_efficientnet_lite0().layers if layer.weights}
