"""The questions of the lessons about numbers that are made up, so that they can be asked without the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.activation import ACTIVATIONS
from lessons.core.architecture import PRESETS, describe, parse_stack
from lessons.core.backpropagation import forward_and_back, random_weights
from lessons.core.boxes import agreement
from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNELS
from lessons.core.pooling import pool2d
from lessons.core.receptive_field import receptive_field
from lessons.core.scaling import luma
from lessons.core.yolo import GRIDS
from lessons.texts.questions import Question
from lessons.texts.questions.activation import activation_questions
from lessons.texts.questions.approach import approach_questions
from lessons.texts.questions.backpropagation import backpropagation_questions
from lessons.texts.questions.believe import belief_questions
from lessons.texts.questions.blocks import block_questions
from lessons.texts.questions.build import build_questions
from lessons.texts.questions.collect import collect_questions
from lessons.texts.questions.confidence import confidence_questions
from lessons.texts.questions.convolution import convolution_questions
from lessons.texts.questions.dense import dense_questions
from lessons.texts.questions.detection import detection_questions
from lessons.texts.questions.erase import erase_questions
from lessons.texts.questions.explain import explain_questions
from lessons.texts.questions.faces import face_questions
from lessons.texts.questions.filters import filter_questions
from lessons.texts.questions.fine_tune import fine_tune_questions
from lessons.texts.questions.fool import fool_questions
from lessons.texts.questions.judge import judge_questions
from lessons.texts.questions.learn_kernel import learning_questions
from lessons.texts.questions.localisation import localisation_questions
from lessons.texts.questions.medicine import medicine_questions
from lessons.texts.questions.neighbours import neighbour_questions
from lessons.texts.questions.network import network_questions
from lessons.texts.questions.pixels import pixel_questions
from lessons.texts.questions.pooling import pooling_questions
from lessons.texts.questions.segmentation import segmentation_questions
from lessons.texts.questions.shortcut import shortcut_questions
from lessons.texts.questions.take_home import take_home_questions
from lessons.texts.questions.timeline import timeline_questions
from lessons.texts.questions.train import train_questions
from lessons.texts.questions.unit import unit_questions
from lessons.texts.questions.vgg16 import vgg16_questions
from lessons.texts.questions.visualise import visualise_questions
from lessons.texts.questions.yolo import yolo_questions
from lessons.texts.questions.zoo import zoo_questions
from lessons.texts.scenarios import SCENARIOS, scenario
from lessons.training.settings import TrainingSettings

_FROM_ZERO = "Rows and columns count from 0."
_LABELS = ("cup", "glass", "plate", "spoon", "fork", "knife")
_MADE_UP = "A made-up example, not your network."


@dataclass(frozen=True)
class Made:
    """The questions of a lesson, in its order, about numbers that were made up."""

    questions: list[Question]
    given: Mapping[int, str] = field(default_factory=dict)  # number of a question, from 1 -> Markdown that it is about


def _network(rng: np.random.Generator) -> Made:
    pixel, weight, bias = (
        float(rng.choice([0.2, 0.5, 0.8])),
        float(rng.choice([-3, -1, 3, 4])),
        float(rng.choice([-2, -1, 1, 3])),
    )
    sizes = (int(rng.choice([9, 16, 25, 64])), int(rng.integers(2, 9)))
    task = "A picture of 8 × 8 pixels shows up to two strokes, or a face."
    return Made(network_questions(pixel, weight, bias, sizes), {5: task})


def _pixels(rng: np.random.Generator) -> Made:
    rows, columns = int(rng.integers(4, 60)), int(rng.integers(4, 60))
    image = rng.integers(20, 256, (rows, columns, 3), dtype=np.uint8)
    questions = pixel_questions(image, luma(image), row=rows // 2, column=columns // 2)
    return Made(questions, {2: f"A colour picture has {rows} rows and {columns} columns."})


def _convolution(rng: np.random.Generator) -> Made:
    name = str(rng.choice(["box_blur", "sobel_x", "sobel_y", "laplacian", "sharpen"]))
    image, kernel = rng.integers(0, 10, (int(rng.integers(4, 7)), int(rng.integers(4, 7)))).astype(np.float32), KERNELS[name]
    how = {"stride": 1, "padding": "valid", "dilation": 1, "boundary": "zero"}
    output = convolve2d(image, kernel, **how)  # type: ignore[arg-type]
    row, column = int(rng.integers(0, output.shape[0])), int(rng.integers(0, output.shape[1]))
    questions = convolution_questions(image, kernel, output, row=row, column=column, how=how)
    size = f"{image.shape[0]} × {image.shape[1]}"
    layer = (
        f"A kernel of {kernel.shape[0]} × {kernel.shape[1]} slides over a grey picture of {size}, with stride 1 and no padding."
    )
    sizes = {2: layer, 3: layer, 5: f"The kernel has {kernel.shape[0]} rows and {kernel.shape[1]} columns."}
    picture = f"$\\text{{picture}} = {_grid(image)}\\quad$ $\\text{{kernel}} = {_grid(kernel)}$"  # each stays whole on a phone
    return Made(questions, sizes | {1: f"{layer} {_FROM_ZERO}\n\n{picture}"})


def _filters(rng: np.random.Generator) -> Made:
    image = rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)
    kernel = rng.integers(-2, 3, (3, 3, 3)).astype(np.float32)
    bias, layers = float(rng.integers(-50, 51)), int(rng.integers(1, 7))
    questions = filter_questions(image, kernel, bias, row=1, column=1, layers=layers)
    layer = "A layer has 16 filters of 3 × 3 and looks at a colour picture."
    return Made(questions, {2: layer, 3: layer})


def _learn_kernel(rng: np.random.Generator) -> Made:
    weight, gradient = round(float(rng.normal()), 2), round(float(rng.normal(0, 3)), 2)
    losses = np.sort(rng.uniform(0, 50, 5))[::-1]
    return Made(learning_questions(weight=weight, gradient=gradient, rate=float(rng.choice([0.01, 0.1, 0.5])), losses=losses))


def _backpropagation(rng: np.random.Generator) -> Made:
    weights, right = random_weights(rng), int(rng.integers(0, 2))
    found = forward_and_back(rng.normal(size=(5, 5)), weights, right)
    return Made(backpropagation_questions(weights, found, right=right, rate=float(rng.choice([0.01, 0.1, 0.5]))))


def _activation(rng: np.random.Generator) -> Made:
    values = rng.integers(-9, 10, (4, 5)).astype(np.float32)
    row, column = int(rng.integers(0, 4)), int(rng.integers(0, 5))
    questions = activation_questions(values, ACTIVATIONS["relu"](values), name="ReLU", row=row, column=column)
    return Made(questions, {2: f"ReLU is applied to this map:{_shown(values)}"})


def _pooling(rng: np.random.Generator) -> Made:
    size, mode = int(rng.integers(2, 4)), str(rng.choice(["max", "average"]))
    image = rng.integers(0, 10, (2 * size, 3 * size)).astype(np.float32)
    how = {"size": size, "stride": size, "padding": "valid", "mode": mode}
    output = pool2d(image, size, stride=size, mode=mode)
    place = {"row": int(rng.integers(0, 2)), "column": int(rng.integers(0, 3)), "shift": 1, "changes": (0.3, 0.2)}
    layer = f"The window of a {mode} pooling is {size} × {size}, its stride {size}."
    given = {
        1: f"{layer} {_FROM_ZERO} It slides over this map:{_shown(image)}",
        2: f"{layer} It slides over a map of {image.shape[0]} × {image.shape[1]}.",
        3: layer,
    }
    return Made(pooling_questions(image, output, **how, **place), given)  # type: ignore[arg-type]


def _dense(rng: np.random.Generator) -> Made:
    maps = rng.uniform(0, 2, (int(rng.integers(3, 8)), int(rng.integers(3, 8)), int(rng.integers(2, 9))))
    labels = _LABELS[: int(rng.integers(3, 7))]
    logits = np.round(rng.normal(0, 1.5, len(labels)), 1).astype(np.float32)
    row, column, channel = (int(rng.integers(0, length)) for length in maps.shape)
    questions = dense_questions(maps, logits, labels, row=row, column=column, channel=channel)
    stack = f"There are {maps.shape[2]} maps of {maps.shape[0]} × {maps.shape[1]}."
    return Made(questions, {1: f"{stack} They are flattened row by row.", 2: stack})


def _build(rng: np.random.Generator) -> Made:
    size, classes = int(rng.choice([32, 48, 64])), int(rng.integers(2, 11))
    rows = describe(parse_stack(PRESETS[str(rng.choice(list(PRESETS)))]), (size, size, 3), classes)
    return Made(build_questions(rows, (size, size, 3)))


def _vgg16(rng: np.random.Generator) -> Made:
    layers = [("block1_conv1", "Conv2D", 1792), ("block1_conv2", "Conv2D", 36_928)]
    layers += [(f"block{block}_pool", "MaxPooling2D", 0) for block in range(1, 6)]
    rows = [{"layer": name, "kind": kind, "parameters": count} for name, kind, count in layers]
    label: Any = SimpleNamespace(name=str(rng.choice(_LABELS)), probability=float(rng.uniform(0.3, 0.9)))
    return Made(vgg16_questions(rows, [label], classes=0))


def _unit(rng: np.random.Generator) -> Made:
    channels = int(rng.choice([64, 128, 256, 512]))
    layer = {64: "block1_conv2", 128: "block2_conv2", 256: "block3_conv2", 512: "block4_conv2"}[channels]
    bias, before = round(float(rng.normal(0, 2)), 1), float(rng.normal(0, 60))
    unit: Any = SimpleNamespace(patch=np.zeros((3, 3, channels)), bias=bias, before=before)
    return Made(unit_questions(unit, field=receptive_field([(3,), (3,)])[-1], layer=layer, size=224))


def _visualise(rng: np.random.Generator) -> Made:
    channels = int(rng.choice([64, 128, 256]))
    return Made(visualise_questions(np.zeros((3, 3, channels, 2 * channels)), layer=f"block{channels.bit_length() - 5}_conv1"))


def _explain(rng: np.random.Generator) -> Made:
    cells, size = int(rng.choice([4, 7, 8, 14, 16])), int(rng.choice([96, 128, 160, 224]))
    return Made(explain_questions((cells, cells), size=size, label=str(rng.choice(_LABELS))))


def _believe(rng: np.random.Generator) -> Made:
    likeness = {"saliency": 0.1, "grad_cam": 0.4, "guided_backprop": 0.9}
    return Made(belief_questions(likeness, layers=int(rng.integers(2, 6))))


def _erase(rng: np.random.Generator) -> Made:
    side, patch = int(rng.choice([96, 128, 160, 224])), int(rng.integers(10, 60))
    before, after = (float(value) for value in rng.uniform(2, 14, 2))
    return Made(erase_questions(side, patch, before, after))


def _neighbours(rng: np.random.Generator) -> Made:
    return Made(neighbour_questions(int(rng.integers(20, 120)), int(rng.integers(3, 11))))


def _blocks(rng: np.random.Generator) -> Made:
    spread = float(rng.choice([0.5, 2, 4]))
    mean = round(float(rng.uniform(1, 6)), 1)
    value = round(mean + spread * float(rng.choice([-1.5, -0.5, 0.5, 2, 3])), 2)
    count, side = int(rng.choice([16, 32, 64, 128])), int(rng.choice([14, 28, 56]))
    return Made(block_questions(count, side, value=value, mean=mean, spread=spread))


def _timeline(rng: np.random.Generator) -> Made:
    patch = int(rng.choice([4, 8, 16]))
    return Made(timeline_questions(patch * int(rng.choice([6, 8, 12, 14])), patch, int(rng.choice([32, 64, 128]))))


def _fool(rng: np.random.Generator) -> Made:
    size, strength = int(rng.choice([96, 128, 160, 224])), int(rng.integers(2, 9))
    return Made(fool_questions(size, strength, value=int(rng.integers(0, 12))))


def _zoo(rng: np.random.Generator) -> Made:
    channels, kernel = int(rng.choice([16, 32, 64, 128])), int(rng.choice([3, 5]))
    return Made(zoo_questions(channels=channels, kernel=kernel, filters=int(rng.choice([24, 48, 96, 192]))))


def _train(rng: np.random.Generator) -> Made:
    counts = [int(count) for count in rng.integers(12, 60, 2)]
    return Made(train_questions(counts, epochs=int(rng.choice([5, 10, 20, 30])), units=int(rng.choice([16, 32, 64]))))


def _collect(rng: np.random.Generator) -> Made:
    classes = _LABELS[: int(rng.integers(2, 5))]
    counts = {label: (int(rng.integers(12, 60)), int(rng.integers(4, 15))) for label in classes}
    return Made(collect_questions(counts))


def _fine_tune(rng: np.random.Generator) -> Made:
    network, size = (("vgg16", 96), ("vgg16", 160), ("efficientnet_lite0", 224))[int(rng.integers(0, 3))]
    settings = TrainingSettings(network=network, image_size=size, units=int(rng.choice([16, 32, 64, 128])))
    return Made(fine_tune_questions(settings, classes=int(rng.integers(2, 9))))


def _judge(rng: np.random.Generator) -> Made:
    labels = _LABELS[:2]
    confusion = np.array(
        [[int(rng.integers(30, 60)), int(rng.integers(2, 15))], [int(rng.integers(1, 12)), int(rng.integers(15, 30))]]
    )
    report: Any = SimpleNamespace(confusion=confusion, classes=[SimpleNamespace(label=label) for label in labels])
    questions = judge_questions(report)
    told = [
        replace(each, prompt=each.prompt.replace("Your test pictures, without a threshold.", _MADE_UP)) for each in questions
    ]
    return Made(told)


def _confidence(rng: np.random.Generator) -> Made:
    pictures, said = int(rng.choice([20, 40, 50, 80, 200])), int(rng.integers(85, 99))
    right = round(pictures * (said - int(rng.integers(4, 30))) / 100)
    logits = (round(float(rng.uniform(4, 9)), 1), round(float(rng.uniform(-1, 3)), 1))
    return Made(confidence_questions(pictures, right, said, logits, float(rng.choice([0.5, 1.5, 2, 2.5, 4]))))


def _shortcut(rng: np.random.Generator) -> Made:
    area, count = int(rng.integers(2, 16)), int(rng.choice([40, 60, 80, 100]))
    with_it = count - int(rng.integers(0, 4))
    return Made(shortcut_questions(area * int(rng.integers(2, 6)), area, (with_it, with_it - int(rng.integers(8, 25))), count))


def _take_home(rng: np.random.Generator) -> Made:
    labels = rng.permutation(_LABELS)[: int(rng.integers(2, 6))].tolist()
    return Made(take_home_questions(labels))


def _localisation(rng: np.random.Generator) -> Made:
    size = int(rng.choice([48, 64, 96]))
    left, width = int(rng.integers(2, size // 2)), int(rng.integers(4, size // 2))
    box = (left, 3, left + width, 12)
    return Made(
        localisation_questions(box, size=size, classes=int(rng.integers(2, 6)), flat=64 * int(rng.choice([16, 36, 64])))
    )


def _detection(rng: np.random.Generator) -> Made:
    left, width, height = (int(value) for value in rng.integers(4, 20, 3))
    first = (10, 10, 10 + width + left, 10 + height + left)
    second = (10 + left // 2, 12, 10 + left // 2 + width + 5, 12 + height + 5)
    anchors, classes = int(rng.integers(2, 6)), int(rng.integers(2, 21))
    return Made(
        detection_questions(agreement(first, second), cells=int(rng.choice([7, 8, 13])), anchors=anchors, classes=classes)
    )


def _yolo(rng: np.random.Generator) -> Made:
    grid = GRIDS[int(rng.integers(2))]
    return Made(
        yolo_questions(
            column=int(rng.integers(1, grid.cells)),
            step=grid.step,
            across=float(rng.uniform(0.05, 0.95)),
            anchor_width=grid.anchors[int(rng.integers(3))][0],
            wider=float(rng.uniform(0.4, 2.2)),
            objectness=float(rng.uniform(0.2, 0.95)),
            probability=float(rng.uniform(0.2, 0.95)),
            label=str(rng.choice(["cup", "dog", "bus", "chair"])),
        )
    )


def _segmentation(rng: np.random.Generator) -> Made:
    shared, missed, wrong = (int(value) for value in rng.integers(20, 400, 3))
    return Made(segmentation_questions(np.array([[3000, wrong], [missed, shared]]), objects=int(rng.integers(2, 7))))


def _medicine(rng: np.random.Generator) -> Made:
    side, channels = int(rng.choice([4, 5, 7])), int(rng.choice([128, 256, 512]))
    told: dict[str, Any] = {
        "label": "glioma",
        "probability": float(rng.uniform(0.6, 0.99)),
        "surest": ("white paper", "pituitary", 0.97),
    }
    return Made(medicine_questions(cells=(side, side, channels), units=int(rng.choice([32, 64, 128])), **told))


def _faces(rng: np.random.Generator) -> Made:
    same = int(rng.choice([50, 80, 100, 200]))
    threshold = round(float(rng.uniform(0.2, 0.7)), 2)
    return Made(
        face_questions(same=same, different=same * (same - 1), rejected=int(rng.integers(1, same // 3)), threshold=threshold)
    )


def _approach(rng: np.random.Generator) -> Made:
    told = scenario(str(rng.choice(SCENARIOS)), int(rng.integers(0, 1000)))
    return Made(approach_questions(told), dict.fromkeys(range(2, 7), told.story))


MAKERS: dict[str, Callable[[np.random.Generator], Made]] = {
    "network": _network,
    "pixels": _pixels,
    "convolution": _convolution,
    "filters": _filters,
    "learn_kernel": _learn_kernel,
    "backpropagation": _backpropagation,
    "activation": _activation,
    "pooling": _pooling,
    "dense": _dense,
    "build": _build,
    "vgg16": _vgg16,
    "blocks": _blocks,
    "unit": _unit,
    "visualise": _visualise,
    "explain": _explain,
    "believe": _believe,
    "erase": _erase,
    "fool": _fool,
    "neighbours": _neighbours,
    "zoo": _zoo,
    "timeline": _timeline,
    "train": _train,
    "collect": _collect,
    "fine_tune": _fine_tune,
    "judge": _judge,
    "confidence": _confidence,
    "shortcut": _shortcut,
    "take_home": _take_home,
    "localisation": _localisation,
    "detection": _detection,
    "yolo": _yolo,
    "segmentation": _segmentation,
    "medicine": _medicine,
    "faces": _faces,
    "approach": _approach,
}
"""Slug -> function of a random generator that makes the lesson's questions."""

NEED_THE_PAGE = {
    "learn_kernel": (4,),
    "pooling": (4,),
    "dense": (5,),
    "build": (5, 6, 7),
    "unit": (3, 4),
    "believe": (5,),
    "approach": (1,),
}
"""Slug -> numbers of the questions that are about a figure, a table or a run, and can't be asked without it."""


def _grid(values: npt.NDArray[Any]) -> str:
    """Numbers as a matrix, for KaTeX."""
    rows = " \\\\ ".join(" & ".join(f"{value:.4g}" for value in row) for row in values)
    return f"\\begin{{bmatrix}} {rows} \\end{{bmatrix}}"


def _shown(values: npt.NDArray[Any]) -> str:
    return f"\n\n$${_grid(values)}$$"
