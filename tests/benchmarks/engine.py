"""Convolution, feature maps and training, each against an independent way to do the same."""

import time
from statistics import median

import cv2
import keras
import numpy as np
import onnxruntime
import tensorflow as tf

from lessons.core.convolution import convolve2d
from lessons.core.yolo import SIZE
from lessons.data.datasets import DATASETS, Dataset
from lessons.finding.proposals import propose
from lessons.images.letterbox import letterbox
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.attribution import OCCLUSIONS, grad_cam, occlusion
from lessons.nets.brain_mri import load_brain_mri
from lessons.nets.gradients import class_logits
from lessons.nets.imagenet import classifier
from lessons.nets.inference import hold_constant, run_layers
from lessons.nets.probing import feature_maps
from lessons.nets.vgg16 import load_vgg16
from lessons.nets.weights import VGG16_SOURCE
from lessons.nets.yolov3_tiny import load_yolo
from lessons.training.arms import assemble
from lessons.training.fit import fit
from lessons.training.settings import TrainingSettings
from tests.benchmarks.timing import Comparison, medians
from tests.darknet import onnx_bytes


def convolution():
    """`convolve2d`, 3 × 3 on 512 × 512, against one eager call of TensorFlow on the same arrays."""
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(512, 512)).astype(np.float32), rng.normal(size=(3, 3)).astype(np.float32)
    batch, filters = tf.constant(image[None, :, :, None]), tf.constant(kernel[:, :, None, None])
    seconds = medians(
        lambda: convolve2d(image, kernel),
        lambda: tf.nn.conv2d(batch, filters, strides=1, padding="VALID").numpy(),
        rounds=200,
        warm_up=20,
    )
    return Comparison("`convolve2d`, 3 × 3 on 512 × 512", "`tf.nn.conv2d`, eager", *seconds, "at most 3")


def maps():
    """All 18 maps of a picture, asked for as the README does, from the third call on.

    Compared with the wheel's own graph in ONNX Runtime, whose input is 240 × 240.
    """
    picture, model = SAMPLES["chelsea"].load(), load_vgg16()
    session = onnxruntime.InferenceSession(VGG16_SOURCE.read(), providers=["CPUExecutionProvider"])
    batch = np.random.default_rng(0).uniform(0, 1, (1, 240, 240, 3)).astype(np.float32)
    ours, theirs = medians(
        lambda: feature_maps(model, picture), lambda: session.run(None, {"input": batch}), rounds=25, warm_up=2
    )
    reference = "ONNX Runtime, one forward pass, scaled to 224"
    what = "`feature_maps(load_vgg16(), picture)` from the third call on"
    return Comparison(what, reference, ours, theirs * (224 / 240) ** 2, "at most 1.25")


def detection():
    """YOLOv3-tiny from a picture to all its boxes, against ONNX Runtime's and OpenCV's forward pass of its authors' plan."""
    graph, model = onnx_bytes(), hold_constant(load_yolo())
    picture = letterbox(SAMPLES["coffee"].load(), SIZE).pixels
    batch = np.ascontiguousarray((picture.astype(np.float32) / 255).transpose(2, 0, 1)[None])
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    net = cv2.dnn.readNetFromONNX(np.frombuffer(graph, np.uint8))
    ends = [output.name for output in session.get_outputs()]

    def by_opencv():
        net.setInput(batch)
        return net.forward(ends)

    what = "`propose(load_yolo(), picture)`"
    for name, theirs in (("ONNX Runtime", lambda: session.run(ends, {"picture": batch})), ("OpenCV", by_opencv)):
        seconds = medians(lambda: propose(model, picture), theirs, rounds=25, warm_up=3)
        yield Comparison(what, f"{name}, one forward pass", *seconds, "at most 1.3")


def explanations():
    """Grad-CAM against a forward pass of the same network, and occlusion in batches against a call for each position."""
    model, image = load_brain_mri(), SAMPLES["chelsea"].load()
    picture = square(image, model.inputs[0].shape[1])[np.newaxis]
    cam = medians(
        lambda: grad_cam(model, image, 1), lambda: run_layers(model, picture, ["probabilities"]), rounds=15, warm_up=3
    )
    small = classifier()
    covered = square(image, 224)[np.newaxis]

    def one_by_one():
        for _ in range(OCCLUSIONS**2):
            class_logits(small, covered)

    occluded = medians(lambda: occlusion(small, image, 285), one_by_one, rounds=3, warm_up=1)
    positions = f"{OCCLUSIONS} × {OCCLUSIONS} positions"
    return [
        Comparison("Grad-CAM at the last convolution, VGG16 240 × 240", "a forward pass", *cam, "at most 1.6"),
        Comparison(f"occlusion, {positions}, EfficientNet-Lite0", "a call per position", *occluded, "at most 0.5"),
    ]


def two_hundred():
    """200 texture patches to learn from."""
    textures = DATASETS["textures"]
    chosen = np.arange(len(textures.train)).reshape(8, 40)[:, :25].ravel()
    return Dataset("200 pictures", "", "", textures.labels, textures.train.subset(chosen), textures.test.subset([0, 20, 40]))


def fine_tuning():
    """The last block fine-tuned for 5 epochs after a head of 1, against Keras fitting the whole network the same way.

    Ours are medians of three runs: now and then one takes half as long again, for which we found no cause.
    """
    settings = TrainingSettings(arm="fine_tuned", network="vgg16", image_size=96, epochs=1, unfrozen=3, fine_epochs=5)
    datasets = [two_hundred() for _ in range(3)]  # nothing is known of any of them
    dataset = datasets[-1]
    fit(
        TrainingSettings(arm="fine_tuned", network="vgg16", image_size=64, epochs=1, fine_epochs=1), DATASETS["faces"]
    )  # wakes TensorFlow
    first = median(_seconds(lambda data=data: fit(settings, data)) for data in datasets)
    again = median(_seconds(lambda: fit(settings, dataset)) for _ in range(3))
    assembly = assemble(settings, 8)
    pictures = np.stack(dataset.train.images).astype(np.float32)
    order = np.random.default_rng(0).permutation(len(pictures))

    def plain(learned, epochs):
        for layer in assembly.model.layers:
            layer.trainable = layer in learned
        assembly.model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        assembly.model.fit(
            pictures[order], dataset.train.targets[order], validation_split=0.2, batch_size=32, epochs=epochs, verbose=0
        )

    head, last_block = (stage.learned for stage in assembly.stages)
    block = _seconds(lambda: (plain(head, 1), plain(last_block, 5)))
    every_layer = [layer for layer in assembly.model.layers if layer.name != "preprocessing"]
    whole = _seconds(lambda: (plain(head, 1), plain(every_layer, 5)))
    what = "the last block fine-tuned for 5 epochs, 200 pictures, 96 × 96"
    return [
        Comparison(what, "`fit` of the whole network, all of it learning", first, whole, "at least 4 times faster"),
        Comparison(
            what,
            "`fit` of the whole network, the same layers learning",
            first,
            block,
            "at least 4 times faster",
        ),
        Comparison("the same pictures again", "the same", again, block, "at least 4 times faster"),
    ]


def training():
    """10 epochs on 200 pictures at 96 × 96: ours, first and again, against Keras fitting the whole frozen network."""
    settings = TrainingSettings(network="vgg16", image_size=96, epochs=10, validation_share=0.2)
    dataset = two_hundred()
    fit(
        TrainingSettings(network="vgg16", image_size=64, epochs=1), DATASETS["faces"]
    )  # wakes TensorFlow and compiles what all runs share
    first, again = (_seconds(lambda: fit(settings, dataset)) for _ in range(2))

    pictures = np.stack(dataset.train.images).astype(np.float32)
    base = load_vgg16(size=96)
    vector = keras.layers.GlobalAveragePooling2D(name="average")(base.outputs[0])
    vector = keras.layers.Dense(64, activation="relu", name="hidden")(vector)
    whole = keras.Model(base.inputs, keras.layers.Dense(8, activation="softmax", name="probabilities")(vector))
    whole.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    order = np.random.default_rng(0).permutation(len(pictures))
    frozen = _seconds(
        lambda: whole.fit(
            pictures[order], dataset.train.targets[order], validation_split=0.2, batch_size=32, epochs=10, verbose=0
        )
    )
    reference = "`fit` of the whole frozen model"
    return [
        Comparison(
            "10 epochs on 200 pictures, 96 × 96, the features counted in", reference, first, frozen, "at least 5 times faster"
        ),
        Comparison("the same pictures again", reference, again, frozen, "at least 20 times faster"),
    ]


def _seconds(function):
    began = time.perf_counter()
    function()
    return time.perf_counter() - began
