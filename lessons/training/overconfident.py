"""A small network that learns grainy digits for longer and longer, and grows ever surer: computed in a second or two."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from lessons.core.checks import whole
from lessons.data.datasets import DATASETS
from lessons.data.grainy_digits import grainy_digits, values_of

EPOCHS = (10, 30, 100, 300)  # after which it is looked at
VALIDATED, TESTED = 300, 600  # pictures
_UNITS, _BATCH, _RATE = 64, 20, 3e-3

Weights = tuple[npt.NDArray[np.float64], ...]  # of the hidden layer, its bias, of the last layer, its bias


@dataclass(frozen=True, eq=False)
class Overconfident:
    """The network after each of EPOCHS, and what it says of pictures that it did not learn from."""

    labels: tuple[str, ...]
    weights: dict[int, Weights]
    validation: dict[int, npt.NDArray[np.float64]]  # logits (pictures, classes)
    validation_targets: npt.NDArray[np.int64]
    test: dict[int, npt.NDArray[np.float64]]
    test_targets: npt.NDArray[np.int64]
    test_images: tuple[npt.NDArray[np.uint8], ...]

    def ask(self, images: Sequence[npt.NDArray[np.uint8]], epochs: int) -> npt.NDArray[np.float64]:
        """The logits for any pictures, which are made small and grey."""
        return _logits(self.weights[epochs], values_of(images))


def overconfident(learned: int = 200, seed: int = 0) -> Overconfident:
    """Train it.

    Parameters
    ----------
    learned : int from 40 to 800, pictures to learn from
    seed : int, of the pictures, their grain and the first weights
    """
    whole("learned", learned, 40, 800)
    data, rng = DATASETS["digits"], np.random.default_rng(seed)
    grainy, targets = grainy_digits(rng)
    taught, validation, test, _ = np.split(rng.permutation(len(targets)), np.cumsum([learned, VALIDATED, TESTED]))
    weights = _trained(values_of(grainy[taught]), targets[taught], len(data.labels), seed)
    asked = {part: values_of(grainy[part_places]) for part, part_places in (("validation", validation), ("test", test))}
    return Overconfident(
        labels=data.labels,
        weights=weights,
        validation={epochs: _logits(each, asked["validation"]) for epochs, each in weights.items()},
        validation_targets=targets[validation],
        test={epochs: _logits(each, asked["test"]) for epochs, each in weights.items()},
        test_targets=targets[test],
        test_images=tuple(grainy[test]),
    )


def _trained(values: npt.NDArray[np.float64], targets: npt.NDArray[np.int64], classes: int, seed: int) -> dict[int, Weights]:
    network = MLPClassifier((_UNITS,), alpha=0.0, batch_size=_BATCH, learning_rate_init=_RATE, random_state=seed)
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for epoch in range(1, EPOCHS[-1] + 1):
            network.partial_fit(values, targets, classes=range(classes))
            if epoch in EPOCHS:
                layers = zip(network.coefs_, network.intercepts_, strict=True)
                found[epoch] = tuple(array.copy() for layer in layers for array in layer)
    return found


def _logits(weights: Weights, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    first, first_bias, last, last_bias = weights
    return np.maximum(values @ first + first_bias, 0) @ last + last_bias
