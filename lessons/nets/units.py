"""One cell of one map of a convolution: the very sum that made it, and what of the picture can reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lessons.core.convolution import products_at
from lessons.core.receptive_field import ReceptiveField, SlidingLayer, receptive_field

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True, eq=False)
class UnitSum:
    """How a unit's value came about."""

    patch: np.ndarray  # float32 (k, k, channels): what the filter lay on, padding included
    kernel: np.ndarray  # float32 (k, k, channels)
    contributions: np.ndarray  # float32 (channels,): the sum of the products in each channel
    bias: float
    before: float  # the sum of all contributions and the bias
    after: float  # what the activation function made of it

    def strongest(self, count: int) -> npt.NDArray[np.intp]:
        """Channels by how much they contributed for or against, the most first: int array of at most `count`."""
        return np.argsort(-np.abs(self.contributions), kind="stable")[:count]


def unit_sum(
    inputs: npt.NDArray[np.float32],
    kernel: npt.NDArray[np.float32],
    bias: float,
    row: int,
    column: int,
    *,
    stride: int = 1,
    padding: str = "same",
) -> UnitSum:
    """The arithmetic of one cell of a convolution with ReLU: as VGG16's are, with stride 1 and TensorFlow's "same" padding.

    Parameters
    ----------
    inputs : float32 array of shape (rows, columns, channels): the maps that the layer was given
    kernel : float32 array of shape (k, k, channels): the filter
    bias : float
    row, column : the cell
    stride : int
    padding : str, "same" or "valid"

    Returns
    -------
    UnitSum

    Raises
    ------
    ValueError
        If there is no such cell, or the shapes do not go together.
    """
    shown = products_at(inputs, np.asarray(kernel)[..., np.newaxis], row, column, stride=stride, padding=padding, bias=[bias])
    before = float(np.asarray(shown.total)[0])
    contributions = shown.products[..., 0].sum(axis=(0, 1), dtype=np.float64).astype(np.float32)
    return UnitSum(shown.patch, np.asarray(kernel), contributions, float(bias), before, max(before, 0.0))


def layer_fields(model: keras.Model) -> dict[str, ReceptiveField]:
    """The receptive fields of a network that is one row of layers, such as VGG16.

    Returns
    -------
    dict of layer name -> lessons.core.receptive_field.ReceptiveField, for its convolutions and pooling layers, along one axis
    """
    names, sliding = [], []
    for layer in model.layers:
        kind = type(layer).__name__
        if kind == "Conv2D":
            window = layer.kernel_size[0]
            padding = (window - 1) // 2 if layer.padding == "same" else 0
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
            window, padding = layer.pool_size[0], 0
        else:
            continue
        names.append(layer.name)
        sliding.append(SlidingLayer(window, layer.strides[0], padding))
    return dict(zip(names, receptive_field(sliding), strict=True))
