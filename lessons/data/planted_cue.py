"""A data set with a planted cue: one of two classes carries it, and every test picture is there without it, too."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lessons.core.checks import within
from lessons.core.shortcut import SIDE, plant
from lessons.data.examples import Dataset, Examples
from lessons.images.resizing import square

LEARNED, TESTED = 60, 40  # pictures of each class, at most


@dataclass(frozen=True, eq=False)
class Planted:
    """Two classes, the first of which carries a cue; and the same test pictures as they were, and the other way round."""

    dataset: Dataset  # what is learned from and tested, both with the cue
    clean: tuple[npt.NDArray[np.uint8], ...]  # the test pictures without it
    swapped: tuple[npt.NDArray[np.uint8], ...]  # those of the second class with it, those of the first without

    @property
    def tests(self) -> tuple[tuple[npt.NDArray[np.uint8], ...], ...]:
        """The pictures of the three tests: as planted, without the cue, and with the cue on the other class."""
        return self.dataset.test.images, self.clean, self.swapped


def plant_in(
    dataset: Dataset, first: str, second: str, cue: str, *, strength: float = 1.0, share: float = 1.0, seed: int = 0
) -> Planted:
    """Two classes of a data set, with a cue in the first of them.

    Parameters
    ----------
    dataset : lessons.data.examples.Dataset
    first, second : two of its labels; the first class gets the cue
    cue : one of lessons.core.shortcut.CUES
    strength : float in [0, 1], of the cue
    share : float in [0, 1], of the first class's pictures that get it, in training and in the test
    seed : int, of the choice of pictures

    Raises
    ------
    ValueError
        If the classes are not two of the data set, or a number is out of range.
    """
    if first == second or not {first, second} <= set(dataset.labels):
        raise ValueError(f"first and second must be two of the classes. Received: first={first!r}, second={second!r}")
    within("share", share, 0, 1)
    rng = np.random.default_rng(seed)
    parts, clean, swapped = [], [], []
    for part, most in ((dataset.train, LEARNED), (dataset.test, TESTED)):
        groups = [_some(part, dataset.labels.index(label), most, rng) for label in (first, second)]
        marked = round(share * len(groups[0]))
        with_cue = [plant(image, cue, strength) for image in groups[0][:marked]] + groups[0][marked:]
        parts.append(_labelled([with_cue, groups[1]]))
        clean = [*groups[0], *groups[1]]
        swapped = [*groups[0], *(plant(image, cue, strength) for image in groups[1])]
    title = f"{dataset.title}, with a {cue}"
    planted = Dataset(title, dataset.description, dataset.credit, (first, second), parts[0], parts[1])
    return Planted(planted, tuple(clean), tuple(swapped))


def _some(part: Examples, target: int, most: int, rng: np.random.Generator) -> list[npt.NDArray[np.uint8]]:
    places = rng.permutation(np.flatnonzero(part.targets == target))[:most]
    return [square(part.images[place], SIDE) for place in places]


def _labelled(groups: Sequence[Sequence[npt.NDArray[np.uint8]]]) -> Examples:
    targets = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return Examples(tuple(image for group in groups for image in group), targets)
