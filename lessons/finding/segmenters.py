"""Networks that give every pixel a class, each written as a table that is read from top to bottom, and built from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras

from lessons.nets.building import NORM_MOMENTUM
from lessons.nets.device import use_device


@dataclass(frozen=True)
class Part:
    """One line of a network's table."""

    name: str
    kind: str  # a key of KINDS
    of: tuple[str, ...]  # the parts whose maps go in
    filters: int = 0  # maps that come out, where that is chosen


def _part(name: str, kind: str, *of: Any, filters: int = 0) -> Part:
    return Part(name, kind, of, filters)


def u_net(*, filters: int = 8, classes: int = 4, skips: bool = True) -> tuple[Part, ...]:
    """U-Net (Ronneberger, Fischer and Brox, 2015), small: three levels down, three up, and at each level a skip connection.

    Parameters
    ----------
    filters : int, of the first level; each level down has twice as many
    classes : int
    skips : bool
        Whether the maps of the way down are joined to those of the way up, as in the paper.

    Returns
    -------
    tuple of Part
    """
    parts, below = [], "picture"
    for level in (1, 2, 3):
        parts += [
            _part(f"down{level}", "block", below, filters=filters * 2 ** (level - 1)),
            _part(f"pool{level}", "pool", f"down{level}"),
        ]
        below = f"pool{level}"
    parts.append(_part("bottom", "block", below, filters=filters * 8))
    below = "bottom"
    for level in (3, 2, 1):
        parts.append(_part(f"larger{level}", "enlarge", below))
        if skips:
            parts.append(_part(f"join{level}", "join", f"larger{level}", f"down{level}"))
        above = f"join{level}" if skips else f"larger{level}"
        parts.append(_part(f"up{level}", "block", above, filters=filters * 2 ** (level - 1)))
        below = f"up{level}"
    return (*parts, _part("scores", "scores", below, filters=classes), _part("probabilities", "softmax", "scores"))


def fcn(*, filters: int = 10, classes: int = 4) -> tuple[Part, ...]:
    """A fully convolutional network (Long, Shelhamer and Darrell, 2015): scores of two coarse levels, added and enlarged.

    Parameters as for `u_net`. There is no way up with convolutions: what the last levels say is
    enlarged to the size of the picture.
    """
    parts, below = [], "picture"
    for level in (1, 2, 3):
        parts += [
            _part(f"down{level}", "block", below, filters=filters * 2 ** (level - 1)),
            _part(f"pool{level}", "pool", f"down{level}"),
        ]
        below = f"pool{level}"
    return (
        *parts,
        _part("bottom", "block", "pool3", filters=filters * 8),
        _part("coarse", "scores", "bottom", filters=classes),
        _part("larger", "enlarge", "coarse"),
        _part("finer", "scores", "pool2", filters=classes),
        _part("added", "add", "larger", "finer"),
        _part("scores", "stretch", "added"),
        _part("probabilities", "softmax", "scores"),
    )


SEGMENTERS = {
    "U-Net": u_net(),
    "U-Net without skips": u_net(skips=False),
    "FCN": fcn(),
}
"""Name -> table. They have about the same number of parameters, except for what the skip connections need."""

KINDS = {
    "block": "twice: convolution 3 × 3, batch normalisation, ReLU",
    "pool": "max pooling 2 × 2",
    "enlarge": "every pixel becomes 2 × 2",
    "join": "the maps of both, one after the other",
    "add": "the maps of both, added",
    "scores": "convolution 1 × 1, a map for each class",
    "stretch": "enlarged 4 times, with smooth steps",
    "softmax": "softmax in every pixel",
}
"""Kind -> what it does, in words."""


def build_segmenter(parts: Sequence[Part], size: int, *, seed: int) -> keras.Model:
    """The network that a table describes, with random weights.

    Parameters
    ----------
    parts : sequence of Part; the last one is the output
    size : int, rows and columns of the pictures, a multiple of 8
    seed : int

    Returns
    -------
    keras.Model
        Raw 0-255 RGB of shape (pictures, size, size, 3) -> probabilities of shape (pictures, size, size, classes).
    """
    if size < 8 or size % 8:
        raise ValueError(
            f"size must be a multiple of 8, because the network halves the picture three times. Received: size={size}"
        )
    use_device()
    inputs = keras.Input((size, size, 3), name="picture")
    maps = {"picture": keras.layers.Rescaling(1 / 127.5, offset=-1, name="preprocessing")(inputs)}
    for number, part in enumerate(parts, start=1):
        maps[part.name] = _BUILDERS[part.kind]([maps[name] for name in part.of], part, 1000 * seed + 10 * number)
    return keras.Model(inputs, maps[parts[-1].name], name="segmenter")


def table_rows(parts: Sequence[Part], model: keras.Model) -> list[dict[str, Any]]:
    """The table for people, with what comes out of each part, and its parameters.

    Returns
    -------
    list of dict: ``part``, ``what it does``, ``of``, ``output`` (rows × columns × maps) and ``parameters``
    """
    return [
        {
            "part": part.name,
            "what it does": KINDS[part.kind],
            "of": " and ".join(part.of),
            "output": " × ".join(str(length) for length in model.get_layer(part.name).output.shape[1:]),
            "parameters": sum(layer.count_params() for layer in model.layers if layer.name.split("_")[0] == part.name),
        }
        for part in parts
    ]


def _block(inputs: Any, part: Part, seed: int) -> Any:
    (maps,) = inputs
    for number in (1, 2):
        maps = keras.layers.Conv2D(
            part.filters,
            3,
            padding="same",
            use_bias=False,  # the normalisation that follows has one
            kernel_initializer=keras.initializers.HeNormal(seed + number),
            name=f"{part.name}_conv{number}",
        )(maps)
        maps = keras.layers.BatchNormalization(momentum=NORM_MOMENTUM, name=f"{part.name}_norm{number}")(maps)
        maps = keras.layers.ReLU(name=part.name if number == 2 else f"{part.name}_relu1")(maps)
    return maps


def _scores(inputs: Any, part: Part, seed: int) -> Any:
    initializer = keras.initializers.GlorotUniform(seed)
    return keras.layers.Conv2D(part.filters, 1, kernel_initializer=initializer, name=part.name)(*inputs)


_BUILDERS = {
    "block": _block,
    "pool": lambda inputs, part, seed: keras.layers.MaxPooling2D(name=part.name)(*inputs),
    "enlarge": lambda inputs, part, seed: keras.layers.UpSampling2D(name=part.name)(*inputs),
    "join": lambda inputs, part, seed: keras.layers.Concatenate(name=part.name)(inputs),
    "add": lambda inputs, part, seed: keras.layers.Add(name=part.name)(inputs),
    "scores": _scores,
    "stretch": lambda inputs, part, seed: keras.layers.UpSampling2D(4, interpolation="bilinear", name=part.name)(*inputs),
    "softmax": lambda inputs, part, seed: keras.layers.Softmax(name=part.name)(*inputs),
}
"""Kind -> function of symbolic maps, the part and a seed, to symbolic maps."""
