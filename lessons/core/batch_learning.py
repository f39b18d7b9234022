"""Learning in batches: a classifier with one hidden layer or none, and its loss on what it learns from and on the rest.

Stochastic gradient descent: Robbins and Monro, "A stochastic approximation method", 1951.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from lessons.core.checks import whole, within

Floats = npt.NDArray[np.float64]
Weights = tuple[tuple[Floats, Floats], ...]  # of each layer (inputs, units), and its bias (units,)

UNDER, OVER, GOOD = "underfitting", "overfitting", "good"
_LEARNED = 0.85  # accuracy on the training pictures below which a network has not learned even these
_GAP = 0.12  # between both accuracies, from which on it knows its training pictures by heart
_ROSE = 1.1  # times its lowest value: a validation loss that has risen so far is on its way up
_FALLS = 0.9  # times what it was a third of the epochs ago: a validation loss above that hardly falls any more


@dataclass(frozen=True, eq=False)
class Course:
    """How a network has learned."""

    steps: Floats  # (steps,), the mean loss of each step's batch, before that step
    training: Floats  # (epochs + 1,), the mean loss over all training pictures, before the first epoch and after each
    validation: Floats  # (epochs + 1,), the same over pictures that it does not learn from
    training_accuracy: float  # at the end
    validation_accuracy: float

    @property
    def turned(self) -> int:
        """The epoch after which the validation loss was lowest."""
        return int(np.argmin(self.validation))

    @property
    def is_level(self) -> bool:
        """Whether the validation loss has hardly fallen in the last third of the epochs."""
        return bool(self.validation[-1] > _FALLS * self.validation[2 * (len(self.validation) - 1) // 3])

    @property
    def verdict(self) -> str:
        """`UNDER` where it is wrong about its training pictures, `OVER` where it is far worse on others, else `GOOD`."""
        if self.training_accuracy < _LEARNED:
            return UNDER
        is_gap = self.training_accuracy - self.validation_accuracy > _GAP
        return OVER if is_gap or self.validation[-1] > _ROSE * self.validation.min() else GOOD


def first_weights(inputs: int, hidden: int, classes: int, rng: np.random.Generator) -> Weights:
    """Random weights as He and others (2015) draw them, and biases of 0; without a hidden layer where `hidden` is 0."""
    sizes = (inputs, hidden, classes) if hidden else (inputs, classes)
    return tuple((rng.normal(0, np.sqrt(2 / before), (before, after)), np.zeros(after)) for before, after in pairwise(sizes))


def chances(weights: Weights, images: npt.ArrayLike) -> Floats:
    """The probability of each class: (pictures, classes)."""
    return _forward(weights, np.asarray(images, np.float64))[-1]


def losses(weights: Weights, images: npt.ArrayLike, targets: npt.ArrayLike) -> Floats:
    """The cross-entropy of each picture's answer: (pictures,)."""
    found, right = chances(weights, images), np.asarray(targets)
    return -np.log(np.maximum(found[np.arange(len(right)), right], 1e-12))


def slopes(weights: Weights, images: npt.ArrayLike, targets: npt.ArrayLike) -> Weights:
    """How the mean loss changes with each weight and bias, by backpropagation: numbers in the shape of the weights."""
    given = _forward(weights, np.asarray(images, np.float64))
    back = given[-1].copy()
    back[np.arange(len(back)), np.asarray(targets)] -= 1  # softmax and cross-entropy together: p − y
    back /= len(back)
    found = []
    for (layer, _), inputs in zip(weights[::-1], given[-2::-1], strict=True):
        found.append((inputs.T @ back, back.sum(axis=0)))
        back = (back @ layer.T) * (inputs > 0)  # ReLU's gate; of the pictures nobody asks
    return tuple(found[::-1])


def learn(
    images: npt.ArrayLike,
    targets: npt.ArrayLike,
    held_images: npt.ArrayLike,
    held_targets: npt.ArrayLike,
    *,
    hidden: int,
    batch: int,
    rate: float,
    epochs: int,
    seed: int = 0,
) -> Course:
    """Learn by plain gradient descent, a batch after the other, in a new order in each epoch.

    Parameters
    ----------
    images, held_images : arrays of shape (pictures, numbers), to learn from and to be judged by
    targets, held_targets : whole numbers of shape (pictures,), the classes from 0
    hidden : int, neurons with ReLU between the pictures and the classes; 0 for none
    batch : int, from 1; the last batch of an epoch may be smaller
    rate : float above 0
    epochs, seed : int

    Returns
    -------
    Course
    """
    whole("batch", batch, 1, 100_000)
    within("rate", rate, 1e-6, 100)
    images, targets = np.asarray(images, np.float64), np.asarray(targets)
    rng = np.random.default_rng(seed)
    weights = first_weights(images.shape[1], hidden, int(max(targets.max(), np.max(held_targets))) + 1, rng)
    steps, curves = [], [[losses(weights, *each).mean() for each in ((images, targets), (held_images, held_targets))]]
    for _ in range(epochs):
        order = rng.permutation(len(targets))
        for start in range(0, len(order), batch):
            some = order[start : start + batch]
            steps.append(losses(weights, images[some], targets[some]).mean())
            found = slopes(weights, images[some], targets[some])
            weights = tuple(
                (layer - rate * slope, bias - rate * bias_slope)
                for (layer, bias), (slope, bias_slope) in zip(weights, found, strict=True)
            )
        curves.append([losses(weights, *each).mean() for each in ((images, targets), (held_images, held_targets))])
    training, validation = np.array(curves).T
    return Course(
        steps=np.array(steps),
        training=training,
        validation=validation,
        training_accuracy=_accuracy(weights, images, targets),
        validation_accuracy=_accuracy(weights, held_images, held_targets),
    )


def slope_noise(
    weights: Weights, images: npt.ArrayLike, targets: npt.ArrayLike, batch: int, *, draws: int = 100, seed: int = 0
) -> float:
    """How far the slope of a random batch is from the slope over all pictures, on average: 1 is as far as that one is long."""
    images, targets = np.asarray(images, np.float64), np.asarray(targets)
    rng, whole_slope = np.random.default_rng(seed), _flat(slopes(weights, images, targets))
    off = []
    for _ in range(draws):
        some = rng.integers(0, len(targets), batch)
        off.append(np.linalg.norm(_flat(slopes(weights, images[some], targets[some])) - whole_slope))
    return float(np.mean(off) / np.linalg.norm(whole_slope))


def _forward(weights: Weights, images: Floats) -> list[Floats]:
    """What each layer is given, and at last the probabilities."""
    given = [images]
    for layer, bias in weights[:-1]:
        given.append(np.maximum(given[-1] @ layer + bias, 0))
    layer, bias = weights[-1]
    sums = given[-1] @ layer + bias
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return [*given, powers / powers.sum(axis=1, keepdims=True)]


def _accuracy(weights: Weights, images: npt.ArrayLike, targets: npt.ArrayLike) -> float:
    return float(np.mean(chances(weights, images).argmax(axis=1) == np.asarray(targets)))


def _flat(weights: Weights) -> Floats:
    return np.concatenate([part.ravel() for layer in weights for part in layer])
