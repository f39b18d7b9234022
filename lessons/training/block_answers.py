"""Where a network "knows": what a small head after each block would say, trained on the same pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from lessons.data.examples import Examples
from lessons.nets.inference import run_layers
from lessons.nets.probing import network_input

if TYPE_CHECKING:
    import keras

MOST = 240  # pictures that heads are trained on
_BATCH = 16
_FOLDS = 3


@dataclass(frozen=True)
class BlockAnswer:
    """What a head says that reads one layer."""

    layer: str
    probabilities: tuple[float, ...]  # of the picture, by class
    right: float  # share of the pictures that it got right while it was trained on others; NaN where there are too few


def block_answers(
    model: keras.Model, layers: Sequence[str], examples: Examples, image: npt.NDArray[np.uint8]
) -> tuple[BlockAnswer, ...]:
    """Train a head on the mean of each map of each of some layers, and ask it about a picture.

    A head is softmax regression: a dense layer with softmax, whose weights scikit-learn finds. The network stays as it is.

    Parameters
    ----------
    model : keras.Model that takes raw 0-255 RGB
    layers : names of layers with maps, such as the last of each block
    examples : lessons.data.examples.Examples to learn from; of more than MOST every so manieth
    image : uint8 array of shape (rows, columns, 3)
    """
    chosen = np.unique(np.linspace(0, len(examples) - 1, min(MOST, len(examples))).round().astype(int))
    some = examples.subset(chosen)
    pictures = [network_input(model, each) for each in (*some.images, image)]
    vectors = _vectors(model, layers, pictures)
    answers = []
    for layer, values in zip(layers, vectors, strict=True):
        head = _head().fit(values[:-1], some.targets)
        probabilities = np.zeros(int(some.targets.max()) + 1)
        probabilities[head.classes_] = head.predict_proba(values[-1:])[0]
        answers.append(BlockAnswer(layer, tuple(map(float, probabilities)), _right(values[:-1], some)))
    return tuple(answers)


def _vectors(
    model: keras.Model, layers: Sequence[str], pictures: Sequence[npt.NDArray[np.uint8]]
) -> list[npt.NDArray[np.float32]]:
    """Of each layer float32 (pictures, maps): the mean of each map."""
    found: list[list[npt.NDArray[np.float32]]] = [[] for _ in layers]
    for start in range(0, len(pictures), _BATCH):
        outputs = run_layers(model, np.stack(pictures[start : start + _BATCH]), layers)
        for kept, output in zip(found, outputs, strict=True):
            kept.append(output.mean(axis=(1, 2)))
    return [np.concatenate(kept) for kept in found]


def _head() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500))


def _right(values: npt.NDArray[np.float32], examples: Examples) -> float:
    """How often heads are right that were trained without the pictures they are asked about; bursts stay together."""
    counts = np.bincount(examples.targets)
    if counts[counts > 0].min() < _FOLDS or (examples.groups is not None and len(set(examples.groups.tolist())) < _FOLDS):
        return float("nan")
    splits = StratifiedKFold(_FOLDS, shuffle=True, random_state=0) if examples.groups is None else GroupKFold(_FOLDS)
    right = 0
    for learned, asked in splits.split(values, examples.targets, examples.groups):
        targets = examples.targets[learned]
        if len(set(targets.tolist())) < 2:
            return float("nan")
        right += int((_head().fit(values[learned], targets).predict(values[asked]) == examples.targets[asked]).sum())
    return right / len(values)
