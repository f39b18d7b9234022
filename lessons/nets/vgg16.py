"""VGG16: thirteen 3 × 3 convolutions in five blocks, each block ended by a pooling layer that halves the picture."""

import itertools
from functools import cache
from typing import Any

import keras
import numpy as np

from lessons.nets.device import use_device
from lessons.nets.inference import often_asked
from lessons.nets.preprocessing import MEAN_BGR
from lessons.nets.weights import vgg16_weights

INPUT_SIZE = 224

# Block -> filters of each of its convolutions (Simonyan and Zisserman, 2014, configuration D).
BLOCKS = {
    "block1": (64, 64),
    "block2": (128, 128),
    "block3": (256, 256, 256),
    "block4": (512, 512, 512),
    "block5": (512, 512, 512),
}
MAP_LAYERS = [
    name
    for block, filters in BLOCKS.items()
    for name in (*(f"{block}_conv{number}" for number in range(1, len(filters) + 1)), f"{block}_pool")
]
"""The 18 layers whose feature maps are shown, from the picture to the end, by Keras's names."""


def load_vgg16(*, size: int = INPUT_SIZE) -> keras.Model:
    """The convolutional base of VGG16 with its ImageNet weights. It works without internet.

    Parameters
    ----------
    size : int, 32 or more
        Rows and columns of the input. The weights are the same for every size.

    Returns
    -------
    keras.Model
        Raw 0-255 RGB of shape (pictures, size, size, 3) -> the maps of ``block5_pool``, (pictures, size // 32,
        size // 32, 512). Layers have Keras's own names; the first one, ``preprocessing``, turns RGB into the blue,
        green, red minus mean that the weights expect. Nothing in it is trainable. It is `often_asked`: from its second call for
        all layers on, `lessons.nets.probing.feature_maps` keeps half a gigabyte to be faster.

    Raises
    ------
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    model = build_vgg16(size=size, seed=None)
    set_imagenet_weights(model)
    model.trainable = False
    return often_asked(model)


def set_imagenet_weights(model: keras.Model) -> None:
    """Give a network's thirteen convolutions, found by their names, their ImageNet weights."""
    for name, (kernel, bias) in vgg16_weights().items():
        model.get_layer(name).set_weights([kernel, bias])


def random_vgg16(*, size: int = INPUT_SIZE, seed: int = 0) -> keras.Model:
    """VGG16 with random weights, frozen: the control that shows what the ImageNet weights are worth.

    Same layers as `load_vgg16`; kernels are drawn as for training with ReLU (He et al., 2015), biases are zero.
    """
    model = build_vgg16(size=size, seed=seed)
    model.trainable = False
    return model


def build_vgg16(*, size: int = INPUT_SIZE, seed: int | None = 0) -> keras.Model:
    """The layers of `load_vgg16`, with random weights that can be trained. The preprocessing stays fixed.

    With a seed of None the weights are zeros, for a caller that sets them: drawing 15 million numbers takes half a second.
    """
    if size < 32:
        raise ValueError(f"size must be 32 or more, because VGG16 halves the picture five times. Received: size={size}")
    use_device()
    inputs = keras.Input((size, size, 3), name="picture")
    return keras.Model(inputs, convolutions(preprocessing(inputs), seed=seed), name="vgg16")


def convolutions(maps: Any, *, seed: int | None = 0) -> Any:
    """VGG16's five blocks on symbolic maps, with the weights of `build_vgg16`."""
    number = 0
    for block, filters in BLOCKS.items():
        for index, count in enumerate(filters, start=1):
            number += 1
            maps = keras.layers.Conv2D(
                count,
                3,
                padding="same",
                activation="relu",
                kernel_initializer="zeros" if seed is None else keras.initializers.HeNormal(seed=1000 * seed + number),
                name=f"{block}_conv{index}",
            )(maps)
        maps = keras.layers.MaxPooling2D(2, strides=2, name=f"{block}_pool")(maps)
    return maps


_SAME = ("filters", "kernel_size", "pool_size", "strides", "padding", "dilation_rate", "groups", "activation", "use_bias")


def begins_with_vgg16(model: keras.Model) -> bool:
    """Whether a network is VGG16's base, whatever its weights and input size, with any head that takes its last maps.

    Its layers must be those of `build_vgg16`, one after the other, by name, kind and settings.

    Parameters
    ----------
    model : keras.Model

    Returns
    -------
    bool
    """
    wanted, before = _chain(), model.inputs[0]
    found = model.layers[1 : 1 + len(wanted)]
    if len(model.inputs) != 1 or before.shape[1] != before.shape[2]:
        return False
    for layer, expected in itertools.zip_longest(found, wanted):
        if layer is None or _identity(layer) != expected or layer.input is not before:
            return False
        before = layer.output
    return True


@cache
def _chain() -> list[tuple]:
    """What tells the layers of `build_vgg16` from others, one after the other."""
    return [_identity(layer) for layer in build_vgg16(size=32, seed=None).layers[1:]]


def _identity(layer: keras.layers.Layer) -> tuple:
    config = layer.get_config()
    return layer.name, type(layer), [config.get(name) for name in _SAME]


def preprocessing(inputs: Any) -> Any:
    """RGB to BGR and the mean subtracted, as a 1 × 1 convolution: a layer that travels with every exported model."""
    layer = keras.layers.Conv2D(3, 1, name="preprocessing", trainable=False)
    maps = layer(inputs)
    swap = np.eye(3, dtype=np.float32)[::-1].reshape(1, 1, 3, 3)  # row, column, channel in (RGB), channel out (BGR)
    layer.set_weights([swap, -np.array(MEAN_BGR, np.float32)])
    return maps
