"""The one place that trains: a new head on a frozen base, whose answers to every picture are computed only once."""

import time
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split

from lessons.nets.device import use_device
from lessons.nets.inference import run_layers
from lessons.nets.vgg16 import load_vgg16, random_vgg16
from lessons.training.evaluation import TestReport, evaluate
from lessons.training.features import TrainingStopped, dataset_features
from lessons.training.settings import TrainingSettings

PHASES = {
    "features": "Showing every picture to the frozen base, once",
    "training": "Training the new head",
    "evaluation": "Judging it on the test pictures",
}
"""Phase -> what happens in it, in words for learners."""


@dataclass(frozen=True)
class Epoch:
    """Figures after one pass over the training pictures. The validation pictures were not trained on."""

    number: int  # from 1
    loss: float  # cross-entropy in nats
    accuracy: float  # in [0, 1]
    validation_loss: float
    validation_accuracy: float


@dataclass(frozen=True)
class Step:
    """How far a run has come. Immutable, so that it can be handed from the training thread to a page."""

    phase: str  # a key of PHASES
    done: int  # pictures in phase "features", batches in phase "training"
    total: int
    seconds: float  # since this phase began
    history: tuple[Epoch, ...] = ()

    @property
    def seconds_left(self):
        """Expected seconds to the end of this phase, or None before anything is known."""
        return self.seconds / self.done * (self.total - self.done) if self.done else None


@dataclass(frozen=True, eq=False)
class FitResult:
    """A trained model and everything that is needed to judge it."""

    model: keras.Model  # raw 0-255 RGB of (pictures, size, size, 3) -> probabilities in the order of `labels`
    labels: tuple[str, ...]
    history: tuple[Epoch, ...]
    test_report: TestReport
    settings: TrainingSettings
    device: str
    seconds: float  # the whole run
    stopped: bool  # before the last epoch


def fit(settings, dataset, *, on_step=None, should_stop=None):
    """Train a new head on frozen VGG16 for the classes of a data set. Synchronous.

    Parameters
    ----------
    settings : TrainingSettings
    dataset : lessons.training.datasets.Dataset
    on_step : function of a Step, or None
        Called after every batch of either phase. It must return quickly.
    should_stop : function without arguments, or None
        Asked before every batch. When it returns True, training ends within that batch, and what was learned so far is
        kept and judged.

    Returns
    -------
    FitResult
        The same settings, data set and device give the same result: nothing depends on the process's random state.

    Raises
    ------
    TrainingStopped
        If it was stopped before the first batch of training.
    """
    on_step = on_step or (lambda step: None)
    should_stop = should_stop or (lambda: False)
    began = time.perf_counter()
    device = use_device()

    base = _load_base(settings)
    base_features, test_features = _features(settings, dataset, base, on_step, should_stop)
    train, validation = train_test_split(
        np.arange(len(dataset.train)),
        test_size=settings.validation_share,
        stratify=dataset.train.targets,
        random_state=settings.seed,
    )
    head = keras.Sequential([keras.Input(base_features.shape[1:]), *_head_layers(settings, len(dataset.labels))], name="head")
    history, stopped = _train(
        head,
        settings,
        (base_features[train], dataset.train.targets[train]),
        (base_features[validation], dataset.train.targets[validation]),
        on_step,
        should_stop,
    )

    on_step(Step("evaluation", 0, len(dataset.test), 0.0, history))
    (probabilities,) = run_layers(head, test_features, ["probabilities"])
    return FitResult(
        model=_on_top_of(base, head, settings, len(dataset.labels)),
        labels=dataset.labels,
        history=history,
        test_report=evaluate(probabilities, dataset.test.targets, dataset.labels),
        settings=settings,
        device=device,
        seconds=time.perf_counter() - began,
        stopped=stopped,
    )


def _load_base(settings):
    if settings.base == "random":
        return random_vgg16(size=settings.image_size, seed=settings.seed)
    return load_vgg16(size=settings.image_size)


def _features(settings, dataset, base, on_step, should_stop):
    began, total = time.perf_counter(), len(dataset.train) + len(dataset.test)

    def on_batch(done):
        on_step(Step("features", done, total, time.perf_counter() - began))

    return dataset_features(settings, dataset, base, on_batch=on_batch, should_stop=should_stop)


def _head_layers(settings, classes):
    """Each map becomes one number, a hidden layer combines them, the last layer has one unit per class."""
    initial = [keras.initializers.GlorotUniform(seed=settings.seed + offset) for offset in (1, 2)]
    return [
        keras.layers.GlobalAveragePooling2D(name="average"),
        keras.layers.Dense(settings.units, activation="relu", kernel_initializer=initial[0], name="hidden"),
        keras.layers.Dense(classes, activation="softmax", kernel_initializer=initial[1], name="probabilities"),
    ]


def _train(head, settings, train, validation, on_step, should_stop):
    """Fit the head; returns the history, and whether it was stopped before the last epoch."""
    features, targets = train
    batches = tf.data.Dataset.from_tensor_slices((features, targets))
    batches = batches.shuffle(len(targets), seed=settings.seed).batch(settings.batch_size).prefetch(1)
    if should_stop():
        raise TrainingStopped
    head.compile(
        optimizer=keras.optimizers.Adam(settings.learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    watcher = _Watcher(settings.epochs, -(-len(targets) // settings.batch_size), on_step, should_stop)
    head.fit(batches, validation_data=validation, epochs=settings.epochs, shuffle=False, callbacks=[watcher], verbose=0)
    return tuple(watcher.history), watcher.stopped


class _Watcher(keras.callbacks.Callback):
    """Reports every batch, and stops the training within the batch in which it is told to."""

    def __init__(self, epochs, batches_per_epoch, on_step, should_stop):
        super().__init__()
        self.history, self.stopped = [], False
        self._batches_done = 0
        self._total = epochs * batches_per_epoch
        self._on_step, self._should_stop = on_step, should_stop
        self._began = time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        self._batches_done += 1
        self._report()
        if self._batches_done < self._total and self._should_stop():
            self.stopped = self.model.stop_training = True

    def on_epoch_end(self, epoch, logs=None):
        self.history.append(
            Epoch(
                number=epoch + 1,
                loss=float(logs["loss"]),
                accuracy=float(logs["accuracy"]),
                validation_loss=float(logs["val_loss"]),
                validation_accuracy=float(logs["val_accuracy"]),
            )
        )
        self._report()

    def _report(self):
        seconds = time.perf_counter() - self._began
        self._on_step(Step("training", self._batches_done, self._total, seconds, tuple(self.history)))


def _on_top_of(base, head, settings, classes):
    """One flat network from the raw picture to the probabilities: no model inside a model, so every layer can be asked."""
    outputs = base.outputs[0]
    for layer in _head_layers(settings, classes):
        outputs = layer(outputs)
    model = keras.Model(base.inputs, outputs, name="fine_tuned")
    for layer in head.layers:
        model.get_layer(layer.name).set_weights(layer.get_weights())
    return model
