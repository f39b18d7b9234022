"""Transfer learning: what is frozen is computed only once for every picture, what comes after it is trained."""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from lessons.data.examples import Dataset
from lessons.nets.device import use_device
from lessons.training.arms import Assembly, assemble, freeze_all_but, set_precision
from lessons.training.evaluation import evaluate
from lessons.training.features import BATCH, Features, dataset_features, dataset_pictures
from lessons.training.loop import Stretch, Trained, train
from lessons.training.results import Arm, ClassifierRun, SaidSoFar
from lessons.training.settings import TrainingSettings
from lessons.training.split import first_of_each_class, hold_back
from lessons.work.progress import OnStep, ShouldStop, Step, Stopped, never, silent

MOST_WATCHED = 128  # pictures held back, up to which a training tells after every epoch what it says of each


def fit(
    settings: TrainingSettings, dataset: Dataset, *, on_step: OnStep | None = None, should_stop: ShouldStop | None = None
) -> ClassifierRun:
    """Train one arm of transfer learning on the classes of a data set. Synchronous.

    The training pictures are split into those to learn from and those to validate on; every arm with the same seed gets the
    same split. The test pictures only make the final figures. The arm "fine_tuned" trains the head first, and then the head
    and the last convolutions together, with a learning rate of their own.

    Parameters
    ----------
    settings : TrainingSettings
    dataset : lessons.data.datasets.Dataset
    on_step : function of a Step, or None
        Called after every batch of every phase. It must return quickly. Up to MOST_WATCHED validation pictures, its records are
        what the network said of them after each epoch, as `SaidSoFar`.
    should_stop : function without arguments, or None
        Asked before every batch. When it returns True, training ends within that batch, and what was learned so far is
        kept and judged.

    Returns
    -------
    lessons.training.results.ClassifierRun
        The same settings, data set and device give the same result: nothing depends on the process's random state.

    Raises
    ------
    Stopped
        If it was stopped before the first batch of training.
    ValueError
        If what the frozen layers answer would need too much memory.
    """
    on_step, should_stop = on_step or silent, should_stop or never
    began = time.perf_counter()
    device = use_device()
    assembly = assemble(settings, len(dataset.labels))
    outputs = _outputs(settings, dataset, assembly, on_step, should_stop)
    targets = dataset.train.targets
    learning, validation = hold_back(dataset.train, settings)
    learning = first_of_each_class(learning, targets, settings)

    done: list[Trained] = []  # what each stage came to
    for stage in assembly.stages:
        features = outputs[stage.cut]
        freeze_all_but(assembly, stage)
        set_precision(stage, settings.mixed_precision)
        learned_from = (tuple(variant[learning] for variant in features.variants), targets[learning])
        validated_on = (features.plain[validation], targets[validation])
        stretch = Stretch(stage.epochs, stage.learning_rate, stage.phase, done[-1].history if done else ())
        watch = partial(_said_by, stage.part, validated_on[0]) if len(validation) <= MOST_WATCHED else None
        try:
            done.append(train(stage.part, settings, learned_from, validated_on, on_step, should_stop, watch, stretch=stretch))
        except Stopped:
            if not done:
                raise
            break
        finally:
            set_precision(stage, mixed=False)
        if done[-1].stopped:
            break
    last, stage = done[-1], assembly.stages[len(done) - 1]

    on_step(Step("evaluation", 0, len(dataset.test), 0.0, last.history, last.records))
    features = outputs[stage.cut]
    validation_report, test_report = (
        evaluate(_answers(stage.part, inputs), truth, dataset.labels)
        for inputs, truth in (
            (features.plain[validation], targets[validation]),
            (features.test, dataset.test.targets),
        )
    )
    learned = sum(weight.shape.num_elements() for layer in stage.learned for weight in layer.trainable_weights)
    assembly.model.trainable = False
    return ClassifierRun(
        model=assembly.model,
        labels=dataset.labels,
        history=last.history,
        kept=last.kept,
        settings=settings,
        device=device,
        seconds=time.perf_counter() - began,
        stopped=last.stopped or len(done) < len(assembly.stages),
        test_images=dataset.test.images,
        head_epochs=len(done[0].history),
        pictures=len(learning),
        learned_parameters=learned,
        frozen_parameters=assembly.model.count_params() - learned,
        data=dataset.title,
        fingerprint=dataset.fingerprint,
        validation_report=validation_report,
        test_report=test_report,
    )


def _outputs(
    settings: Any, dataset: Dataset, assembly: Assembly, on_step: OnStep, should_stop: ShouldStop
) -> dict[Any, Features]:
    """What goes into the stages: cut -> Features."""
    if assembly.base is None:
        return {None: dataset_pictures(settings, dataset)}
    cuts = [stage.cut for stage in assembly.stages if stage.cut is not None]
    return dataset_features(settings, dataset, assembly.base, cuts, on_step=on_step, should_stop=should_stop)


def _said_by(part: Any, inputs: np.ndarray, epoch: int) -> SaidSoFar:
    """What a network that is being trained answers by now."""
    return SaidSoFar(epoch, _answers(part, inputs).argmax(axis=1).astype(np.int16))


def _answers(part: Any, inputs: np.ndarray) -> np.ndarray:
    """The probabilities of a part of a network that was just trained."""
    batches = range(0, len(inputs), BATCH)
    return np.concatenate([part(inputs[first : first + BATCH], training=False) for first in batches])


def fit_arms(
    choices: Sequence[TrainingSettings],
    dataset: Dataset,
    *,
    on_step: OnStep | None = None,
    should_stop: ShouldStop | None = None,
) -> tuple[ClassifierRun, ...]:
    """Train several arms on the same data, one after the other. Synchronous.

    Parameters
    ----------
    choices : sequence of TrainingSettings, one or more
    dataset : lessons.data.datasets.Dataset
    on_step : function of a Step, or None
        Its steps also carry the arms before it, as `Arm`.
    should_stop : as `fit` takes it. What was learned so far is kept, and the arms that come later are left out.

    Returns
    -------
    tuple of ClassifierRun, in the order of `choices`

    Raises
    ------
    Stopped
        If it was stopped before the first arm had learned anything.
    """
    results: list[ClassifierRun] = []
    for choice in choices:
        try:
            results.append(fit(choice, dataset, on_step=_with_arm(on_step, tuple(results)), should_stop=should_stop))
        except Stopped:
            if not results:
                raise
        if should_stop and should_stop():
            break
    return tuple(results)


def _with_arm(on_step: OnStep | None, results: tuple[ClassifierRun, ...]) -> OnStep | None:
    earlier = [Arm(run.settings, run.history, run.validation_report) for run in results]
    return on_step and (lambda step: on_step(step.beside(earlier)))
