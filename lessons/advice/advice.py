"""Freeze or fine-tune? A rule of thumb by the number of pictures and by how much they look like ImageNet's."""

import weakref
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.advice.freezing import FREEZING, amount_of, case_of
from lessons.images.resizing import square
from lessons.nets.imagenet import classifier
from lessons.nets.inference import run_layers
from lessons.training.settings import Augmentation

ALIKE = 0.25  # mean top-1 probability of an ImageNet classifier, from which pictures look like what it knows
_ASKED = 40  # pictures that are shown to it
_BATCH = 8
_KNOWN: weakref.WeakKeyDictionary[Any, float] = weakref.WeakKeyDictionary()  # data set -> its likeness


@dataclass(frozen=True)
class Advice:
    """What to try first, and why."""

    arm: str  # a key of `lessons.training.settings.ARMS`
    unfrozen: int  # convolutions to fine-tune; 0 where none
    fine_rate: float | None  # learning rate for them
    reason: str  # a few sentences
    rival: str  # the arm to compare it with
    augmentation: Augmentation  # what to change pictures by


def likeness(dataset: Any) -> float:
    """How much a data set looks like ImageNet: how sure a classifier of ImageNet's 1000 classes is of its pictures.

    It is a hint, not a measure: the classifier may be sure of something that is not there.

    Parameters
    ----------
    dataset : lessons.data.datasets.Dataset; up to 40 of its training pictures are shown to the classifier

    Returns
    -------
    float in [0, 1] : mean probability of its first answer. Photos of single things come to 0.4 and more, noise to 0.1.
    """
    if dataset not in _KNOWN:
        _KNOWN[dataset] = _likeness(dataset)
    return _KNOWN[dataset]


def _likeness(dataset: Any) -> float:
    chosen = np.random.default_rng(0).permutation(len(dataset.train))[:_ASKED]
    model = classifier()
    size, tops = model.inputs[0].shape[1], []
    for first in range(0, len(chosen), _BATCH):
        pictures = np.stack([square(dataset.train.images[index], size) for index in chosen[first : first + _BATCH]])
        tops.append(run_layers(model, pictures, ["probabilities"])[0].max(axis=1))
    return float(np.concatenate(tops).mean())


def advise(pictures_per_class: int, alike: bool) -> Advice:
    """What to try first.

    Parameters
    ----------
    pictures_per_class : int, training pictures of the smallest class, 1 or more
    alike : bool, whether the pictures look like ImageNet's photos

    Returns
    -------
    Advice

    Raises
    ------
    ValueError
        If there is no picture.
    """
    if pictures_per_class < 1:
        raise ValueError(f"pictures_per_class must be 1 or more. Received: pictures_per_class={pictures_per_class}")
    amount, known = amount_of(pictures_per_class), bool(alike)
    what = FREEZING[amount, known]
    case = case_of(amount, known)
    reason = f"{case[0].upper()}{case[1:]}: {what.choice[0].lower()}{what.choice[1:]}. {what.reason}"
    if what.earlier:
        reason += " This page takes the last features: expect less of them. The code of *Which approach?* takes earlier ones."
    return Advice(what.arm, what.unfrozen, what.rate, reason, what.rival, what.augmentation)
