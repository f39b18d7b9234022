"""Questions of every lesson about several hundred sets of numbers, odd ones too, as the pages would ask them."""

import itertools
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
from scipy.special import softmax

from lessons.core.activation import ACTIVATIONS
from lessons.core.architecture import PRESETS, describe, parse_stack
from lessons.core.backpropagation import forward_and_back, random_weights
from lessons.core.boxes import agreement
from lessons.core.convolution import convolve2d
from lessons.core.kernels import FILTERS, KERNELS
from lessons.core.pooling import pool2d
from lessons.core.receptive_field import ReceptiveField, receptive_field
from lessons.core.scaling import luma
from lessons.nets.classification import Label
from lessons.nets.probing import layer_rows
from lessons.nets.units import unit_sum
from lessons.nets.vgg16 import build_vgg16
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
from lessons.training.evaluation import evaluate
from lessons.training.settings import TrainingSettings

# VGG16's convolutions and how many pixels wide their receptive fields are, as the literature has them (Araujo et al.,
# "Computing receptive fields of convolutional neural networks", Distill 2019, table of networks, and by its formula).
VGG16_FIELDS = {
    "block1_conv1": 3, "block1_conv2": 5, "block2_conv1": 10, "block2_conv2": 14, "block3_conv1": 24, "block3_conv2": 32,
    "block3_conv3": 40, "block4_conv1": 60, "block4_conv2": 76, "block4_conv3": 92, "block5_conv1": 132, "block5_conv2": 164,
    "block5_conv3": 196,
}  # fmt: skip


@dataclass
class Case:
    """The questions of a lesson about some numbers, and those numbers."""

    slug: str
    questions: list
    given: SimpleNamespace = field(default_factory=SimpleNamespace)


def vgg16_sliding(layer):
    """The windows and strides of VGG16 up to a convolution."""
    sliding = []
    for name in VGG16_FIELDS:
        if sliding and name.endswith("conv1"):
            sliding.append((2, 2))
        sliding.append((3,))
        if name == layer:
            return sliding
    raise KeyError(layer)


def generated(rng):
    """Questions of every lesson that has some, about several hundred sets of numbers, odd ones too."""
    yield from about_pictures(rng)
    yield from about_networks(rng)
    yield from about_training(rng)
    yield from about_scenes(rng)
    for name, seed in itertools.product(SCENARIOS, range(8)):
        yield Case("approach", approach_questions(scenario(name, seed)))


def about_pictures(rng):
    flat, white = np.full((9, 12, 3), 77, np.uint8), np.full((9, 12, 3), 255, np.uint8)
    pictures = [rng.integers(0, 256, (9, 12, 3), dtype=np.uint8) for _ in range(20)]
    for colours in (*pictures, flat, white, np.zeros((9, 12, 3), np.uint8)):
        row, column = int(rng.integers(0, 9)), int(rng.integers(0, 12))
        given = SimpleNamespace(image=colours)
        yield Case("pixels", pixel_questions(colours, luma(colours), row=row, column=column), given)
    image = rng.integers(0, 256, (20, 24)).astype(np.float32)
    paper = np.full((20, 24), 255, np.float32)
    for (name, kernel), stride, picture in itertools.product(KERNELS.items(), (1, 2), (image, paper)):
        how = {"stride": stride, "padding": "same" if stride == 1 else "valid", "dilation": 1, "boundary": "zero"}
        output = convolve2d(picture, kernel, **how)
        row, column = output.shape[0] // 2, output.shape[1] // 2
        given = SimpleNamespace(image=picture, kernel=kernel, how=how, row=row, column=column)
        asked = convolution_questions(picture, kernel, output, row=row, column=column, how=how)
        yield Case("convolution", asked, given)
        for function in ACTIVATIONS:
            after = ACTIVATIONS[function](output)
            given = SimpleNamespace(function=function, before=output, row=row, column=column)
            yield Case("activation", activation_questions(output, after, name=function, row=row, column=column), given)
        if name in ("sobel_x", "box_blur"):
            for mode, size, changes in itertools.product(
                ("max", "average"), (2, 3), ((0.3, 0.2), (0.1, 0.1), (0.2, 0.3), (0.2, 0.0))
            ):
                how = {"size": size, "stride": stride, "padding": "valid", "mode": mode, "row": 2, "column": 3}
                pooled = pool2d(output, size, stride=stride, mode=mode)
                given = SimpleNamespace(image=output, pooled=pooled, changes=changes, **how)
                asked = pooling_questions(output, pooled, shift=int(rng.integers(1, 9)), changes=changes, **how)
                yield Case("pooling", asked, given)
    for (_, kernel), bias, picture in itertools.product(FILTERS.items(), (0, -40), (pictures[0], white)):
        asked = filter_questions(picture, kernel, bias, row=2, column=3, layers=int(rng.integers(1, 7)))
        yield Case("filters", asked)
    for losses in (rng.uniform(0, 2, 5), np.ones(5), np.array([1.0, 3.0])):
        for _ in range(8):
            numbers = {
                "weight": float(rng.normal()),
                "gradient": float(rng.normal()),
                "rate": float(rng.choice([0.001, 0.1, 1.0])),
            }
            yield Case("learn_kernel", learning_questions(**numbers, losses=losses))
    yield Case("learn_kernel", learning_questions(weight=0.0, gradient=-0.0, rate=0.1, losses=np.zeros(3)))
    for number in range(24):
        small, right = random_weights(rng), number % 2
        found = forward_and_back(rng.normal(size=(5, 5)), small, right)
        asked = backpropagation_questions(small, found, right=right, rate=float(rng.choice([0.01, 0.3, 3.0])))
        yield Case("backpropagation", asked)
    for sizes in ((64, 1), (64, 3), (64, 4, 2)):
        for _ in range(8):
            pixel, weight, bias = float(rng.uniform(0.05, 0.95)), float(rng.normal(0, 2)), float(rng.normal())
            yield Case("network", network_questions(pixel, weight, bias, sizes))
    yield Case("network", network_questions(0.5, -3.0, -1.0, (64, 1)))
    for scale in (4, 0.5, 0):
        for _ in range(6):
            maps, logits = rng.uniform(0, 2, (6, 6, 4)), (scale * rng.normal(size=8)).astype(np.float32)
            row, column, channel = (int(rng.integers(0, length)) for length in maps.shape)
            given = SimpleNamespace(shape=maps.shape, classes=8)
            yield Case(
                "dense", dense_questions(maps, logits, tuple("abcdefgh"), row=row, column=column, channel=channel), given
            )


TIED = (
    "conv 8; conv 16; conv 16; conv 16; global",
    "conv 64; max; conv 64; max; conv 64; global",
    "conv 8; norm; flatten; dense 10",
)


def about_networks(rng):
    for stack, size in itertools.product((*PRESETS.values(), *TIED), (32, 64)):
        rows, shape = describe(parse_stack(stack), (size, size, 3), 6), (size, size, 3)
        yield Case("build", build_questions(rows, shape), SimpleNamespace(rows=rows, stack=stack, shape=shape))
    base = build_vgg16(size=32)
    rows = layer_rows(base)
    for classes in (0, 2):
        yield Case("vgg16", vgg16_questions(rows, [Label(3, "cat", 0.8)], classes=classes), SimpleNamespace(model=base))
    for layer in VGG16_FIELDS:
        channels = 3 if layer == "block1_conv1" else 8
        inputs = rng.normal(size=(6, 6, channels)).astype(np.float32)
        unit = unit_sum(inputs, rng.normal(size=(3, 3, channels)), float(rng.normal()), 2, 3)
        fields = receptive_field(vgg16_sliding(layer))[-1]
        for size in (40, 224):
            step = 2 ** (int(layer[5]) - 1)
            given = SimpleNamespace(slope=0, wide=VGG16_FIELDS[layer], apart=f"{step} pixel{'s' if step > 1 else ''}")
            yield Case("unit", unit_questions(unit, field=fields, layer=layer, size=size), given)
    for slope, side, sign in itertools.product((0.1, 1.0), (1, 3), (1, -1)):
        inputs, weights = (rng.uniform(0, 1, shape).astype(np.float32) for shape in ((6, 6, 8), (side, side, 8)))
        unit = unit_sum(inputs, sign * weights, float(rng.normal()), 2, 3, slope=slope)
        fields = ReceptiveField(286, 32, -143, shared=2, ahead=-1)
        yield Case(
            "unit",
            unit_questions(unit, field=fields, layer="conv11", size=416, slope=slope),
            SimpleNamespace(slope=slope, wide=286, apart="0 or 32 pixels, by turns"),
        )
    for shape in ((3, 3, 128, 256), (3, 3, 3, 64)):
        yield Case("visualise", visualise_questions(np.zeros(shape), layer="block3_conv1"), SimpleNamespace(kernel=shape))
    for cells, size in (((7, 7), 224), ((14, 14), 224), ((4, 4), 64), ((1, 1), 32)):
        yield Case("explain", explain_questions(cells, size=size, label="teapot"))
    methods = ("saliency", "grad_cam", "guided_backprop")
    for _ in range(10):
        yield Case("believe", belief_questions({name: float(rng.uniform(-1, 1)) for name in methods}, layers=3))
    yield Case("believe", belief_questions({"saliency": 0.1, "grad_cam": 0.501, "guided_backprop": 0.502}, layers=3))
    for count, side, value, mean, spread in (
        (8, 64, 3.1, 0.6, 0.7),
        (512, 14, -2, 1, 4),
        (4, 28, 0, 0.5, 0.5),
        (64, 56, 7, 2, 2),
    ):
        given = SimpleNamespace(count=count, side=side, value=value, mean=mean, spread=spread)
        yield Case("blocks", block_questions(count, side, value=value, mean=mean, spread=spread), given)
    for side, patch, numbers in ((32, 4, 32), (224, 16, 768), (64, 8, 16), (96, 32, 64)):
        given = SimpleNamespace(side=side, patch=patch, numbers=numbers)
        yield Case("timeline", timeline_questions(side, patch, numbers), given)
    for pictures, classes in ((119, 6), (119, 8), (40, 2), (20, 3), (96, 10)):
        yield Case("neighbours", neighbour_questions(pictures, classes), SimpleNamespace(classes=classes))
    for side, patch in ((224, 44), (96, 20), (128, 64), (160, 7)):
        before, after = (float(logit) for logit in rng.uniform(-3, 12, 2))
        yield Case("erase", erase_questions(side, patch, before, after))
    for size, strength, value in ((224, 1, 0), (224, 4, 1), (96, 16, 7), (128, 2, 5), (32, 3, 3)):
        given = SimpleNamespace(size=size, strength=strength, value=value)
        yield Case("fool", fool_questions(size, strength, value=value), given)
    for channels, filters in ((32, 64), (64, 128)):
        yield Case("zoo", zoo_questions(channels=channels, kernel=3, filters=filters))


def about_training(rng):
    for network, size, units in (("vgg16", 96, 64), ("efficientnet_lite0", 160, 16), ("vgg16", 64, 64)):
        settings = TrainingSettings(network=network, image_size=size, units=units)
        yield Case("fine_tune", fine_tune_questions(settings, classes=int(rng.integers(2, 9))))
    for counts in (None, {"a": (7, 3), "b": (40, 12), "c": (9, 2)}, {"a": (30, 10), "b": (30, 10)}, {"a": (4, 1), "b": (4, 1)}):
        given = SimpleNamespace(counts=counts or {"cup": (45, 15), "glass": (15, 5)})
        yield Case("collect", collect_questions(counts), given)
    for counts, epochs, units in (((30, 30), 20, 64), ((5, 8, 12), 1, 16), ((40, 7), 60, 128)):
        yield Case("train", train_questions(counts, epochs=epochs, units=units), SimpleNamespace(counts=counts))
    for pictures, right, said, temperature in ((40, 30, 95, 2.0), (405, 299, 97, 2.88), (3, 3, 91, 0.5), (600, 384, 64, 1.5)):
        yield Case("confidence", confidence_questions(pictures, right, said, (7.25, 1.5), temperature))
    for heat, area, right, count in (
        (61, 4, (80, 40), 80),
        (40, 18, (38, 20), 40),
        (100, 20, (80, 79), 80),
        (2, 4, (9, 0), 10),
    ):
        yield Case("shortcut", shortcut_questions(heat, area, right, count))
    yield Case("judge", judge_questions(None))
    for classes, count in ((2, 50), (3, 50), (7, 50), (2, 6)):
        labels = tuple("abcdefg"[:classes])
        targets = np.r_[np.arange(classes), rng.integers(0, classes, count - classes)]
        for probabilities in (
            softmax(rng.normal(0, 2, (count, classes)), axis=1),
            np.eye(classes)[np.full(count, classes - 1)],
        ):
            yield Case("judge", judge_questions(evaluate(probabilities.astype(np.float32), targets, labels)))
    for labels in (("cup", "glass", "plate"), ("cat", "dog")):
        yield Case("take_home", take_home_questions(labels), SimpleNamespace(labels=labels))
    told = {"surest": ("white paper", "pituitary", 0.97), "label": "glioma", "probability": 0.93}
    yield Case("medicine", medicine_questions(cells=(7, 7, 512), units=64, **told))


def about_scenes(rng):
    for _ in range(20):
        left, top, width, height = (int(value) for value in rng.integers(1, 30, 4))
        yield Case(
            "localisation", localisation_questions((left, top, left + width, top + height), size=64, classes=3, flat=4096)
        )
        other = (left + float(rng.integers(-20, 20)), top, left + width + 20.4, top + height + 3)
        steps = agreement((left, top, left + width, top + height), other)
        cells, anchors, classes = int(rng.choice([4, 8, 16])), int(rng.integers(1, 4)), int(rng.integers(1, 7))
        yield Case("detection", detection_questions(steps, cells=cells, anchors=anchors, classes=classes))
    for pair in (((0, 0, 4, 4), (9, 9, 12, 12)), ((0, 0, 9, 9), (2, 2, 4, 4)), ((0, 0, 9, 9), (0, 0, 9, 9))):
        yield Case("detection", detection_questions(agreement(*pair), cells=8, anchors=2, classes=3))
    for column, step, anchor, *shares in (
        (6, 32.0, 135, 0.45, 1.38, 0.81, 0.79),
        (0, 16.0, 10, 0.0, 1.0, 0.0, 0.5),
        (25, 16.0, 37, 1.0, 0.004, 1.0, 1.0),
        (1, 32.0, 344, 0.5, 2.0, 0.5, 0.5),
        *(
            (*map(int, (rng.integers(26), 16, rng.choice([10, 81, 344]))), *rng.uniform(0, 1.2, 4).clip(0, 1))
            for _ in range(20)
        ),
    ):
        names = ("across", "wider", "objectness", "probability")
        about = dict(zip(names, map(float, shares), strict=True)) | {"label": "cup", "anchor_width": anchor}
        yield Case("yolo", yolo_questions(column=column, step=step, **about))
    yield Case("localisation", localisation_questions((0.0, 3.2, 64.0, 9.7), size=64, classes=3, flat=4096))
    for shared, missed, wrong, objects in ((265, 91, 91, 4), (0, 30, 12, 1), (50, 0, 0, 2), (40, 0, 9, 3), (40, 9, 0, 1)):
        yield Case("segmentation", segmentation_questions(np.array([[1800, wrong], [missed, shared]]), objects=objects))
    for rejected in (0, 7, 50, 100):
        yield Case("faces", face_questions(same=100, different=9900, rejected=rejected, threshold=0.4))
