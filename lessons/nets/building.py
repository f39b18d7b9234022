"""A stack of layers as a Keras network that takes raw 0-255 RGB."""

from collections.abc import Sequence
from typing import Any

import keras

from lessons.core.architecture import Row
from lessons.nets.device import use_device

NORM_MOMENTUM = 0.9  # Keras's 0.99 needs hundreds of steps before the moving means are worth anything; runs here are short


def build_network(rows: Sequence[Row], input_shape: tuple[int, int, int], *, seed: int) -> keras.Model:
    """The network that `lessons.core.architecture.describe` described, with random weights.

    Parameters
    ----------
    rows : list of lessons.core.architecture.Row; each names its layer in the network
    input_shape : (rows, columns, channels)
    seed : int, of all weights and of what dropout drops

    Returns
    -------
    keras.Model
        Raw 0-255 pictures -> probabilities. Its first layer, ``preprocessing``, moves them to −1 to 1.
    """
    use_device()
    inputs = keras.Input(input_shape, name="picture")
    outputs = keras.layers.Rescaling(1 / 127.5, offset=-1, name="preprocessing")(inputs)
    for number, row in enumerate(rows, start=1):
        outputs = _LAYERS[row.layer.kind](row.layer.options, row.name, 1000 * seed + number)(outputs)
    return keras.Model(inputs, outputs, name="stacked")


def _convolution(options: Any, name: str, seed: int) -> keras.layers.Layer:
    return keras.layers.Conv2D(
        options["filters"],
        options["kernel"],
        strides=options["stride"],
        padding=options["padding"],
        activation=options["activation"],
        kernel_initializer=keras.initializers.GlorotUniform(seed),
        name=name,
    )


def _dense(options: Any, name: str, seed: int) -> keras.layers.Layer:
    initializer = keras.initializers.GlorotUniform(seed)
    return keras.layers.Dense(options["units"], activation=options["activation"], kernel_initializer=initializer, name=name)


_LAYERS = {
    "conv": _convolution,
    "max": lambda options, name, seed: keras.layers.MaxPooling2D(options["window"], strides=options["stride"], name=name),
    "average": lambda options, name, seed: keras.layers.AveragePooling2D(
        options["window"], strides=options["stride"], name=name
    ),
    "activation": lambda options, name, seed: keras.layers.Activation(options["activation"], name=name),
    "norm": lambda options, name, seed: keras.layers.BatchNormalization(momentum=NORM_MOMENTUM, name=name),
    "dropout": lambda options, name, seed: keras.layers.Dropout(options["rate"], seed=seed, name=name),
    "flatten": lambda options, name, seed: keras.layers.Flatten(name=name),
    "global": lambda options, name, seed: keras.layers.GlobalAveragePooling2D(name=name),
    "dense": _dense,
}
"""Kind -> function of the options, the name and a seed, to a Keras layer."""
