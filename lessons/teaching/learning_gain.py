"""What a group has learned, by its answer sheets: scores, the normalised gain and its interval, and how good the items are.

The normalised gain is the share of what could still be gained that was gained: (after - before) / (100 - before). A group's
is made of its mean scores, as in R. R. Hake, "Interactive-engagement versus traditional methods", American Journal of
Physics 66, 1998, of those who have both sheets.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import bootstrap

from lessons.classroom.answer_sheet import ROUNDS, AnswerSheet
from lessons.teaching.learning_item import RIGHT, UNKNOWN
from lessons.teaching.learning_test import ITEMS

DRAWS = 5000
SEED = 1998
BEFORE = ROUNDS[0]


@dataclass(frozen=True)
class GroupGain:
    """What a group gained from before to a later round."""

    round: str
    learners: int  # who have both sheets
    before: float  # mean scores in per cent
    after: float
    gain: float | None  # None where nobody could gain anything
    interval: tuple[float, float] | None  # 95%, by drawing learners anew; None for fewer than three learners


@dataclass(frozen=True)
class ItemFigures:
    """How an item did in one round and form."""

    item: int
    round: str
    form: str
    learners: int
    right: float  # the share of them that was right
    discrimination: float | None  # correlation with the score on all other items; None where one of them is the same for all
    misconception: str  # the one that most had, of several the first; empty where nobody was wrong


def score(sheet: AnswerSheet) -> float:
    """How many per cent of the items are right."""
    return 100 * sheet.answers.count(RIGHT) / len(sheet.answers)


def normalised_gain(before: float, after: float) -> float | None:
    """Of two scores in per cent; None where the first was 100 already."""
    return (after - before) / (100 - before) if before < 100 else None


def by_learner(sheets: Iterable[AnswerSheet]) -> dict[str, dict[str, AnswerSheet]]:
    """Code -> round -> sheet, by code. Of two sheets of the same code and round the first one counts."""
    found: dict[str, dict[str, AnswerSheet]] = {}
    for sheet in sheets:
        found.setdefault(sheet.code, {}).setdefault(sheet.round, sheet)
    return dict(sorted(found.items()))


def group_gain(sheets: Iterable[AnswerSheet], round_: str) -> GroupGain | None:
    """What a group gained from before to a round; None where nobody has both sheets."""
    pairs = [
        (score(each[BEFORE]), score(each[round_])) for each in by_learner(sheets).values() if BEFORE in each and round_ in each
    ]
    if not pairs:
        return None
    before, after = np.array(pairs).T
    gain = normalised_gain(before.mean(), after.mean())
    return GroupGain(round_, len(pairs), before.mean(), after.mean(), gain, _interval(before, after))


def item_figures(sheets: Iterable[AnswerSheet]) -> list[ItemFigures]:
    """The figures of all items, for each round and form that anybody has answered."""
    groups: dict[tuple[str, str], list[AnswerSheet]] = {}
    for each in by_learner(sheets).values():
        for sheet in each.values():
            groups.setdefault((sheet.round, sheet.form), []).append(sheet)
    return [
        figures
        for round_, form in sorted(groups, key=lambda group: (ROUNDS.index(group[0]), group[1]))
        for figures in _figures(groups[round_, form], round_, form)
    ]


def _figures(sheets: Sequence[AnswerSheet], round_: str, form: str) -> list[ItemFigures]:
    right = np.array([[answer == RIGHT for answer in sheet.answers] for sheet in sheets], float)
    found = []
    for item in range(len(ITEMS)):
        wrong = Counter(sheet.answers[item] for sheet in sheets if sheet.answers[item] not in (RIGHT, UNKNOWN))
        own, rest = right[:, item], right.sum(axis=1) - right[:, item]
        discrimination = float(np.corrcoef(own, rest)[0, 1]) if np.ptp(own) and np.ptp(rest) else None
        most = max(ITEMS[item].misconceptions, key=lambda name: wrong[name]) if wrong else ""
        found.append(ItemFigures(item, round_, form, len(sheets), float(own.mean()), discrimination, most))
    return found


def _interval(before: npt.NDArray[np.float64], after: npt.NDArray[np.float64]) -> tuple[float, float] | None:
    """The middle 95% of the group's gain where learners are drawn anew, each with both scores."""
    if len(before) < 3 or before.min() >= 100:
        return None

    def gain(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64], axis: int = -1) -> npt.NDArray[np.float64]:
        left = 100 - first.mean(axis)
        return np.divide(second.mean(axis) - first.mean(axis), left, out=np.full_like(left, np.nan), where=left > 0)

    how = {"paired": True, "vectorized": True, "n_resamples": DRAWS, "method": "percentile"}
    drawn = bootstrap((before, after), gain, **how, rng=np.random.default_rng(SEED)).bootstrap_distribution
    low, high = np.nanpercentile(drawn, [2.5, 97.5])  # a drawn group in which all knew everything before has no gain
    return float(low), float(high)


def gains_of(each: Mapping[str, AnswerSheet]) -> dict[str, float]:
    """Round -> a learner's own normalised gain from before to it, where there is one."""
    if BEFORE not in each:
        return {}
    found = {round_: normalised_gain(score(each[BEFORE]), score(each[round_])) for round_ in ROUNDS[1:] if round_ in each}
    return {round_: gain for round_, gain in found.items() if gain is not None}
