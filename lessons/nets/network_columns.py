"""A network as columns of maps, from the picture to the end, and the links between the maps of neighbouring columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.map_links import Feeding, feeding, pool_feeding, strongest
from lessons.nets.probing import map_layers

MOST = 24  # layers that are shown side by side


@dataclass(frozen=True)
class Column:
    """A layer of the network, as it is shown."""

    layer: str
    block: str  # layers of one block stand together
    title: str  # short, within its block
    is_pool: bool
    rows: int
    columns: int
    maps: int


@dataclass(frozen=True, eq=False)
class LinksInto:
    """The strongest links between a layer and the one before. A share is signed, of all that is added to a map."""

    sources: np.ndarray  # int16 (maps, 5): of each map the maps before that feed it most, -1 for none
    source_shares: np.ndarray  # float32 (maps, 5)
    targets: np.ndarray  # int16 (maps before, 5): of each map before the maps that it feeds most, by how much it adds to them
    target_shares: np.ndarray  # float32 (maps before, 5)


def network_columns(model: keras.Model) -> tuple[Column, ...]:
    """The layers of a network that are shown: all that have maps, or of a network with many such layers the ends of its blocks.

    Blocks end with pooling layers, where names do not tell them; those of a network with many layers have maps of one size.
    """
    names = map_layers(model)
    if len(names) > MOST:
        return _ends_of_blocks(model, names)
    found, number, after_pool = [], 1, False
    for name in names:
        layer = model.get_layer(name)
        is_pool = isinstance(layer, keras.layers.MaxPooling2D | keras.layers.AveragePooling2D)
        number += after_pool
        after_pool = is_pool
        rows, columns, maps = layer.output.shape[1:]
        block, _, title = name.partition("_") if name.startswith("block") else (f"block{number}", "", name)
        found.append(Column(name, block, title, is_pool, rows, columns, maps))
    return tuple(found)


def _ends_of_blocks(model: keras.Model, names: list[str]) -> tuple[Column, ...]:
    """Of layers that all that is computed runs through, the last one of each block, at most MOST."""
    through = [name for name in _bottlenecks(model) if name in names]
    ends = list({_block_of(name): name for name in through}.values())
    if len(ends) > MOST or len(ends) < MOST // 3:
        ends = [through[place] for place in np.linspace(0, len(through) - 1, min(MOST, len(through))).round().astype(int)]
    found: list[Column] = []
    for name in ends:
        rows, columns, maps = model.get_layer(name).output.shape[1:]
        stage = len({column.rows for column in found} | {rows})
        found.append(Column(name, f"stage{stage}", _block_of(name), False, rows, columns, maps))
    return tuple(found)


def _block_of(name: str) -> str:
    return name.split("_")[0]


def _bottlenecks(model: keras.Model) -> list[str]:
    """The layers without which nothing of the picture would get to the end: no other way leads past them."""
    places = {layer.name: place for place, layer in enumerate(model.layers)}
    furthest = np.arange(len(places))  # up to each place, how far the ways reach that began before it
    for layer in model.layers:
        for node in layer._inbound_nodes:
            for tensor in node.input_tensors:
                begin = places.get(tensor._keras_history.operation.name)
                if begin is not None:
                    furthest[begin] = max(furthest[begin], places[layer.name])
    reached = np.maximum.accumulate(furthest)
    return [name for name, place in places.items() if place == 0 or reached[place - 1] <= place]


def layer_feeding(
    model: keras.Model, layer: str, inputs: npt.NDArray[np.float32], outputs: npt.NDArray[np.float32]
) -> Feeding | None:
    """What feeds every map of a layer from those of the one before: None where that can't be told map by map."""
    made = model.get_layer(layer)
    if isinstance(made, keras.layers.MaxPooling2D | keras.layers.AveragePooling2D):
        return pool_feeding(outputs)
    if not is_plain_convolution(made):
        return None
    kernel, bias = kernel_and_bias(made)
    if kernel.shape[2] != inputs.shape[2]:
        return None
    rectified = made.activation is keras.activations.relu
    return feeding(inputs, kernel, bias, outputs, stride=made.strides[0], padding=made.padding, rectified=rectified)


def is_plain_convolution(layer: Any) -> bool:
    """Whether a layer is a convolution in which every filter spans all maps before it, without gaps."""
    return type(layer) is keras.layers.Conv2D and layer.groups == 1 and layer.dilation_rate == (1, 1)


def follows(model: keras.Model, layer: str, before: str) -> bool:
    """Whether a layer is given the maps of another one, and nothing else."""
    nodes = model.get_layer(layer)._inbound_nodes  # also those of other models that were made of its layers
    return any({tensor._keras_history.operation.name for tensor in node.input_tensors} == {before} for node in nodes)


def kernel_and_bias(layer: Any) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The weights of a convolution; a bias of zeros where it has none."""
    kernel = np.asarray(layer.kernel)
    return kernel, np.asarray(layer.bias) if layer.use_bias else np.zeros(kernel.shape[3], np.float32)


def links_into(found: Feeding) -> LinksInto:
    """The strongest links of all maps on both sides."""
    return LinksInto(*_picked(found.parts, found.shares), *_picked(found.parts.T, found.shares.T))


def _picked(
    parts: npt.NDArray[np.float32], shares: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.float32]]:
    chosen = strongest(parts)
    found = np.take_along_axis(shares.T, np.maximum(chosen, 0).astype(np.intp), axis=1)
    return chosen, np.where(chosen >= 0, found, 0).astype(np.float32)
