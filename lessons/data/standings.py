"""A tournament of networks, each with the pictures of its learner: who takes part, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

TEST_EVERY = 3  # of a learner's pictures of a thing, every third is for the test
LEAST = 2  # networks, and test sets


@dataclass(frozen=True, eq=False)
class Entries:
    """The pictures of all learners, and the networks that some of them hand in."""

    things: int
    files: tuple[bytes, ...]  # a picture each
    targets: npt.NDArray[np.int64]  # (pictures,): which thing it shows
    learners: npt.NDArray[np.int64]  # (pictures,): whose it is
    heads: Mapping[int, Any] = field(default_factory=dict)  # learner -> a Head of lessons.training.network_heads

    @property
    def testing(self) -> npt.NDArray[np.bool_]:
        """Which pictures are tested with: of each learner and thing every third, the first where there are only two."""
        chosen = np.zeros(len(self.files), bool)
        for learner in np.unique(self.learners):
            for thing in range(self.things):
                places = np.flatnonzero((self.learners == learner) & (self.targets == thing))
                if len(places) > 1 or learner in self.heads:
                    chosen[places[::TEST_EVERY]] = True
        return chosen

    @property
    def networks(self) -> tuple[int, ...]:
        """The learners who have a network: one that was handed in, or pictures of two things to learn from."""
        learning = ~self.testing
        able = {
            int(who) for who in np.unique(self.learners) if len(np.unique(self.targets[learning & (self.learners == who)])) > 1
        }
        return tuple(sorted(able | set(self.heads)))

    @property
    def tests(self) -> tuple[int, ...]:
        """The learners who have pictures to test with."""
        return tuple(int(learner) for learner in np.unique(self.learners[self.testing]))

    @property
    def is_enough(self) -> bool:
        """Whether there is something to compare."""
        return min(len(self.networks), len(self.tests)) >= LEAST


@dataclass(frozen=True, eq=False)
class Standings:
    """Who is right how often on whose pictures."""

    networks: tuple[int, ...]  # learners, a row each
    tests: tuple[int, ...]  # learners, a column each
    right: npt.NDArray[np.int64]  # (networks, tests): right answers
    pictures: npt.NDArray[np.int64]  # (tests,): pictures in each test set

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """Shares of right answers: (networks, tests)."""
        return self.right / self.pictures

    @property
    def own(self) -> npt.NDArray[np.float64]:
        """Of each network the share on its own learner's test pictures; NaN where there are none."""
        found = [
            self.shares[row, self.tests.index(who)] if who in self.tests else np.nan for row, who in enumerate(self.networks)
        ]
        return np.array(found)

    @property
    def others(self) -> npt.NDArray[np.float64]:
        """Of each network the mean share over the test sets of the others, each counting the same."""
        is_other = np.array([[who != test for test in self.tests] for who in self.networks])
        return np.array([row[mask].mean() if mask.any() else np.nan for row, mask in zip(self.shares, is_other, strict=True)])

    @property
    def order(self) -> npt.NDArray[np.int64]:
        """The rows, that which generalises best first."""
        return np.argsort(-np.nan_to_num(self.others, nan=-1.0), kind="stable")

    @property
    def columns(self) -> npt.NDArray[np.int64]:
        """The columns in the order of their learners' networks, those without one last."""
        ranks = {self.networks[row]: rank for rank, row in enumerate(self.order)}
        return np.argsort([ranks.get(test, len(ranks)) for test in self.tests], kind="stable")
