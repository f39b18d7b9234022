"""Which facts of a task decide what: those that another value of would change the advice, all others as they are."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from lessons.advice.approach import ANSWERS, COSTLY, FEW, GROUPS, LIKENESS, MANY, PARTS, PLACES, RARE, TURNS, Task, recommend

_VALUES: dict[str, tuple[Any, ...]] = {
    "answer": tuple(ANSWERS),
    "smallest": (1, FEW, MANY),
    "rarest": (RARE / 2, RARE),
    "costly": tuple(COSTLY),
    "likeness": tuple(LIKENESS),
    "place": tuple(PLACES),
    "turns": tuple(TURNS),
    "groups": tuple(GROUPS),
}
FACTS = tuple(_VALUES)
"""The facts of a task, by name."""


def deciding(task: Task, part: str) -> tuple[str, ...]:
    """The facts that decide one part of the advice.

    Parameters
    ----------
    task : lessons.advice.approach.Task
    part : a key of `lessons.advice.approach.PARTS`

    Returns
    -------
    tuple of FACTS, in their order: those of which another value alone would change the advice
    """
    now = recommend(task)[part]

    def decides(fact: str) -> bool:
        return any(recommend(replace(task, **{fact: value}))[part] != now for value in _VALUES[fact])

    return tuple(filter(decides, FACTS))


def settled(task: Task, known: Collection[str]) -> list[str]:
    """The parts of the advice that no other fact could change, where these facts of a task are known."""
    return [part for part in PARTS if set(deciding(task, part)) <= set(known)]


def mattering(task: Task) -> list[str]:
    """The facts that decide any part of the advice, in the order of FACTS."""
    found = {fact for part in PARTS for fact in deciding(task, part)}
    return [fact for fact in FACTS if fact in found]
