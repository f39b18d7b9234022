"""What "90% sure" is worth: bins of confidence, the expected calibration error, and what a temperature does."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.checks import within

BINS = 10  # of equal width


@dataclass(frozen=True, eq=False)
class Bins:
    """Answers in bins of their confidence. Only bins that hold some; the surest last."""

    low: npt.NDArray[np.float64]  # where each bin begins; it is 1 / BINS wide
    said: npt.NDArray[np.float64]  # mean confidence
    right: npt.NDArray[np.float64]  # share of right answers
    pictures: npt.NDArray[np.int64]

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance between the two, each bin counting by its pictures."""
        return float(np.average(np.abs(self.said - self.right), weights=self.pictures))

    @property
    def lean(self) -> float:
        """Mean confidence less accuracy: above 0 it is too sure, below 0 not sure enough."""
        return float(np.average(self.said - self.right, weights=self.pictures))


def with_temperature(logits: npt.ArrayLike, temperature: float) -> npt.NDArray[np.float64]:
    """Softmax of logits divided by a temperature, of many pictures at once: float64 (pictures, classes).

    A temperature above 1 makes all answers less sure, below 1 surer; their order stays.

    Raises
    ------
    ValueError
        If the temperature is not above 0.
    """
    within("temperature", temperature, 1e-6, 1e6)
    scaled = np.asarray(logits, np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def logits_of(probabilities: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Logits that softmax makes these probabilities of: their logarithms. Zero counts as the smallest float32."""
    return np.log(np.maximum(np.asarray(probabilities, np.float64), np.finfo(np.float32).tiny))


def confidence_bins(probabilities: npt.ArrayLike, targets: npt.NDArray[np.integer], bins: int = BINS) -> Bins:
    """Sort answers by how sure they are, and count how many are right.

    Parameters
    ----------
    probabilities : array of shape (pictures, classes)
    targets : int array of shape (pictures,), the truth
    bins : int, of equal width between 0 and 1

    References
    ----------
    Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017.
    """
    shares = np.asarray(probabilities, np.float64)
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == targets
    numbers = np.minimum((sure * bins).astype(int), bins - 1)
    counts = np.bincount(numbers, minlength=bins)
    held = np.flatnonzero(counts)
    said, correct = (np.bincount(numbers, each, minlength=bins)[held] / counts[held] for each in (sure, right))
    return Bins(held / bins, said, correct, counts[held])


def mean_cross_entropy(logits: npt.ArrayLike, targets: npt.NDArray[np.integer], temperature: float = 1.0) -> float:
    """The mean of minus the logarithm of what the truth was given, in nats."""
    values = np.asarray(logits, np.float64) / temperature
    values = values - values.max(axis=1, keepdims=True)
    given = values[np.arange(len(values)), targets] - np.log(np.exp(values).sum(axis=1))
    return float(-given.mean())
