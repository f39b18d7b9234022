"""Data leakage: near-copies of the test pictures among those that a network learns from. The test then measures memory.

A small experiment that is computed in a blink: one dense layer with softmax learns handwritten digits from few examples. The
same test is held twice, and so is one on pictures that nobody has leaked.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from lessons.data.datasets import DATASETS
from lessons.training.evaluation import TestReport, evaluate

LEARNED, TESTED, NEW = 40, 40, 600  # pictures
_GRAINS, _LIGHT = 6.0, 0.94  # how a near-copy differs: noise in levels of 255, and the light of a second later
_PENALTY = 10.0  # scikit-learn's C


@dataclass(frozen=True, eq=False)
class Leakage:
    """A training on a few pictures, judged twice."""

    labels: tuple[str, ...]
    test_images: tuple[npt.NDArray[np.uint8], ...]
    nearest: tuple[npt.NDArray[np.uint8], ...]  # for each of them, the picture that was learned from which is nearest to it
    test_report: TestReport
    new_report: TestReport  # of pictures that have no copy anywhere
    leaked: int  # test pictures with a near-copy among those that were learned from


@cache
def leakage(share: float, seed: int = 0) -> Leakage:
    """Let so many of the test pictures leak, and train and judge again.

    As many pictures as leak in give up their places, so both networks learn from equally many, and the test stays the same.

    Parameters
    ----------
    share : float in [0, 1], of the test pictures
    seed : int, of the choice of pictures and of the near-copies

    Raises
    ------
    ValueError
        If the share is out of range.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share must be between 0 and 1. Received: share={share}")
    images, targets = _digits()
    rng = np.random.default_rng(seed)
    learned, tested, new = _drawn(targets, rng)
    twins = _near_copies([images[place] for place in tested], rng)
    count = round(share * TESTED)
    pictures = [*twins[:count], *(images[place] for place in learned[count:])]
    truth = np.concatenate([targets[tested[:count]], targets[learned[count:]]])
    head = LogisticRegression(C=_PENALTY, max_iter=1000).fit(_values(pictures), truth)
    reports = []
    for places in (tested, new):
        said = np.zeros((len(places), len(_labels())), np.float32)
        said[:, head.classes_] = head.predict_proba(_values([images[place] for place in places]))
        reports.append(evaluate(said, targets[places], _labels()))
    far = np.linalg.norm(_values([images[place] for place in tested])[:, None] - _values(pictures)[None], axis=2)
    return Leakage(
        labels=_labels(),
        test_images=tuple(images[place] for place in tested),
        nearest=tuple(pictures[place] for place in far.argmin(axis=1)),
        test_report=reports[0],
        new_report=reports[1],
        leaked=count,
    )


def _labels() -> tuple[str, ...]:
    return DATASETS["digits"].labels


@cache
def _digits() -> tuple[tuple[npt.NDArray[np.uint8], ...], npt.NDArray[np.int64]]:
    data = DATASETS["digits"]
    return (*data.train.images, *data.test.images), np.concatenate([data.train.targets, data.test.targets])


def _drawn(targets: npt.NDArray[np.int64], rng: np.random.Generator) -> list[npt.NDArray[np.int64]]:
    """Places of what is learned from, of the test and of the new pictures: as many of each class, and none twice."""
    order, classes = rng.permutation(len(targets)), len(np.unique(targets))
    own = [order[targets[order] == target] for target in range(classes)]
    parts = [np.split(group, np.cumsum([LEARNED, TESTED, NEW]) // classes)[:3] for group in own]
    return [np.stack(part, axis=1).reshape(-1) for part in zip(*parts, strict=True)]


def _near_copies(images: list[npt.NDArray[np.uint8]], rng: np.random.Generator) -> list[npt.NDArray[np.uint8]]:
    grainy = (image * _LIGHT + rng.normal(0, _GRAINS, image.shape) for image in images)
    return [np.rint(np.clip(image, 0, 255)).astype(np.uint8) for image in grainy]


def _values(images: list[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float64]:
    return np.stack([image[..., 0].reshape(-1) for image in images]) / 255.0
