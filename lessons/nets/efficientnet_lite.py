"""EfficientNet-Lite0: a small ImageNet classifier of 4.7 million parameters, made of inverted residual blocks."""

from typing import Any

import keras
import numpy as np

from lessons.nets.device import use_device
from lessons.nets.weights import efficientnet_weights

INPUT_SIZE = 224
CLASSES = 1000

# Expansion, kernel size, stride of the first block, filters, blocks (Tan and Le, 2019, table 1; "Lite" drops the
# squeeze-and-excitation and swaps swish for ReLU6: Liu, 2020).
STAGES = (
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)
STEM_FILTERS, HEAD_FILTERS = 32, 1280
BATCH_NORM_EPSILON = 1e-3


def load_efficientnet_lite0() -> keras.Model:
    """EfficientNet-Lite0 with its ImageNet weights. It works without internet.

    Returns
    -------
    keras.Model
        Raw 0-255 RGB of shape (pictures, 224, 224, 3) -> the probabilities of the 1000 classes of ImageNet. Its
        preprocessing, (x - 127) / 128, is its first layer. Nothing in it is trainable.

    Raises
    ------
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    inputs, maps = _convolutional_base(INPUT_SIZE)
    vector = keras.layers.GlobalAveragePooling2D(name="average")(maps)
    logits = keras.layers.Dense(CLASSES, name="logits")(vector)
    model = keras.Model(inputs, keras.layers.Softmax(name="probabilities")(logits), name="efficientnet_lite0")
    _set_weights(model)
    model.trainable = False
    return model


def load_efficientnet_base(*, size: int = INPUT_SIZE) -> keras.Model:
    """EfficientNet-Lite0 without its classifier, with its ImageNet weights, frozen.

    Parameters
    ----------
    size : int, 32 or more
        Rows and columns of the input. The weights are the same for every size.

    Returns
    -------
    keras.Model
        Raw 0-255 RGB of shape (pictures, size, size, 3) -> maps of shape (pictures, size / 32 rounded up, the same, 1280).

    Raises
    ------
    lessons.nets.weights.WeightsError
        If the weights are missing or are not the ones that were verified.
    """
    model = _base(size)
    _set_weights(model)
    return model


def random_efficientnet_base(*, size: int = INPUT_SIZE, seed: int = 0) -> keras.Model:
    """The layers of `load_efficientnet_base` with random weights, frozen: kernels as for ReLU (He et al., 2015)."""
    model = _base(size)
    for number, layer in enumerate(layer for layer in model.layers if hasattr(layer, "kernel")):
        kernel = keras.initializers.HeNormal(seed=1000 * seed + number)(layer.kernel.shape)
        layer.set_weights([kernel])
    return model


def _base(size: int) -> keras.Model:
    if size < 32:
        raise ValueError(f"size must be 32 or more, because the network halves the picture five times. Received: size={size}")
    model = keras.Model(*_convolutional_base(size), name="efficientnet_lite0_base")
    model.trainable = False
    return model


def _convolutional_base(size: int) -> tuple[Any, Any]:
    """Symbolic pictures, and the maps of the last convolution."""
    use_device()
    inputs = keras.Input((size, size, 3), name="picture")
    maps = keras.layers.Rescaling(1 / 128, offset=-127 / 128, name="preprocessing")(inputs)
    maps = _convolution(maps, STEM_FILTERS, 3, stride=2, name="stem")
    number = 0
    for expansion, kernel_size, stride, filters, blocks in STAGES:
        for index in range(blocks):
            maps = _block(maps, expansion, kernel_size, stride if index == 0 else 1, filters, name=f"block{number}")
            number += 1
    return inputs, _convolution(maps, HEAD_FILTERS, 1, name="head")


def _block(maps: Any, expansion: int, kernel_size: int, stride: int, filters: int, *, name: str) -> Any:
    """An inverted residual block: widen with 1 × 1, filter each channel by itself, narrow with 1 × 1, add the input."""
    inputs = maps
    if expansion > 1:
        maps = _convolution(maps, expansion * maps.shape[-1], 1, name=f"{name}_expand")
    maps = keras.layers.DepthwiseConv2D(kernel_size, strides=stride, padding="same", use_bias=False, name=f"{name}_depthwise")(
        maps
    )
    maps = _normalised_relu6(maps, name=f"{name}_depthwise")
    maps = _convolution(maps, filters, 1, relu6=False, name=f"{name}_project")
    if stride == 1 and inputs.shape[-1] == filters:
        maps = keras.layers.Add(name=f"{name}_add")([maps, inputs])
    return maps


def _convolution(maps: Any, filters: int, kernel_size: int, *, stride: int = 1, relu6: bool = True, name: str) -> Any:
    maps = keras.layers.Conv2D(filters, kernel_size, strides=stride, padding="same", use_bias=False, name=name)(maps)
    return _normalised_relu6(maps, relu6=relu6, name=name)


def _normalised_relu6(maps: Any, *, relu6: bool = True, name: str) -> Any:
    maps = keras.layers.BatchNormalization(epsilon=BATCH_NORM_EPSILON, name=f"{name}_bn")(maps)
    return keras.layers.ReLU(max_value=6, name=f"{name}_relu6")(maps) if relu6 else maps


def _set_weights(model: keras.Model) -> None:
    tensors = efficientnet_weights()
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            torch_name = _torch_name(layer.name.removesuffix("_bn"), batch_norm=True)
            statistics = ("weight", "bias", "running_mean", "running_var")
            layer.set_weights([tensors[f"{torch_name}.{kind}"] for kind in statistics])
        elif isinstance(layer, keras.layers.DepthwiseConv2D):  # (channels, 1, rows, columns) -> (rows, columns, channels, 1)
            layer.set_weights([tensors[f"{_torch_name(layer.name)}.weight"].transpose(2, 3, 0, 1)])
        elif isinstance(layer, keras.layers.Conv2D):  # (filters, channels, rows, columns) -> (rows, columns, channels, filters)
            layer.set_weights([tensors[f"{_torch_name(layer.name)}.weight"].transpose(2, 3, 1, 0)])
        elif isinstance(layer, keras.layers.Dense):
            layer.set_weights([np.ascontiguousarray(tensors["_fc.weight"].T), tensors["_fc.bias"]])


def _torch_name(name: str, *, batch_norm: bool = False) -> str:
    """Our layer name -> the checkpoint's. In a block without expansion the counting of batch norms still starts at 1."""
    if name in ("stem", "head"):
        return {"stem": "_bn0", "head": "_bn1"}[name] if batch_norm else f"_conv_{name}"
    block, part = name.split("_")
    part = {"expand": "_bn0", "depthwise": "_bn1", "project": "_bn2"}[part] if batch_norm else f"_{part}_conv"
    return f"_blocks.{block.removeprefix('block')}.{part}"
