"""All that there is to tell of one cell of a network: its sum, what of the picture reaches it, and what it feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.map_links import cell_feeds, strongest
from lessons.nets.network_columns import follows, is_plain_convolution, kernel_and_bias
from lessons.nets.units import UnitSum, layer_fields, slope_below_zero, unit_sum

_DIGITS = 7  # as many as float32 has


def cell_story(
    model: keras.Model,
    maps: Mapping[str, npt.NDArray[np.float32]],
    inputs: npt.NDArray[np.float32] | None,
    layer: str,
    channel: int,
    cell: tuple[int, int],
    *,
    shown: int,
) -> dict[str, Any]:
    """What there is to tell of one cell, as JSON can hold it.

    Parameters
    ----------
    model : keras.Model
    maps : dict of layer name -> float32 array of shape (rows, columns, channels), in the network's order
    inputs : float32 array of shape (rows, columns, channels): what the layer was given; None where that is not known
    layer : str; channel : int; cell : (row, column)
    shown : int, how many maps are told of one by one

    Returns
    -------
    dict: ``value``; ``field``, the rows and columns of the picture that can reach it, as (first, last), or None; ``feeds``,
    maps of the next layer and what it adds to each; and ``sum`` of a convolution or ``window`` of a pooling layer
    """
    value = float(maps[layer][*cell, channel])
    told: dict[str, Any] = {"value": _short(value), "field": _field(model, layer, cell)}
    told["feeds"] = _fed(model, maps, layer, channel, cell, value, shown)
    made = model.get_layer(layer)
    if inputs is None:
        return told
    if is_plain_convolution(made):
        kernel, bias = kernel_and_bias(made)
        how = {"stride": made.strides[0], "padding": made.padding}
        told["sum"] = _sum(unit_sum(inputs, kernel[..., channel], float(bias[channel]), *cell, **how), shown) | {
            "bend": _bend(made),
            "slope": slope_below_zero(made) or 0.0,
        }
    elif isinstance(made, keras.layers.MaxPooling2D | keras.layers.AveragePooling2D):
        slices = [slice(at * step, at * step + size) for at, step, size in zip(cell, made.strides, made.pool_size, strict=True)]
        told["window"] = _numbers(inputs[slices[0], slices[1], channel])
        told["kind"] = "largest" if isinstance(made, keras.layers.MaxPooling2D) else "mean"
    return told


def _bend(layer: Any) -> str:
    """What a layer's activation function is called; nothing where it has none."""
    if isinstance(layer.activation, keras.layers.LeakyReLU):
        return "Leaky ReLU"
    name = getattr(layer.activation, "__name__", "its activation")
    return {"linear": "", "relu": "ReLU", "relu6": "ReLU6", "leaky_relu": "Leaky ReLU"}.get(name, name)


def _sum(unit: UnitSum, shown: int) -> dict[str, Any]:
    parts = unit.contributions
    gross = float(np.abs(parts).sum() + abs(unit.bias)) or 1.0
    chosen = [int(index) for index in unit.strongest(shown)]
    gain, loss = parts[parts > 0], parts[parts < 0]
    return {
        "before": _short(unit.before),
        "bias": _short(unit.bias),
        "products": int(unit.patch.size),
        "gain": [int(gain.size), _short(gain.sum())],
        "loss": [int(loss.size), _short(loss.sum())],
        "parts": [
            {
                "map": index,
                "adds": _short(parts[index]),
                "share": round(float(parts[index]) / gross, 4),
                "patch": _numbers(unit.patch[..., index]),
                "weights": _numbers(unit.kernel[..., index]),
            }
            for index in chosen
        ],
        "others": _short(parts.sum(dtype=np.float64) - parts[chosen].sum(dtype=np.float64)),
        "all": [_short(part) for part in np.sort(parts)[::-1]],
    }


def _field(model: keras.Model, layer: str, cell: tuple[int, int]) -> list[tuple[int, int]] | None:
    field = layer_fields(model).get(layer)
    return [field.of_unit(place) for place in cell] if field else None


def _fed(
    model: keras.Model,
    maps: Mapping[str, npt.NDArray[np.float32]],
    layer: str,
    channel: int,
    cell: tuple[int, int],
    value: float,
    shown: int,
) -> list[dict[str, Any]]:
    """The maps of the next layer that the cell feeds most; none where that is no convolution of stride 1."""
    names = list(maps)
    after = names[names.index(layer) + 1 : names.index(layer) + 2]
    made = model.get_layer(after[0]) if after else None
    if made is None or not follows(model, after[0], layer) or not is_plain_convolution(made):
        return []
    if made.strides != (1, 1) or made.padding != "same":
        return []
    kernel, _ = kernel_and_bias(made)
    if kernel.shape[2] != maps[layer].shape[2]:
        return []
    added = cell_feeds(value, kernel[:, :, channel], maps[after[0]], *cell)
    return [
        {"map": int(index), "adds": _short(added[index])} for index in strongest(added[:, np.newaxis], shown)[0] if index >= 0
    ]


def _numbers(values: npt.NDArray[np.float32]) -> list[list[float]]:
    return [[_short(value) for value in row] for row in values]


def _short(value: float | np.floating[Any]) -> float:
    return float(f"{float(value):.{_DIGITS}g}")
