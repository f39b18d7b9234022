"""The training loop: it reports every batch, and stops within the batch in which it is told to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from lessons.training.recipes import early_stopping, make_optimiser
from lessons.training.records import Records
from lessons.training.settings import RunSettings
from lessons.work.progress import Epoch, OnStep, Phase, ShouldStop, Stopped

_JUDGED = 32  # validation pictures in a batch


@dataclass(frozen=True)
class Goal:
    """What a run makes small, and the figures that it reports beside the loss: both as `keras.Model.compile` takes them."""

    loss: object = "sparse_categorical_crossentropy"
    metrics: Mapping[str, Any] | Sequence[Any] = ("accuracy",)


CLASSES = Goal()
"""To tell classes apart, with softmax outputs."""


@dataclass(frozen=True)
class Stretch:
    """One stretch of training with one learning rate. A run has one, or two where it fine-tunes after the head."""

    epochs: int
    learning_rate: float
    phase: str = "training"  # a key of `lessons.work.progress.PHASES`
    earlier: tuple[Epoch, ...] = ()  # the epochs before it, which its own are counted on from
    records: tuple = ()  # the records of those epochs, in a run that records them


@dataclass(frozen=True, eq=False)
class Trained:
    """What a stretch of training leaves beside the model's new weights."""

    history: tuple[Epoch, ...]  # with the epochs before the stretch
    kept: Epoch  # of these the one whose weights the model has: the last, or the best one where early stopping is on
    stopped: bool  # whether it was told to stop
    records: tuple  # what `record` returned, with the records of the epochs before


def train(
    model: keras.Model,
    settings: RunSettings,
    training: tuple[Any, Any],
    validation: tuple[Any, Any],
    on_step: OnStep,
    should_stop: ShouldStop,
    record: Callable[[int], Any] | None = None,
    *,
    stretch: Stretch | None = None,
    goal: Goal = CLASSES,
) -> Trained:
    """Fit a model: the one place that trains.

    Parameters
    ----------
    model : keras.Model, changed in place
    settings : RunSettings
    training : pair of the inputs and the targets
        The inputs are an array, or a tuple of arrays of the same shape: variants that take turns, epoch after epoch.
        The targets are an array, or for a model of several outputs a dict of arrays by name.
    validation : pair of an array of inputs, and targets
    on_step, should_stop : as `lessons.training.fit.fit` takes them
    record : function of the epoch's number that returns a record of it, or None
        Called before the first epoch of a run, with 0, and after each. Where all records would take too much memory, some are
        kept, evenly spread: see `lessons.training.records`.
    stretch : Stretch, or None for one of `settings.epochs` at `settings.learning_rate`
    goal : Goal

    Returns
    -------
    Trained

    Raises
    ------
    Stopped
        If it was stopped before the first batch.
    """
    stretch = stretch or Stretch(settings.epochs, settings.learning_rate)
    inputs, targets = training
    variants = inputs if isinstance(inputs, tuple) else (inputs,)
    pictures = len(variants[0])
    if should_stop():
        raise Stopped
    steps = -(-pictures // settings.batch_size)
    optimiser = make_optimiser(settings, stretch.learning_rate, stretch.epochs * steps)
    metrics = goal.metrics if isinstance(goal.metrics, dict) else list(goal.metrics)
    model.compile(optimizer=optimiser, loss=goal.loss, metrics=metrics)
    _make_variables(model, variants[0][:1], tf.nest.map_structure(lambda part: np.asarray(part)[:1], targets))
    watcher = _Watcher(stretch, pictures, settings.batch_size, on_step, should_stop, record, foreseeable=not settings.patience)
    stopping = early_stopping(settings.patience).make() if settings.patience else None
    model.fit(
        _batches(variants, targets, settings),
        steps_per_epoch=steps,
        validation_data=_picked(tf.data.Dataset.range(len(validation[0])).batch(_JUDGED), validation),
        epochs=stretch.epochs,
        shuffle=False,
        callbacks=[watcher, stopping] if stopping else [watcher],
        verbose=0,
    )
    kept = len(stretch.earlier) + stopping.best_epoch if stopping else -1
    return Trained(tuple(watcher.history), watcher.history[kept], watcher.stopped, watcher.records)


def _make_variables(model: keras.Model, inputs: np.ndarray, targets: Any) -> None:
    """Have a compiled model make its variables now: TensorFlow traces a function twice that makes some at its first call."""
    model.optimizer.build(model.trainable_variables)
    answers = model(inputs, training=False)
    model.compute_loss(x=inputs, y=targets, y_pred=answers)
    model.compute_metrics(x=inputs, y=targets, y_pred=answers)
    model.reset_metrics()


def _batches(variants: Sequence[np.ndarray], targets: Any, settings: RunSettings) -> tf.data.Dataset:
    """Endless batches: an epoch shows every picture once, and each epoch takes the next variant of all of them."""
    in_turn: Any = None
    for number, variant in enumerate(variants):
        places = tf.data.Dataset.range(len(variant)).shuffle(len(variant), seed=settings.seed + number)
        epoch = _picked(places.batch(settings.batch_size), (variant, targets))
        in_turn = epoch if in_turn is None else in_turn.concatenate(epoch)
    return in_turn.repeat().prefetch(1)


def _picked(places: tf.data.Dataset, arrays: Any) -> tf.data.Dataset:
    """What stands at these places of arrays, a batch after the other.

    The places are shuffled and not the pictures, and NumPy picks those of a batch: a buffer of pictures would be a second copy
    of them all, and a tensor of them a third.

    Parameters
    ----------
    places : tf.data.Dataset of batches of places
    arrays : nested structure of arrays of the same length
    """
    whole = tf.nest.map_structure(np.asarray, arrays)
    parts = tf.nest.flatten(whole)

    def pick(batch: Any) -> Any:
        made = tf.numpy_function(lambda chosen: [part[chosen] for part in parts], [batch], [part.dtype for part in parts])
        for tensor, part in zip(made, parts, strict=True):
            tensor.set_shape((None, *part.shape[1:]))
        return tf.nest.pack_sequence_as(whole, made)

    return places.map(pick)


class _Watcher(keras.callbacks.Callback):
    """Reports every batch, and stops the training within the batch in which it is told to."""

    def __init__(
        self,
        stretch: Stretch,
        pictures: int,
        batch_size: int,
        on_step: OnStep,
        should_stop: ShouldStop,
        record: Callable[[int], Any] | None,
        *,
        foreseeable: bool,
    ) -> None:
        super().__init__()
        self.history, self.stopped = list(stretch.earlier), False
        self._first = len(stretch.earlier) + 1
        self._record = record
        self._kept = Records(stretch.records)
        if record and not stretch.earlier:
            self._kept.add(record(0))
        self._batch_size, self._pictures = batch_size, pictures
        self._done, self._total = 0, stretch.epochs * pictures
        self._should_stop = should_stop
        self._phase = Phase(stretch.phase, self._total, on_step, epoch=pictures, foreseeable=foreseeable)
        self._report()

    @property
    def records(self) -> tuple[Any, ...]:
        return self._kept.all

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        self._done += min(self._batch_size, self._pictures - batch * self._batch_size)
        self._report()
        if self._done < self._total and self._should_stop():
            self.stopped = self.model.stop_training = True

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        figures = {name: float(value) for name, value in (logs or {}).items()}
        number = self._first + epoch
        self.history.append(
            Epoch(
                number=number,
                loss=figures.pop("loss"),
                accuracy=figures.pop("accuracy", None),
                validation_loss=figures.pop("val_loss"),
                validation_accuracy=figures.pop("val_accuracy", None),
                figures=figures,
            )
        )
        if self._record:
            self._kept.add(self._record(number))
        self._report()

    def _report(self) -> None:
        self._phase.report(self._done, history=tuple(self.history), records=self.records)
