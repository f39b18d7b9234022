"""What is known of a training run, as data that JSON can hold: everything but its network, its settings and its pictures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lessons.training.evaluation import TestReport, evaluate
from lessons.training.settings import RunSettings
from lessons.work.progress import Epoch

if TYPE_CHECKING:
    import keras

    from lessons.training.results import ClassifierRun

MOST_EPOCHS = 1000
_WHOLE = ("pictures", "learned_parameters", "frozen_parameters", "head_epochs")
_TEXTS = ("device", "data", "fingerprint")


def run_record(run: ClassifierRun) -> dict[str, Any]:
    """What `run_of` needs, beside the network, to have the same run again. What was recorded of each epoch is left out."""
    return {
        "history": [_epoch_out(epoch) for epoch in run.history],
        "kept": run.kept.number,
        "seconds": run.seconds,
        "stopped": run.stopped,
        **{name: getattr(run, name) for name in (*_WHOLE, *_TEXTS)},
        "test": _report_out(run.test_report),
        "validation": _report_out(run.validation_report),
    }


def run_of(
    record: Mapping[str, Any],
    model: keras.Model,
    labels: Sequence[str],
    settings: RunSettings,
    test_images: Sequence[npt.NDArray[np.uint8]],
) -> ClassifierRun:
    """A run from its record, which anybody may have changed: its figures are computed anew from the answers in it.

    Raises
    ------
    ValueError
        If something of the record can't be so, or it is not about so many pictures.
    """
    from lessons.training.results import ClassifierRun

    try:
        history = tuple(_epoch_in(number, told) for number, told in enumerate(_list(record["history"], MOST_EPOCHS), 1))
        test, validation = (_report_in(record[part], labels) for part in ("test", "validation"))
        if len(test.targets) != len(test_images):
            raise ValueError(f"it must be about {len(test_images)} test pictures. Received: {len(test.targets)}")
        others: dict[str, Any] = {name: _whole(record[name]) for name in _WHOLE}
        others |= {name: _text(record[name]) for name in _TEXTS}
        kept = history[_whole(record["kept"], least=1) - 1]
        seconds, stopped = _finite(record["seconds"]), record["stopped"] is True
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("the record of a run is damaged") from error
    return ClassifierRun(
        model=model,
        labels=tuple(labels),
        history=history,
        kept=kept,
        settings=settings,
        seconds=seconds,
        stopped=stopped,
        test_report=test,
        validation_report=validation,
        test_images=tuple(test_images),
        **others,
    )


def _epoch_out(epoch: Epoch) -> list[Any]:
    figures = {name: float(value) for name, value in epoch.figures.items()}
    return [epoch.loss, epoch.accuracy, epoch.validation_loss, epoch.validation_accuracy, figures]


def _epoch_in(number: int, told: Any) -> Epoch:
    loss, accuracy, validation_loss, validation_accuracy, figures = told
    shares = [None if share is None else _finite(share) for share in (accuracy, validation_accuracy)]
    others = {_text(name): _finite(value) for name, value in figures.items()}
    return Epoch(number, _finite(loss), shares[0], _finite(validation_loss), shares[1], others)


def _report_out(report: TestReport) -> dict[str, Any]:
    return {"targets": report.targets.tolist(), "probabilities": report.probabilities.tolist()}


def _report_in(told: Any, labels: Sequence[str]) -> TestReport:
    targets, probabilities = np.array(told["targets"]), np.array(told["probabilities"], np.float32)
    if targets.ndim != 1 or targets.dtype != np.int64 or not len(targets) or probabilities.shape != (len(targets), len(labels)):
        raise ValueError("a report must have an answer with a probability of each class for each picture")
    if targets.min() < 0 or targets.max() >= len(labels) or not ((probabilities >= 0) & (probabilities <= 1)).all():
        raise ValueError("a report must have targets that are classes, and probabilities between 0 and 1")
    return evaluate(probabilities, targets, labels)


def _list(told: Any, most: int) -> list[Any]:
    if not isinstance(told, list) or not 1 <= len(told) <= most:
        raise ValueError(f"there must be 1 to {most} of them")
    return told


def _whole(told: Any, least: int = 0) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not least <= told < 2**53:
        raise ValueError(f"a number must be whole, {least} or more. Received: {str(told)[:40]}")
    return told


def _finite(told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told):
        raise ValueError(f"a number must be finite. Received: {str(told)[:40]}")
    return float(told)


def _text(told: Any) -> str:
    if not isinstance(told, str) or len(told) > 200:
        raise ValueError("a text must have up to 200 letters")
    told.encode("utf-8")  # half a character, as JSON can hold it, raises a ValueError too
    return told
