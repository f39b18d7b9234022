"""The human test in a class: what the teacher may do, and what a learner may."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lessons.classroom.human_test import HumanTest, Item
from lessons.classroom.school_class import SchoolClass


def unseen_pictures(school_class: SchoolClass, secret: str) -> list[tuple[int, int, bytes]]:
    """The pictures that the network of all did not learn from, as far as they are still there: (number, thing, file)."""
    with school_class.taught(secret) as held:
        common, network = held.together.pictures, held.together.network
        if common is None or network is None:
            return []
        numbers = held.together.splits.get(network.fingerprint, ())
        return [(number, common.given[number].thing, common.given[number].file) for number in numbers if number in common.given]


def note_split(school_class: SchoolClass, secret: str, fingerprint: str, numbers: Sequence[int]) -> None:
    """Note which pictures a network of that data set will not learn from."""
    with school_class.taught(secret) as held:
        held.together.splits = {fingerprint: tuple(numbers), **dict(list(held.together.splits.items())[:3])}


def begin_test(school_class: SchoolClass, secret: str, items: Sequence[Item], seed: int) -> None:
    """Begin a test with all who are in the class. Pictures that were taken back meanwhile are left out."""
    with school_class.changed(secret) as held:
        common = held.together.pictures
        there = [item for item in items if common is not None and item.number in common.given]
        held.together.tests += 1
        held.together.test = HumanTest(held.together.tests, seed, there)
        held.together.test.draw(learner.number for learner in held.learners.values())


def end_test(school_class: SchoolClass, secret: str) -> None:
    """End the test: nothing is taken any more, and the wall tells what came of it."""
    with school_class.changed(secret) as held:
        if held.together.test:
            held.together.test.is_over = True


def put_test_away(school_class: SchoolClass, secret: str) -> None:
    """Forget the test."""
    with school_class.changed(secret) as held:
        held.together.test = None


def human_test_of(school_class: SchoolClass, secret: str) -> Any:
    """The HumanTest as it is now, or None."""
    with school_class.taught(secret) as held:
        return deepcopy(held.together.test)


def predict(school_class: SchoolClass, key: str, turn: int, place: int, thing: int) -> None:
    """A learner predicts what the network says of the picture at this place. ClassError where the test is over."""
    with school_class.within(key) as (held, learner):
        if held.together.test and 0 <= thing < 100:
            held.together.test.answer(learner.number, turn, place, thing)
