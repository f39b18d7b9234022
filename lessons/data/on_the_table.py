"""A collection of pictures as it lies on a table: what is for training, what is locked away, and what belongs together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.data.examples import Dataset
from lessons.data.grouped_split import grouped_split
from lessons.data.own_data import LEAST_PICTURES, TEST_SHARE


@dataclass(frozen=True, eq=False)
class Tabled:
    """The pictures of some classes, class after class."""

    labels: tuple[str, ...]
    targets: npt.NDArray[np.int64]  # (pictures,): positions in the labels
    groups: npt.NDArray[np.int64]  # (pictures,): the same number for pictures of one moment, or nearly the same
    testing: npt.NDArray[np.bool_] | None  # (pictures,): what is locked away; None as long as nothing is split

    @property
    def missing(self) -> dict[str, int]:
        """Label -> how many pictures more a class needs, of those that need some."""
        counts = np.bincount(self.targets, minlength=len(self.labels))
        return {label: LEAST_PICTURES - int(counts[i]) for i, label in enumerate(self.labels) if counts[i] < LEAST_PICTURES}

    @property
    def seen_before(self) -> npt.NDArray[np.intp]:
        """Places of test pictures of whose moment a picture is for training: the test would ask for what was shown."""
        return np.zeros(0, np.intp) if self.testing is None else seen_before(self.groups, self.testing)

    def by_chance(self, seed: int = 0) -> "Tabled":
        """The same, split as if every picture were a moment of its own. Unsplit while a class has too few."""
        if self.testing is None:
            return self
        testing = np.zeros(len(self.targets), bool)
        testing[grouped_split(self.targets, np.arange(len(self.targets)), TEST_SHARE, seed=seed)[1]] = True
        return Tabled(self.labels, self.targets, self.groups, testing)


def seen_before(groups: npt.ArrayLike, testing: npt.ArrayLike) -> npt.NDArray[np.intp]:
    """Places of test pictures that share their group with a picture for training.

    Parameters
    ----------
    groups : int array of shape (pictures,)
    testing : bool array of shape (pictures,)

    Examples
    --------
    >>> seen_before([7, 7, 8, 8], [True, False, True, True]).tolist()
    [0]
    """
    groups, testing = np.asarray(groups), np.asarray(testing, bool)
    return np.flatnonzero(testing & np.isin(groups, groups[~testing]))


def tabled(
    labels: Sequence[str],
    images: Sequence[npt.NDArray[np.uint8]],
    targets: npt.ArrayLike,
    groups: npt.ArrayLike,
    dataset: Dataset | None,
) -> Tabled:
    """Pictures and, where they make a data set, on which side of its split each of them is.

    Parameters
    ----------
    labels : sequence of str
    images : sequence of uint8 arrays, the very ones that the data set holds
    targets, groups : int arrays of shape (pictures,)
    dataset : lessons.data.examples.Dataset or None
    """
    testing = None
    if dataset is not None:
        locked = {id(image) for image in dataset.test.images}
        testing = np.array([id(image) in locked for image in images], bool)
    return Tabled(tuple(labels), np.asarray(targets, np.int64), np.asarray(groups, np.int64), testing)


def whole_test(pictures: int) -> int:
    """How many of the pictures of a class, each a moment of its own, are for the test: as near to the aim as whole ones are."""
    return min(range(1, max(pictures, 2)), key=lambda count: abs(count / pictures - TEST_SHARE))
