"""Layers by the names that a learner reads: "block 3, convolution 1" for block3_conv1, "last layer" for head."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORDS = {
    "picture": "the picture",
    "input": "the picture",
    "preprocessing": "preparation",
    "rescaling": "preparation",
    "normalization": "preparation",
    "stem": "first layer",
    "prestem": "before the first layer",
    "head": "last layer",
    "top": "last layer",
    "conv": "convolution",
    "sepconv": "separable convolution",
    "dwconv": "each map alone",
    "depthwise": "each map alone",
    "dw": "each map alone",
    "pointwise": "1 × 1",
    "pw": "1 × 1",
    "expand": "more maps",
    "expanded": "first block",
    "project": "fewer maps",
    "add": "shortcut added",
    "out": "end",
    "identity": "end",
    "concat": "joined",
    "concatenate": "joined",
    "joined": "joined",
    "larger": "made larger",
    "downsampling": "smaller maps",
    "coarse": "coarse grid",
    "fine": "fine grid",
    "mixed": "mixed block",
    "pool": "pooling",
    "pooling": "pooling",
    "max": "max pooling",
    "avg": "average",
    "average": "average",
    "global": "global average",
    "gap": "average",
    "bn": "batch norm",
    "batch": "batch norm",
    "norm": "batch norm",
    "layernorm": "layer norm",
    "relu": "ReLU",
    "leaky": "leaky ReLU",
    "gelu": "GELU",
    "act": "activation",
    "activation": "activation",
    "pad": "border",
    "zero": "border",
    "scale": "scaled",
    "drop": "dropout",
    "dropout": "dropout",
    "flatten": "in one row",
    "fc": "dense layer",
    "dense": "dense layer",
    "logits": "scores",
    "predictions": "answer",
    "probabilities": "answer",
    "se": "",
    "squeeze": "mean of each map",
    "reshape": "reshaped",
    "reduce": "fewer numbers",
    "excite": "each map scaled",
    "block": "block",
    "stage": "stage",
}
_TWO_WORDS = {  # names of Keras with an underscore inside
    "batch_normalization": "bn",
    "max_pooling2d": "max",
    "average_pooling2d": "average",
    "global_average_pooling2d": "global",
    "zero_padding2d": "pad",
    "layer_scale": "scale",
    "convnext_tiny_": "",
    "input_layer": "input",
    "relu6": "relu",
    "conv2d": "conv",
}
_WITH_NUMBER = ("block", "stage", "mixed block")  # what is nothing without its number
_INNER = re.compile(r"(?<=_)(\d+)_(conv|bn|relu)$")  # "conv2_block1_1_conv": the number belongs to what follows


def layers_in_words(layers: Iterable[str]) -> dict[str, str]:
    """Layer -> its words, for the layers of one network. Of two with the same words the later one has its name behind them."""
    told: dict[str, str] = {}
    for layer in layers:
        words = layer_in_words(layer)
        told[layer] = f"{words} ({layer})" if words in told.values() else words
    return told


@lru_cache(4096)
def layer_in_words(layer: str) -> str:
    """The name of a layer of one of the app's networks, or of a learner's own, as a learner reads it.

    What is unknown stays as it is, with a space before a number.
    """
    name = layer
    for inner, plain in _TWO_WORDS.items():
        name = name.replace(inner, plain)
    name = _INNER.sub(r"\2\1", name)
    name = re.sub(r"^conv(\d+)_(?=block)", r"stage\1_", name, flags=re.IGNORECASE)
    parts: list[str] = []
    for token in name.strip("_").split("_"):
        word, number = re.fullmatch(r"(.*?)(\d+[a-z]?)?", token, re.DOTALL).groups()  # type: ignore[union-attr]
        if not word and parts:
            parts[-1] += f" {number}"
            continue
        told = _WORDS.get(word.lower(), word)
        if told or number:
            parts.append(f"{told} {number}".strip() if number else told)
    return ", ".join(parts) or layer
