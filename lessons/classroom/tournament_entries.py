"""Who takes part in a class's tournament, and with what."""

from typing import Any

import numpy as np

from lessons.classroom.class_errors import ClassError
from lessons.classroom.school_class import SchoolClass
from lessons.data.standings import Entries


def hand_in(school_class: SchoolClass, key: str, head: Any) -> None:
    """A learner has a network of their own take part: its lessons.training.network_heads.Head, in the order of the things."""
    with school_class.written(key) as (held, learner):
        if held.together.pictures is None:
            raise ClassError("There is no tournament now.")
        held.together.heads[learner.number] = head


def take_back(school_class: SchoolClass, key: str) -> None:
    """A learner takes that network back: the one that learns from their pictures takes part again."""
    with school_class.written(key) as (held, learner):
        held.together.heads.pop(learner.number, None)


def entries_of_all(school_class: SchoolClass, secret: str) -> Entries | None:
    """The pictures and networks of all as they are now; None while no pictures are collected."""
    with school_class.taught(secret) as held:
        common = held.together.pictures
        if common is None:
            return None
        given, heads = tuple(common.given.values()), dict(held.together.heads)
    targets, learners = (np.array([getattr(each, name) for each in given], np.int64) for name in ("thing", "learner"))
    return Entries(len(common.things), tuple(each.file for each in given), targets, learners, heads)
