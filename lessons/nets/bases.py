"""The pretrained convolutional bases that a new head can be put on, each also with random weights as a control."""

import keras

from lessons.nets.efficientnet_lite import load_efficientnet_base, random_efficientnet_base
from lessons.nets.vgg16 import load_vgg16, random_vgg16

_LOADERS = {
    "vgg16": (load_vgg16, random_vgg16),
    "efficientnet_lite0": (load_efficientnet_base, random_efficientnet_base),
}


def load_base(name: str, *, size: int, random_seed: int | None = None) -> keras.Model:
    """A frozen convolutional base: raw 0-255 RGB of its size -> the maps of its last layer.

    Parameters
    ----------
    name : str, "vgg16" or "efficientnet_lite0"
    size : int, rows and columns of its input, 32 or more
    random_seed : int for random weights, None for ImageNet's

    Returns
    -------
    keras.Model, new, and the caller's own

    Raises
    ------
    ValueError
        For an unknown name.
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    if name not in _LOADERS:
        raise ValueError(f"name must be one of {', '.join(_LOADERS)}. Received: name={name!r}")
    pretrained, random = _LOADERS[name]
    return pretrained(size=size) if random_seed is None else random(size=size, seed=random_seed)
