"""Freeze or fine-tune? A rule of thumb by the number of pictures and by how much they look like ImageNet's."""

import weakref
from dataclasses import dataclass, field

import numpy as np

from lessons.advice.approach import FEW, MANY
from lessons.images.resizing import square
from lessons.nets.imagenet import classifier
from lessons.nets.inference import run_layers
from lessons.training.settings import Augmentation

ALIKE = 0.25  # mean top-1 probability of an ImageNet classifier, from which pictures look like what it knows
_ASKED = 40  # pictures that are shown to it
_BATCH = 8
_KNOWN = weakref.WeakKeyDictionary()  # data set -> its likeness


@dataclass(frozen=True)
class Advice:
    """What to try first, and why."""

    arm: str  # a key of `lessons.training.settings.ARMS`
    unfrozen: int  # convolutions to fine-tune; 0 where none
    fine_rate: float | None  # learning rate for them
    reason: str  # a sentence or two
    rival: str  # the arm to compare it with
    augmentation: Augmentation = field(default_factory=Augmentation)  # what to change pictures by


def likeness(dataset):
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


def _likeness(dataset):
    chosen = np.random.default_rng(0).permutation(len(dataset.train))[:_ASKED]
    model = classifier()
    size, tops = model.inputs[0].shape[1], []
    for first in range(0, len(chosen), _BATCH):
        pictures = np.stack([square(dataset.train.images[index], size) for index in chosen[first : first + _BATCH]])
        tops.append(run_layers(model, pictures, ["probabilities"])[0].max(axis=1))
    return float(np.concatenate(tops).mean())


def advise(pictures_per_class, alike):
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

    References
    ----------
    Yosinski et al., "How transferable are features in deep neural networks?", 2014; CS231n, notes on transfer learning.
    """
    if pictures_per_class < 1:
        raise ValueError(f"pictures_per_class must be 1 or more. Received: pictures_per_class={pictures_per_class}")
    amount = "few" if pictures_per_class < FEW else "some" if pictures_per_class < MANY else "many"
    return _ADVICE[amount, bool(alike)]


_ADVICE = {
    ("few", True): Advice(
        "frozen",
        0,
        None,
        "Few pictures that look like what the network knows: freeze it. Its features fit, and with so few pictures the "
        "millions of free weights of its last layers would learn them by heart.",
        "fine_tuned",
    ),
    ("few", False): Advice(
        "frozen",
        0,
        None,
        "Few pictures that look like nothing in ImageNet: freeze it and augment them. Its late features are about dogs and "
        "trucks, so expect less of it; there are too few pictures to teach it others.",
        "scratch",
        Augmentation(rotation=15.0, shift=0.1, zoom=0.1),  # no flip: a mirrored digit is another one, or none
    ),
    ("some", True): Advice(
        "fine_tuned",
        1,
        1e-5,
        "A fair number of pictures that look like ImageNet's: freeze first, then fine-tune the last convolution or two with a "
        "low learning rate, and keep that only if the validation figure gains.",
        "frozen",
    ),
    ("some", False): Advice(
        "fine_tuned",
        3,
        1e-4,
        "A fair number of pictures that look unlike ImageNet's: the last block has to learn new features. Fine-tune it after "
        "the head; watch the gap between the curves.",
        "frozen",
    ),
    ("many", True): Advice(
        "fine_tuned",
        3,
        1e-5,
        "Many pictures that look like ImageNet's: fine-tune the last block. They are too many to be learned by heart.",
        "frozen",
    ),
    ("many", False): Advice(
        "fine_tuned",
        8,
        1e-4,
        "Many pictures that look unlike ImageNet's: fine-tune as deep as you can afford. ImageNet's weights are then a good "
        "start, no more; training from scratch comes close.",
        "scratch",
    ),
}
