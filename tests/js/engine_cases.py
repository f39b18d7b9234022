"""Numbers of the engine for the tests in JavaScript: what its twins in the browser must compute, too."""

import base64
import itertools

import numpy as np

from lessons.core.architecture import format_stack, parse_stack
from lessons.core.backpropagation import descend, random_weights
from lessons.core.boxes import iou
from lessons.core.convolution import convolve2d, products_at
from lessons.core.dense import flat_position
from lessons.core.kernels import MAX_WEIGHT, parse_kernel
from lessons.core.network import (
    BENDS,
    Network,
    Neurons,
    answer,
    format_weights,
    is_right,
    mean_loss,
    parse_weights,
    trained,
)
from lessons.core.pooling import pool2d, window_at
from lessons.core.receptive_field import receptive_field
from lessons.core.scaling import LUMA_WEIGHTS, lit, luma
from lessons.core.shapes import output_size, padding_amounts
from lessons.core.yolo import GRIDS, box_steps
from lessons.figures.colours import MAGNITUDE_SCALE, SIGNED_SCALE, colour_table, ink_on, magnitude_to_rgb, signed_to_rgb
from pages.layers.parts.inspector import window
from pages.layers.parts.stack_editor import layer_data
from pages.layers.parts.way_back import numbers_of, places_of
from pages.shared.components.arrays import array_data, deflated, packed

BOUNDARIES = {"zero": "constant", "edge": "edge", "reflect": "reflect", "wrap": "wrap"}  # ours -> numpy.pad's

# What is typed into a cell of a kernel -> what it is sent as.
TYPED = {
    "5": "5",
    " -2.5 ": "-2.5",
    "−3": "-3",
    "1,5": "1.5",
    ".5": ".5",
    "1e2": "1e2",
    "1001": "1001",
    "": "?",
    "five": "five",
    "1 0": "1?0",
    "1_0": "1?0",
    "1;0": "1?0",
    "1,2,3": "1?2?3",
    "0x10": "0x10",
    "inf": "inf",
}


LIGHTS = ((100, 100, 100), (0, 50, 200), (95, 105, 5), (15, 150, 85))  # of red, green and blue, in per cent


def cases():
    """All of them as JSON's types: subject -> what its test reads."""
    rng = np.random.default_rng(2026)
    numbers = np.concatenate([scale * rng.normal(size=40) for scale in (1e-3, 1, 30, 3000)])
    ties = np.array([0.0005, 0.0015, 1.005, 2.345, 0.25, 12.5, 1000.5])
    return {
        "boundaries": {ours: _boundary(theirs) for ours, theirs in BOUNDARIES.items()},
        "convolutions": [_convolution(rng, case) for case in range(12)],
        "pools": [_pool(rng, padding) for padding in ("valid", "same", 1)],
        "colours": {"tables": _tables(), "values": _coloured(rng), "inks": _inks(rng)},
        "numbers": [*numbers.tolist(), *ties.tolist(), *(-ties).tolist()],
        "weights": [{"typed": typed, "sent": sent, "read": _read(sent)} for typed, sent in TYPED.items()],
        "largestWeight": MAX_WEIGHT,
        "boxes": (boxes := _boxes(rng)),
        "ious": [{"a": a, "b": b, "value": float(iou(a, b))} for a, b in zip(boxes, boxes[::-1], strict=True)],
        "anchors": [_anchor(rng) for _ in range(30)],
        "arrays": [
            {"sent": array_data(array), "packed": _packed(array), "values": array.ravel().tolist()}
            for array in (rng.integers(0, 256, (3, 5), np.uint8), rng.normal(size=(4, 2, 3)).astype(np.float32))
        ],
        "networks": [
            _network(rng, sizes, bend) for sizes in ((64, 1), (64, 3), (64, 4, 3)) for bend in BENDS for _ in range(3)
        ],
        "fields": [
            *(_fields(receptive_field(layers)[-1]) for layers in (((3,),), ((3, 1, 1), (3, 1, 1), (2, 2), (3, 1, 1)))),
            _fields(receptive_field(((5, 2, 2), (3, 2)))[-1]),
            _fields(receptive_field(((5, 2, 2), (3, 2)))[-1].enlarged(2).under(3, padding=1)),
        ],
        "flattened": [_flattened(rng, shape) for shape in ((2, 3, 4), (5, 1, 1), (3, 4, 1))],
        "lights": {"weights": LUMA_WEIGHTS, "pictures": [_lit(rng, light) for light in LIGHTS]},
        "stacks": [
            {
                "layers": [layer_data(layer.kind, layer.options) for layer in parse_stack(text)],
                "text": format_stack(parse_stack(text)),
            }
            for text in ("conv 8 3; max 2; flatten; dense 32", "global", "")
        ],
        "ways_back": [_way_back(rng, right) for right in (0, 1) for _ in range(8)],
    }


def _lit(rng, light):
    """Pixels in a row, what other lights make of them, and how grey they are then."""
    values = rng.integers(0, 256, (1, 90, 3), np.uint8)
    seen = lit(values, light)
    return {"values": _flat(values), "light": light, "lit": _flat(seen), "grey": _flat(luma(seen))}


def _anchor(rng):
    """What an anchor of a detector says, and the box that comes of it."""
    grid = GRIDS[int(rng.integers(2))]
    row, column, anchor = (int(place) for place in rng.integers(0, (grid.cells, grid.cells, len(grid.anchors))))
    said = rng.normal(0, 2, 4).astype(np.float32)
    steps = vars(box_steps(said, grid, row, column, anchor))
    about = {"grid": {"step": grid.step, "anchors": grid.anchors}, "row": row, "column": column, "anchor": anchor}
    return {"said": _flat(said), "steps": steps, **about}


def _network(rng, sizes, bend):
    """A network, drawings, what it answers to them, its loss, and what it has become after five steps of learning."""
    layers = [
        Neurons(rng.normal(0, 0.7, (inputs, count)), rng.normal(0, 3, count)) for inputs, count in itertools.pairwise(sizes)
    ]
    text = format_weights(Network(tuple(layers), bend))
    network = parse_weights(text, sizes, bend)
    pictures = [*rng.integers(0, 2, (4, 64)).astype(float), rng.random(64).round(2)]
    targets = rng.integers(0, max(sizes[-1], 2), 5).tolist()
    found = [answer(network, picture) for picture in pictures]
    return {
        "text": text,
        "sizes": sizes,
        "activation": bend,
        "drawings": [{"values": _flat(picture), "target": target} for picture, target in zip(pictures, targets, strict=True)],
        "sums": [[_flat(sums) for sums in each.sums] for each in found],
        "probabilities": [_flat(each.probabilities) for each in found],
        "right": [is_right(each, target) for each, target in zip(found, targets, strict=True)],
        "loss": mean_loss(network, pictures, targets),
        "learned": format_weights(trained(network, pictures, targets, steps=5, rate=0.3)),
    }


def _way_back(rng, right):
    """A small network's numbers and slopes for a picture, and those after a step."""
    image, rate = rng.normal(size=(5, 5)), float(rng.choice([0.1, 1.0]))
    rows = [numbers_of(*each) for each in descend(image, random_weights(rng), right, steps=1, rate=rate)]
    now, following = (np.concatenate([*row.values()]).tolist() for row in rows)
    return {"row": now, "next": following, "parts": places_of(rows[0]), "image": _flat(image), "right": right, "rate": rate}


def _packed(array):
    told, data = deflated(array)
    return base64.b64encode(packed({"array": told, "name": "é"}, other=b"before", values=data)).decode()


def _inks(rng):
    colours = [[grey] * 3 for grey in range(256)] + rng.integers(0, 256, (60, 3)).tolist()
    return [{"colour": colour, "ink": ink_on(np.array(colour, np.uint8))} for colour in colours]


def _boundary(mode):
    found = []
    for length in (2, 3, 7):
        padding = length - 1
        filled = {"constant_values": -1} if mode == "constant" else {}
        found.append(
            {"length": length, "first": -padding, "sources": np.pad(np.arange(length), padding, mode, **filled).tolist()}
        )
    return found


def _convolution(rng, case):
    boundary = list(BOUNDARIES)[case % 4]
    channels = 3 if case % 3 == 0 else 1
    stride, dilation = int(rng.integers(1, 4)), int(rng.integers(1, 3))
    padding = ("valid", "same", 2)[case % 3 if case < 6 else (case + 1) % 3]
    size = int(rng.integers(1, 4))
    shape = (9, 11) if channels == 1 else (9, 11, 3)
    image = rng.integers(0, 256, shape).astype(np.float32)
    kernel = rng.integers(-4, 5, (size, size) if channels == 1 else (size, size, 3)).astype(np.float32)
    bias = float(rng.integers(-3, 4)) if channels == 3 else 0.0
    how = {"stride": stride, "dilation": dilation, "padding": padding, "boundary": boundary}
    weights, offset = (kernel, bias) if channels == 1 else (kernel[..., np.newaxis], [bias])
    output = convolve2d(image, weights, bias=offset, **how).reshape(
        [output_size(length, size, stride=stride, padding=padding, dilation=dilation) for length in image.shape[:2]]
    )
    amounts = [padding_amounts(length, size, stride=stride, padding=padding, dilation=dilation) for length in image.shape[:2]]
    slices = image.reshape(*image.shape[:2], channels), kernel.reshape(size, size, channels)
    cells = []
    for cell in ((0, 0), (output.shape[0] - 1, output.shape[1] - 1), (output.shape[0] // 2, output.shape[1] // 2)):
        told = products_at(image, weights, *cell, bias=offset, **how)
        patch, products = (array.reshape(size, size, channels) for array in (told.patch, told.products))
        each = [{"patch": _flat(patch[..., c]), "products": _flat(products[..., c])} for c in range(channels)]
        cells.append({"cell": list(cell), "channels": each, "total": float(np.ravel(told.total)[0])})
    return {
        "input": _input(slices[0]),
        "kernel": [_flat(slices[1][..., c]) for c in range(channels)],
        "window": window(size, size, stride=stride, dilation=dilation, padding=amounts, boundary=boundary),
        "bias": bias,
        "output": {"rows": output.shape[0], "columns": output.shape[1], "values": _flat(output)},
        "cells": cells,
    }


def _pool(rng, padding):
    size, stride = 3, 2
    image = rng.integers(-9, 10, (8, 10)).astype(np.float32)
    outputs = {mode: pool2d(image, size, stride=stride, padding=padding, mode=mode) for mode in ("max", "average")}
    rows, columns = outputs["max"].shape
    cells = []
    for cell in ((0, 0), (1, 2), (rows - 1, columns - 1)):
        told = window_at(image, size, *cell, stride=stride, padding=padding)
        cells.append(
            {
                "cell": list(cell),
                "values": [float(value) if np.isfinite(value) else None for value in told.patch.ravel()],
                "winner": list(told.winner),
                "largest": float(outputs["max"][cell]),
                "mean": float(outputs["average"][cell]),
                "output": {"rows": rows, "columns": columns, **{mode: _flat(output) for mode, output in outputs.items()}},
            }
        )
    amounts = [padding_amounts(length, size, stride=stride, padding=padding) for length in image.shape]
    return {
        "input": _input(image[..., np.newaxis]),
        "window": window(size, size, stride=stride, padding=amounts),
        "cells": cells,
    }


def _tables():
    tables = {"signed": SIGNED_SCALE, "magnitude": MAGNITUDE_SCALE}
    grey = {"grey": np.repeat(np.arange(256), 3).tolist()}
    return {
        scheme: grey | {name: _flat(colour_table(scale, scheme)) for name, scale in tables.items()}
        for scheme in ("light", "dark")
    }


def _coloured(rng):
    """Values and their colours, halves between two colours among them."""
    found = []
    for scale, paint, low in (("signed", signed_to_rgb, -1), ("magnitude", magnitude_to_rgb, 0)):
        for limit in (1.0, 0.37, 1020.0):
            values = limit * np.concatenate([rng.uniform(low, 1, 200), np.arange(low * 256, 257) / 256])
            values = values.astype(np.float32).clip(-np.float32(limit), np.float32(limit))
            found.append(
                {"scale": scale, "limit": limit, "values": _flat(values), "colours": paint(values, limit=limit).tolist()}
            )
    return found


def _read(sent):
    try:
        return float(parse_kernel(sent)[0, 0])
    except ValueError:
        return None


def _boxes(rng):
    corners = np.sort(rng.integers(0, [80, 60], (60, 2, 2)), axis=1) + np.array([[0, 0], [1, 1]])
    return [[float(value) for value in box.ravel()] for box in corners]


def _fields(field):
    """A receptive field, and the pixels that can reach some of its units."""
    return {"field": vars(field), "units": [{"unit": unit, "pixels": field.of_unit(unit)} for unit in (0, 1, 4, 9)]}


def _flattened(rng, shape):
    rows, columns, channels = shape
    some = [tuple(int(rng.integers(0, length)) for length in shape) for _ in range(5)]
    vector = np.arange(rows * columns * channels).reshape(shape)
    return {
        "shape": {"rows": rows, "columns": columns, "channels": channels},
        "places": [{"cell": list(cell), "place": flat_position(*cell, shape)} for cell in some],
        "maps": [_flat(vector[..., channel]) for channel in range(channels)],
    }


def _input(image):
    rows, columns, channels = image.shape
    return {"values": _flat(image), "rows": rows, "columns": columns, "channels": channels}


def _flat(array):
    return np.asarray(array).ravel().tolist()
