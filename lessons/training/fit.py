"""Fine-tuning: a new head on a frozen base, whose answers to every picture are computed only once."""

import time

import keras

from lessons.nets.device import use_device
from lessons.nets.inference import run_layers
from lessons.nets.vgg16 import load_vgg16, random_vgg16
from lessons.training.evaluation import evaluate
from lessons.training.features import dataset_features
from lessons.training.loop import hold_back, train
from lessons.training.progress import FitResult, Step


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
    learning, validation = hold_back(dataset.train.targets, settings)
    head = keras.Sequential([keras.Input(base_features.shape[1:]), *_head_layers(settings, len(dataset.labels))], name="head")
    history, stopped, _ = train(
        head,
        settings,
        (base_features[learning], dataset.train.targets[learning]),
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


def _on_top_of(base, head, settings, classes):
    """One flat network from the raw picture to the probabilities: no model inside a model, so every layer can be asked."""
    outputs = base.outputs[0]
    for layer in _head_layers(settings, classes):
        outputs = layer(outputs)
    model = keras.Model(base.inputs, outputs, name="fine_tuned")
    for layer in head.layers:
        model.get_layer(layer.name).set_weights(layer.get_weights())
    return model
