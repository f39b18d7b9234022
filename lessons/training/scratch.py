"""Training a stacked network from scratch, while the filters of its first layer and the maps of one picture are recorded."""

import time

import keras
import numpy as np
import numpy.typing as npt

from lessons.core.architecture import describe, parse_stack
from lessons.data.examples import Dataset
from lessons.images.resizing import square
from lessons.nets.building import build_network
from lessons.nets.device import use_device
from lessons.nets.inference import run_layers
from lessons.nets.probing import map_layers
from lessons.training.evaluation import evaluate
from lessons.training.features import BATCH
from lessons.training.loop import train
from lessons.training.results import ClassifierRun, StackRecord
from lessons.training.settings import ScratchSettings
from lessons.training.split import hold_back
from lessons.work.progress import OnStep, ShouldStop, Step, never, silent


def build_stack(settings: ScratchSettings, classes: int) -> keras.Model:
    """The network that the settings describe, with its random start.

    Raises
    ------
    lessons.core.architecture.StackError
        If the stack can't work on pictures of this size.
    """
    shape = (settings.image_size, settings.image_size, 3)
    return build_network(describe(parse_stack(settings.stack), shape, classes), shape, seed=settings.seed)


def fit_scratch(
    settings: ScratchSettings,
    dataset: Dataset,
    *,
    watched: npt.NDArray[np.uint8],
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> ClassifierRun:
    """Build the network that the settings describe, and train all of it. Synchronous.

    Parameters
    ----------
    settings : lessons.training.settings.ScratchSettings
    dataset : lessons.data.datasets.Dataset
        Its training pictures are split into training and validation; the test pictures only make the final figures.
    watched : uint8 array of shape (rows, columns, 3)
        The picture whose maps are recorded after every epoch, or after some evenly spread ones where they would take more than
        `lessons.training.records.MOST_BYTES`.
    on_step, should_stop : as `lessons.training.fit.fit` takes them

    Returns
    -------
    lessons.training.results.ClassifierRun, with `.records`
        The same settings, data set and device give the same result.

    Raises
    ------
    lessons.core.architecture.StackError
        If the stack can't work on pictures of this size.
    Stopped
        If it was stopped before the first batch.
    """
    on_step, should_stop = on_step or silent, should_stop or never
    began, device = time.perf_counter(), use_device()
    size, classes = settings.image_size, len(dataset.labels)
    model = build_stack(settings, classes)

    pictures = np.stack([square(image, size) for image in dataset.train.images])
    learning, validation = hold_back(dataset.train, settings)
    taught, checked = ((pictures[part], dataset.train.targets[part]) for part in (learning, validation))
    recorder = _Recorder(model, square(watched, size))
    trained = train(model, settings, taught, checked, on_step, should_stop, recorder.record)

    on_step(Step("evaluation", 0, len(dataset.test), 0.0, trained.history, trained.records))
    tests = np.stack([square(image, size) for image in dataset.test.images])
    validation_report, test_report = (
        evaluate(_answers(model, inputs), truth, dataset.labels) for inputs, truth in (checked, (tests, dataset.test.targets))
    )
    return ClassifierRun(
        model=model,
        labels=dataset.labels,
        history=trained.history,
        kept=trained.kept,
        settings=settings,
        device=device,
        seconds=time.perf_counter() - began,
        stopped=trained.stopped,
        records=trained.records,
        test_images=dataset.test.images,
        pictures=len(learning),
        learned_parameters=sum(weight.shape.num_elements() for weight in model.trainable_weights),
        data=dataset.title,
        fingerprint=dataset.fingerprint,
        validation_report=validation_report,
        test_report=test_report,
    )


def _answers(model: keras.Model, inputs: np.ndarray) -> np.ndarray:
    """The probabilities for many pictures, a few at a time: all at once, their maps might take gigabytes."""
    batches = (inputs[first : first + BATCH] for first in range(0, len(inputs), BATCH))
    return np.concatenate([run_layers(model, batch, ["probabilities"])[0] for batch in batches])


class _Recorder:
    """Looks at one picture through a network that is being trained."""

    def __init__(self, model: keras.Model, picture: npt.NDArray[np.uint8]) -> None:
        self._model, self._names = model, map_layers(model)
        outputs = {name: model.get_layer(name).output for name in (*self._names, "probabilities")}
        self._probe = keras.Model(model.inputs, outputs, name="recorder")
        self._picture = picture[np.newaxis].astype(np.float32)
        first = (layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D))
        self._convolution = next(first, None)

    def record(self, epoch: int) -> StackRecord:
        outputs = self._probe([self._picture], training=False)
        kernels = None if self._convolution is None else np.array(self._convolution.kernel)
        maps = {name: np.array(outputs[name][0], np.float16) for name in self._names}
        weights = tuple(np.array(weight) for weight in self._model.weights)
        return StackRecord(epoch, kernels, maps, np.array(outputs["probabilities"][0]), weights)
