"""How much work a network is: the products that it adds up for one picture."""

from collections.abc import Callable, Iterator
from math import prod

import keras


def multiply_adds(model: keras.Model) -> int:
    """Products that the convolutions and dense layers of a network add up for one picture.

    Products with the zeros of a padded border count, as they do in the literature. What has no kernel is left out: pooling,
    activations, and normalisation, which a convolution before it can take in.

    Parameters
    ----------
    model : keras.Model of layers of `COUNTED` and `FREE`, and of such models, with inputs of a fixed size

    Returns
    -------
    int. A layer that is used several times counts as often.

    Raises
    ------
    ValueError
        If a layer is of neither kind, so that its work is not known.
    """
    total = 0
    for layer, before, after in _uses(model):
        kind = type(layer).__name__
        if isinstance(layer, keras.Model):
            total += multiply_adds(layer)
        elif kind in COUNTED:
            total += COUNTED[kind](layer, before, after)
        elif kind not in FREE:
            raise ValueError(f"model must be made of layers whose work is known. Received: a layer {kind!r}")
    return total


Shape = tuple[int, ...]  # the first is the batch, which no product is of


def _at_each_output(layer: keras.layers.Layer, before: Shape, after: Shape) -> int:
    """Every weight of the kernel is used once at each position of the output."""
    return _positions(layer, after) * prod(layer.kernel.shape)


def _at_each_input(layer: keras.layers.Layer, before: Shape, after: Shape) -> int:
    """A transposed convolution puts its kernel down at each position of the input."""
    return _positions(layer, before) * prod(layer.kernel.shape)


def _separable(layer: keras.layers.Layer, before: Shape, after: Shape) -> int:
    """Each channel by itself, at the positions of the output, and then all of them with kernels of one cell."""
    return _positions(layer, after) * (prod(layer.depthwise_kernel.shape) + prod(layer.pointwise_kernel.shape))


def _dense(layer: keras.layers.Layer, before: Shape, after: Shape) -> int:
    """Every weight is used once for each vector that comes in, whatever the vectors are arranged in."""
    return prod(after[1:-1]) * prod(layer.kernel.shape)


def _positions(layer: keras.layers.Layer, shape: Shape) -> int:
    return prod(shape[2:] if layer.data_format == "channels_first" else shape[1:-1])


COUNTED: dict[str, Callable[[keras.layers.Layer, Shape, Shape], int]] = {
    "Conv1D": _at_each_output,
    "Conv2D": _at_each_output,
    "Conv3D": _at_each_output,
    "DepthwiseConv1D": _at_each_output,
    "DepthwiseConv2D": _at_each_output,
    "Conv1DTranspose": _at_each_input,
    "Conv2DTranspose": _at_each_input,
    "Conv3DTranspose": _at_each_input,
    "SeparableConv1D": _separable,
    "SeparableConv2D": _separable,
    "Dense": _dense,
}
"""Kind of layer with a kernel -> function of the layer and of the shapes before and after it (batch included) to its work."""

FREE = frozenset(
    {"InputLayer", "Flatten", "Reshape", "Permute", "Concatenate", "Cropping2D", "ZeroPadding2D", "UpSampling2D", "Resizing"}
    | {"MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D"}
    | {"Add", "Multiply", "Rescaling", "LayerScale", "Normalization", "BatchNormalization", "LayerNormalization"}
    | {"Activation", "ReLU", "LeakyReLU", "PReLU", "ELU", "Softmax", "Dropout", "StochasticDepth"}
)
"""Kinds of layers without a kernel."""


def _uses(model: keras.Model) -> Iterator[tuple[keras.layers.Layer, Shape, Shape]]:
    """(layer, shape before, shape after) of each use of a layer; of several inputs the first one's shape."""
    functional = getattr(model, "_functional", None) or model  # of a Sequential
    # Keras has no public way to the uses of a layer: `layer.output` is that of the first, in whatever model it is.
    for nodes in functional._nodes_by_depth.values():
        for node in nodes:
            before = node.input_tensors[0].shape if node.input_tensors else ()
            yield node.operation, before, node.outputs[0].shape
