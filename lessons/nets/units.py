"""One cell of one map of a convolution: the very sum that made it, and what of the picture can reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lessons.core.convolution import products_at
from lessons.core.receptive_field import ReceptiveField

if TYPE_CHECKING:
    import keras

    from lessons.nets.weights import BatchNorm


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
    slope: float = 0.0,
) -> UnitSum:
    """The arithmetic of one cell of a convolution: as VGG16's are, with stride 1, TensorFlow's "same" padding, and ReLU.

    Parameters
    ----------
    inputs : float32 array of shape (rows, columns, channels): the maps that the layer was given
    kernel : float32 array of shape (k, k, channels): the filter
    bias : float
    row, column : the cell
    stride : int
    padding : str, "same" or "valid"
    slope : float
        Of the activation function below zero: 0 of ReLU, 0.1 of YOLO's leaky ReLU, 1 where there is none

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
    return UnitSum(
        shown.patch, np.asarray(kernel), contributions, float(bias), before, before if before > 0 else slope * before
    )


@dataclass(frozen=True)
class NormalisedSum:
    """What a batch normalisation did to the sum of a unit, before it was worked into the weights."""

    own_sum: float  # of the filter's weights as they were trained
    mean: float
    deviation: float
    scale: float
    shift: float

    @property
    def after(self) -> float:
        """What it makes of the sum."""
        return (self.own_sum - self.mean) / self.deviation * self.scale + self.shift


def normalised_sum(unit: UnitSum, norm: BatchNorm, channel: int) -> NormalisedSum:
    """The sum of a unit of `channel` as the filter's own weights have it, and the batch normalisation that followed.

    The unit's weights have it worked in: they are the filter's own, times the scale, divided by the deviation.
    """
    own_sum = (unit.before - unit.bias) / float(norm.factor[channel])
    parts = (float(part[channel]) for part in (norm.mean, norm.deviation, norm.scale, norm.shift))
    return NormalisedSum(own_sum, *parts)


def slope_below_zero(layer: Any) -> float | None:
    """What a layer's activation function multiplies a sum below zero by: see `unit_sum`; None of one that bends otherwise."""
    bend = layer.activation
    if type(bend).__name__ == "LeakyReLU":
        return float(bend.negative_slope)
    return {"relu": 0.0, "linear": 1.0}.get(getattr(bend, "__name__", ""))


def given_to(model: keras.Model, layer: str) -> tuple[str, ...]:
    """The names of the layers of a model whose maps one of its layers is given, in their order."""
    own = {id(each) for each in model.layers}
    for node in model.get_layer(layer)._inbound_nodes:  # also those of other models that were made of its layers
        sources = [tensor._keras_history.operation for tensor in node.input_tensors]
        if all(id(source) in own for source in sources):
            return tuple(source.name for source in sources)
    return ()


_WITHOUT_WINDOW = {
    *("Rescaling", "Normalization", "BatchNormalization", "Activation", "ReLU", "LeakyReLU", "PReLU", "Dropout"),
}
_SLIDING = {"Conv2D", "DepthwiseConv2D", "SeparableConv2D", "MaxPooling2D", "AveragePooling2D"}


def layer_fields(model: keras.Model) -> dict[str, ReceptiveField]:
    """The receptive fields of a network's convolutions and pooling layers, along one axis.

    Ways may part and join again: where one of them sees all that the others see, its field is that of what joins them.

    Returns
    -------
    dict of layer name -> lessons.core.receptive_field.ReceptiveField; layers whose units do not all have the same are left out
    """
    found: dict[str, ReceptiveField | None] = {}
    for layer in model.layers:
        before = [found.get(name) for name in given_to(model, layer.name)]
        known = [field for field in before if field is not None]
        is_known = bool(known) and len(known) == len(before)
        found[layer.name] = _field_of(layer, known) if is_known or type(layer).__name__ == "InputLayer" else None
    sliding = {layer.name for layer in model.layers if type(layer).__name__ in _SLIDING}
    return {name: field for name, field in found.items() if field is not None and name in sliding}


def _field_of(layer: Any, before: list[ReceptiveField]) -> ReceptiveField | None:
    """The field of a layer that is given units with these fields."""
    kind = type(layer).__name__
    if kind == "InputLayer":
        return ReceptiveField(1, 1, 0)
    if kind in ("Add", "Concatenate"):
        units = layer.output.shape[1]
        return next((one for one in before if all(one.holds(other, units) for other in before)), None)
    if kind == "UpSampling2D" and layer.interpolation == "nearest":
        return before[0].enlarged(layer.size[0])
    if kind in _WITHOUT_WINDOW:
        return before[0]
    if kind not in _SLIDING or getattr(layer, "dilation_rate", (1, 1)) != (1, 1):
        return None
    window, stride = (layer.pool_size if "Pooling" in kind else layer.kernel_size)[0], layer.strides[0]
    given, made = layer.input.shape[1], layer.output.shape[1]
    padding = max((made - 1) * stride + window - given, 0) // 2 if layer.padding == "same" else 0
    return before[0].under(window, stride=stride, padding=padding)
