"""Tasks as somebody would tell them, their numbers left to chance: to decide which approach fits."""

from dataclasses import dataclass, replace

import numpy as np

from lessons.advice.approach import PLACES, Task
from lessons.texts import words


@dataclass(frozen=True)
class Scenario:
    """A task as somebody would tell it."""

    title: str
    story: str
    task: Task


@dataclass(frozen=True)
class _Field:
    """A kind of task, with what is the same in all of its stories; the rest is left to chance."""

    title: str
    task: Task
    smallest: tuple[int, ...]
    rarest: tuple[float, ...]


_FIELDS = {
    "defects": _Field(
        "Defect inspection",
        Task(likeness="of another kind", costly="a miss", turns="to any angle", groups="all of a batch"),
        (12, 30, 150, 1_000),
        (0.002, 0.01, 0.03),
    ),
    "wildlife": _Field(
        "Wildlife",
        Task(groups="all of a camera"),
        (15, 25, 250, 1_500),
        (0.005, 0.03, 0.15),
    ),
    "satellite": _Field(
        "Satellite",
        Task(answer="pixels", likeness="of another kind", turns="to any angle", groups="all of a region"),
        (25, 200, 1_000, 4_000),
        (0.01, 0.05, 0.2),
    ),
    "medicine": _Field(
        "Medicine",
        Task(likeness="of another kind", costly="a miss", turns="only a little", groups="all of a patient"),
        (20, 30, 250, 2_000),
        (0.01, 0.04, 0.08),
    ),
    "phone": _Field(
        "A phone app",
        Task(answer="boxes", groups="all of a person"),
        (20, 30, 250, 3_000),
        (0.05, 0.2, 0.3),
    ),
}  # fmt: skip

SCENARIOS = tuple(_FIELDS)
"""The fields of the scenarios, by name."""

_WHERE = {"server": "on a computer with a GPU", "phone": "on a phone, without an internet connection"}


def scenario(field: str, seed: int) -> Scenario:
    """A task of some field, its numbers left to chance.

    Parameters
    ----------
    field : one of SCENARIOS
    seed : int, 0 or more

    Returns
    -------
    Scenario
        Every fact that `recommend` needs stands in its story.
    """
    if field not in _FIELDS:
        raise ValueError(f"field must be one of {', '.join(_FIELDS)}. Received: field={field!r}")
    kind, rng = _FIELDS[field], np.random.default_rng((seed, SCENARIOS.index(field)))
    task = replace(kind.task, smallest=int(rng.choice(kind.smallest)), rarest=float(rng.choice(kind.rarest)))
    place = "phone" if field == "phone" else str(rng.choice(list(PLACES)))
    numbers = {"smallest": task.smallest, "rarest": task.rarest, "total": round(task.smallest / task.rarest)}
    balance = words("approach", "balance_rare" if task.rare else "balance_even", **numbers)
    story = words("approach", f"story_{field}", **numbers, balance=balance, where=_WHERE[place])
    return Scenario(kind.title, story, replace(task, place=place))
