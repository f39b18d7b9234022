"""Splitting pictures into two parts so that pictures that belong together stay together, and every class is shared fairly."""

from collections.abc import Callable, Iterable
from itertools import product

import numpy as np
import numpy.typing as npt

_EXACT = 8  # groups of several classes up to which every choice of them is tried
_STARTS = 20  # random choices that are improved where there are more
_MISSING = 10.0  # what a class that lacks on one side costs: more than any share can


def grouped_split(
    targets: npt.ArrayLike, groups: npt.ArrayLike, share: float, *, seed: int = 0
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Positions of the pictures of two parts; the second one gets a share of each class that is as near as groups allow.

    Which of the choices that are equally good is taken depends on the seed. With up to 8 groups of several classes, the
    result is the best that there is; with more of them a good one is searched for. scikit-learn's StratifiedGroupKFold keeps
    groups whole too, but hands out the largest first: a burst of half a class could be its whole test.

    Parameters
    ----------
    targets : int array of shape (pictures,), classes from 0
    groups : int array of shape (pictures,): pictures with the same number stay on one side
    share : float between 0 and 1, of the second part
    seed : int

    Returns
    -------
    (first, second) : int arrays of positions, each rising

    Raises
    ------
    ValueError
        If there is no way to have every class on both sides.
    """
    rng = np.random.default_rng(seed)
    targets, groups = np.asarray(targets), np.unique(np.asarray(groups), return_inverse=True)[1]
    counts = np.zeros((groups.max() + 1, targets.max() + 1), int)
    np.add.at(counts, (groups, targets), 1)
    order = rng.permutation(len(counts))
    mixed = [group for group in order if np.count_nonzero(counts[group]) > 1]
    single = [
        [group for group in order if counts[group].sum() == counts[group, target] > 0] for target in range(counts.shape[1])
    ]
    reach = [_sums([counts[group, target] for group in alone]) for target, alone in enumerate(single)]
    choice = _best_of_mixed(counts[mixed], [sums[-1] for sums in reach], counts.sum(axis=0), share, rng)
    taken = np.zeros(len(counts), bool)
    taken[mixed] = choice
    for target, alone in enumerate(single):
        total, had = counts[:, target].sum(), counts[taken, target].sum()
        more, cost = _nearest(reach[target][-1], had, total, share)
        if cost >= _MISSING:
            raise ValueError(f"every class must have groups for both sides. Received: a class {target} that has not")
        for place in range(len(alone), 0, -1):  # back through the sums: a group is taken where they can't be made without it
            if not reach[target][place - 1] >> more & 1:
                taken[alone[place - 1]] = True
                more -= int(counts[alone[place - 1], target])
    second = taken[groups]
    return np.flatnonzero(~second), np.flatnonzero(second)


def _sums(sizes: Iterable[int]) -> list[int]:
    """After each of the sizes, the sums that some of those so far make: the bits of a whole number."""
    sums = [1]
    for size in sizes:
        sums.append(sums[-1] | sums[-1] << int(size))
    return sums


def _nearest(sums: int, had: int, total: int, share: float) -> tuple[int, float]:
    """(how many pictures more the second part takes of a class, how far its share is off then)."""
    best = (0, np.inf)
    for more in range(sums.bit_length()):
        if sums >> more & 1:
            off = abs((had + more) / total - share) + (_MISSING if not 0 < had + more < total else 0.0)
            if off < best[1]:
                best = (more, off)
    return best


def _best_of_mixed(
    mixed: npt.NDArray[np.int_], sums: list[int], totals: npt.NDArray[np.int_], share: float, rng: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Which of the groups of several classes go to the second part, so that the other groups can make up the shares best."""
    tables = [
        np.array([_nearest(sums[target], had, totals[target], share)[1] for had in range(mixed[:, target].sum() + 1)])
        for target in range(len(totals))
    ]

    def cost(choice: npt.NDArray[np.bool_]) -> float:
        return sum(table[had] for table, had in zip(tables, choice @ mixed, strict=True))

    if len(mixed) <= _EXACT:
        return min((np.array(choice, bool) for choice in product((False, True), repeat=len(mixed))), key=cost)
    return min((_improved(rng.random(len(mixed)) < share, cost) for _ in range(_STARTS)), key=cost)


def _improved(choice: npt.NDArray[np.bool_], cost: Callable[[npt.NDArray[np.bool_]], float]) -> npt.NDArray[np.bool_]:
    """A choice in which changing any one group makes nothing better."""
    best, better = cost(choice), True
    while better:
        better = False
        for place in range(len(choice)):
            choice[place] ^= True
            now = cost(choice)
            if now < best - 1e-12:
                best, better = now, True
            else:
                choice[place] ^= True
    return choice
