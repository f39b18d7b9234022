"""The training loop: it reports every batch, and stops within the batch in which it is told to."""

import time

import keras
import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split

from lessons.training.features import TrainingStopped
from lessons.training.progress import Epoch, Step


def hold_back(targets, settings):
    """Positions of the pictures to learn from, and of those held back to validate: the same share of each class."""
    return train_test_split(
        np.arange(len(targets)), test_size=settings.validation_share, stratify=targets, random_state=settings.seed
    )


def train(model, settings, training, validation, on_step, should_stop, record=None):
    """Fit a model with softmax outputs: the one place that trains.

    Parameters
    ----------
    model : keras.Model, changed in place
    settings : RunSettings
    training, validation : pairs of arrays, inputs and targets
    on_step, should_stop : as `lessons.training.fit.fit` takes them
    record : function of the epoch's number that returns a Frame, or None
        Called before the first epoch, with 0, and after each.

    Returns
    -------
    (history, stopped, frames) : tuple of Epoch, whether it ended before the last epoch, tuple of Frame

    Raises
    ------
    TrainingStopped
        If it was stopped before the first batch.
    """
    inputs, targets = training
    batches = tf.data.Dataset.from_tensor_slices((inputs, targets))
    batches = batches.shuffle(len(targets), seed=settings.seed).batch(settings.batch_size).prefetch(1)
    if should_stop():
        raise TrainingStopped
    model.compile(
        optimizer=keras.optimizers.Adam(settings.learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    watcher = _Watcher(settings.epochs, -(-len(targets) // settings.batch_size), on_step, should_stop, record)
    model.fit(batches, validation_data=validation, epochs=settings.epochs, shuffle=False, callbacks=[watcher], verbose=0)
    return tuple(watcher.history), watcher.stopped, tuple(watcher.frames)


class _Watcher(keras.callbacks.Callback):
    """Reports every batch, and stops the training within the batch in which it is told to."""

    def __init__(self, epochs, batches_per_epoch, on_step, should_stop, record):
        super().__init__()
        self.history, self.stopped = [], False
        self._record = record
        self.frames = [record(0)] if record else []
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
        if self._record:
            self.frames.append(self._record(epoch + 1))
        self._report()

    def _report(self):
        seconds = time.perf_counter() - self._began
        self._on_step(Step("training", self._batches_done, self._total, seconds, tuple(self.history), tuple(self.frames)))
