"""The means of two groups and their difference, with the interval by Welch's t-test, which SciPy computes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import ttest_ind

LEAST = 2  # in each group: one alone tells nothing of how they differ
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Difference:
    """How far two groups are apart."""

    first: float  # mean
    second: float  # mean
    interval: tuple[float, float] | None  # of the difference of the means; None where too few, or all of a group alike

    @property
    def apart(self) -> float:
        """The mean of the first less that of the second."""
        return self.first - self.second

    @property
    def finding(self) -> str:
        """ "better" or "worse" where the interval says that the first group is, "open" where it has 0 in it, else "few"."""
        if self.interval is None:
            return "few"
        low, high = self.interval
        return "better" if low > 0 else "worse" if high < 0 else "open"


def difference(first: Sequence[float], second: Sequence[float]) -> Difference:
    """The difference of the means of two groups, neither of which is empty."""
    interval = None
    if min(len(first), len(second)) >= LEAST and min(np.ptp(first), np.ptp(second)) > 0:
        found = ttest_ind(first, second, equal_var=False).confidence_interval(CONFIDENCE)
        interval = (float(found.low), float(found.high))
    return Difference(float(np.mean(first)), float(np.mean(second)), interval)
