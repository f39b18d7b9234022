"""Twenty layers with shortcuts and twenty without, trained on the same batches side by side."""

import time
from collections.abc import Mapping

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from lessons.data.examples import Dataset
from lessons.images.resizing import square
from lessons.nets.building import NORM_MOMENTUM
from lessons.nets.device import use_device
from lessons.training.loop import Goal, train
from lessons.training.race_results import DepthRace, SlopeRecord
from lessons.training.race_settings import NETWORKS, RaceSettings
from lessons.training.split import hold_back
from lessons.work.progress import OnStep, ShouldStop, never, silent

SIDE = 16  # rows and columns of the pictures
FILTERS = 16
BLOCKS = 9  # of two convolutions each; the first convolution and the dense layer make it twenty layers
_ASKED = 32  # pictures by which slopes are measured


def build_pair(settings: RaceSettings, classes: int) -> tuple[keras.Model, dict[str, list[str]]]:
    """Both networks in one model, with the same weights at the start, and the names of the layers whose maps are asked for.

    Returns
    -------
    (model, names) : raw 0-255 RGB -> a dict of network -> probabilities; network -> layers
    """
    use_device()
    inputs = keras.Input((SIDE, SIDE, 3), name="picture")
    scaled = keras.layers.Rescaling(1 / 127.5, offset=-1, name="preprocessing")(inputs)
    outputs, names = {}, {}
    for network in NETWORKS:
        outputs[network], names[network] = _network(scaled, network, settings, classes)
    return keras.Model(inputs, outputs, name="pair"), names


def _network(
    inputs: keras.KerasTensor, network: str, settings: RaceSettings, classes: int
) -> tuple[keras.KerasTensor, list[str]]:
    names: list[str] = []

    def convolution(maps: keras.KerasTensor, add: keras.KerasTensor | None = None) -> keras.KerasTensor:
        number = len(names) + 1
        start = keras.initializers.GlorotUniform(1000 * settings.seed + number)
        maps = keras.layers.Conv2D(FILTERS, 3, padding="same", kernel_initializer=start, name=f"{network}_conv{number}")(maps)
        if settings.norm:
            maps = keras.layers.BatchNormalization(momentum=NORM_MOMENTUM, name=f"{network}_norm{number}")(maps)
        if add is not None:
            maps = keras.layers.Add(name=f"{network}_add{number}")([add, maps])
        names.append(f"{network}_relu{number}")
        return keras.layers.ReLU(name=names[-1])(maps)

    maps = convolution(inputs)
    for _ in range(BLOCKS):
        maps = convolution(convolution(maps), maps if network == "shortcuts" else None)
    vector = keras.layers.GlobalAveragePooling2D(name=f"{network}_average")(maps)
    start = keras.initializers.GlorotUniform(1000 * settings.seed)
    dense = keras.layers.Dense(classes, activation="softmax", kernel_initializer=start, name=network)
    return dense(vector), names


def slopes_of(
    model: keras.Model, names: Mapping[str, list[str]], pictures: npt.NDArray, targets: npt.NDArray
) -> dict[str, npt.NDArray[np.float32]]:
    """The length of the loss's slope with regard to the maps of each layer, as training meets it. The model stays as it is."""
    weights = model.get_weights()
    wanted = {name: model.get_layer(name).output for network in NETWORKS for name in names[network]}
    probe = keras.Model(model.inputs, {**wanted, **dict(zip(NETWORKS, model.outputs, strict=True))}, name="probe")
    found = {}
    with tf.GradientTape(persistent=True) as tape:
        answers = probe([tf.constant(pictures, tf.float32)], training=True)
        losses = {
            name: tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(targets, answers[name])) for name in NETWORKS
        }
    for network in NETWORKS:
        slopes = tape.gradient(losses[network], [answers[name] for name in names[network]])
        found[network] = np.array([float(tf.norm(slope)) for slope in slopes], np.float32)
    model.set_weights(weights)  # batch normalisation has moved its averages
    return found


def fit_race(
    settings: RaceSettings, dataset: Dataset, *, on_step: OnStep | None = None, should_stop: ShouldStop | None = None
) -> DepthRace:
    """Train both. Synchronous.

    Each network's weights learn from its own loss alone: that they are one model only has them see the same batches.

    Parameters
    ----------
    settings : lessons.training.race_settings.RaceSettings
    dataset : lessons.data.datasets.Dataset
        Its training pictures are split into training and validation.
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    DepthRace. The same settings, data set and device give the same.

    Raises
    ------
    Stopped
        If it was stopped before the first batch.
    """
    began, device = time.perf_counter(), use_device()
    model, names = build_pair(settings, len(dataset.labels))
    pictures = np.stack([square(image, SIDE) for image in dataset.train.images])
    targets = dataset.train.targets
    learning, checking = hold_back(dataset.train, settings)
    asked = learning[np.linspace(0, len(learning) - 1, min(_ASKED, len(learning))).astype(int)]

    def record(epoch: int) -> SlopeRecord:
        return SlopeRecord(epoch, slopes_of(model, names, pictures[asked], targets[asked]))

    goal = Goal(dict.fromkeys(NETWORKS, "sparse_categorical_crossentropy"), {name: ["accuracy"] for name in NETWORKS})
    taught, checked = ((pictures[part], dict.fromkeys(NETWORKS, targets[part])) for part in (learning, checking))
    trained = train(model, settings, taught, checked, on_step or silent, should_stop or never, record, goal=goal)
    return DepthRace(
        history=trained.history,
        records=trained.records,
        settings=settings,
        parameters=sum(int(np.prod(weight.shape)) for weight in model.trainable_weights) // len(NETWORKS),
        seconds=time.perf_counter() - began,
        device=device,
        stopped=trained.stopped,
    )
