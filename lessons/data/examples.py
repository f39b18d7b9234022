"""Labelled pictures, and a data set whose test part is kept apart."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Examples:
    """Pictures and what they show."""

    images: tuple[npt.NDArray[np.uint8], ...]  # each uint8 (rows, columns, 3); sizes may differ
    targets: npt.NDArray[np.int64]  # int64 (pictures,): positions in the data set's labels
    groups: np.ndarray | None = (
        None  # int (pictures,): those of one burst, or nearly the same, have one number; None: all differ
    )
    validating: npt.NDArray[np.bool_] | None = None  # bool (pictures,): what came to validate with; None: nothing did

    def __len__(self) -> int:
        return len(self.images)

    def subset(self, indices: Sequence[int] | npt.NDArray[np.integer]) -> "Examples":
        """The examples at these positions, in this order."""
        indices = np.asarray(indices, np.intp)
        groups = None if self.groups is None else self.groups[indices]
        validating = None if self.validating is None else self.validating[indices]
        return Examples(tuple(self.images[index] for index in indices), self.targets[indices], groups, validating)

    def groups_of(self, target: int) -> set[int]:
        """The groups that a class has pictures of; none where all pictures differ."""
        return set() if self.groups is None else set(self.groups[self.targets == target].tolist())

    @property
    def single_groups(self) -> list[int]:
        """The classes, by position, whose pictures are all of one group: they can't be told apart by a validation picture."""
        if self.groups is None:
            return []
        return [int(target) for target in np.unique(self.targets) if len(set(self.groups[self.targets == target])) < 2]


@dataclass(frozen=True, eq=False)
class Dataset:
    """A data set with a locked test part. Compared by identity, so that what was computed from it can hang on it."""

    title: str
    description: str
    credit: str
    labels: tuple[str, ...]
    train: Examples
    test: Examples
    notes: tuple[str, ...] = ()  # what was skipped when it was read, a sentence each

    @cached_property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Label -> (training pictures, test pictures)."""
        sizes = [np.bincount(part.targets, minlength=len(self.labels)) for part in (self.train, self.test)]
        return {label: (int(sizes[0][i]), int(sizes[1][i])) for i, label in enumerate(self.labels)}

    @cached_property
    def fingerprint(self) -> str:
        """A text that is the same for two data sets exactly if they hold the same pictures, classes and split.

        What the classes are called is no part of it.
        """
        return self._digest(b"")

    @cached_property
    def named_fingerprint(self) -> str:
        """The same, with the names of the classes: what records of runs had before names were left out."""
        return self._digest(repr(self.labels).encode())

    def _digest(self, names: bytes) -> str:
        whole = hashlib.sha256(names)
        for part in (self.train, self.test):
            whole.update(part.targets.astype(np.int64).tobytes())
            whole.update(b"" if part.validating is None else part.validating.tobytes())
            for image in part.images:
                whole.update(repr(image.shape).encode())
                whole.update(np.ascontiguousarray(image).data)
        return whole.hexdigest()

    @cached_property
    def travel_key(self) -> str:
        """A text that is the same for two data sets exactly if the same comes out of every training on them."""
        groups = (b"" if part.groups is None else part.groups.tobytes() for part in (self.train, self.test))
        about = (self.fingerprint.encode(), repr(self.labels).encode(), self.title.encode())
        return hashlib.sha256(b"".join([*about, *groups])).hexdigest()

    @property
    def shared_moments(self) -> tuple[str, ...]:
        """The classes some of whose test pictures are of one burst with pictures to learn from, or nearly the same as them."""
        shared = [self.train.groups_of(target) & self.test.groups_of(target) for target in range(len(self.labels))]
        return tuple(label for label, groups in zip(self.labels, shared, strict=True) if groups)

    @property
    def test_shares(self) -> dict[str, float]:
        """Label -> share of its pictures that are kept for the test."""
        return {label: test / (train + test) for label, (train, test) in self.counts.items()}
