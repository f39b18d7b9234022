"""The test of learning: 24 items in two parallel forms, before a course, after it, and a week later.

Who begins with form A goes on with form B, and the other way round: a code decides, so about half of a group does either.
A week later the first form comes back with other numbers. No round tells what is right.
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from lessons.classroom.answer_sheet import ROUNDS, AnswerSheet
from lessons.teaching.layer_items import LAYER_ITEMS
from lessons.teaching.learning_item import FORMS, Asked
from lessons.teaching.network_items import NETWORK_ITEMS

ITEMS = LAYER_ITEMS + NETWORK_ITEMS


@dataclass(frozen=True)
class Placed:
    """An item at its place in somebody's test."""

    item: int  # its place in ITEMS, from 0
    asked: Asked
    order: tuple[str, ...]  # names of its options, as they are shown


def form_of(code: str, round_: str) -> str:
    """The form that a learner gets in a round."""
    first = _number(code) % 2
    return FORMS[first if round_ != ROUNDS[1] else 1 - first]


def asked_in(form: str, round_: str) -> tuple[Asked, ...]:
    """The items of a form, with the numbers of a round, in the order of ITEMS. The same for everybody who gets them."""
    place, later = FORMS.index(form), int(round_ == ROUNDS[2])
    return tuple(item.ask(place, np.random.default_rng([number, place, later])) for number, item in enumerate(ITEMS))


def placed_test(code: str, round_: str) -> tuple[Placed, ...]:
    """A learner's test: the items in an order of its own, and the options of each. The same each time for code and round."""
    rng = np.random.default_rng([_number(code), ROUNDS.index(round_)])
    asked = asked_in(form_of(code, round_), round_)
    return tuple(
        Placed(number, asked[number], tuple(rng.permutation(list(asked[number].options)).tolist()))
        for number in rng.permutation(len(ITEMS)).tolist()
    )


def sheet_of(code: str, round_: str, chosen: dict[int, str]) -> AnswerSheet:
    """The sheet of somebody who has answered all items.

    Parameters
    ----------
    code, round_ : str
    chosen : place of an item in ITEMS -> name of the option that was chosen, or UNKNOWN
    """
    if sorted(chosen) != list(range(len(ITEMS))):
        raise ValueError(f"chosen must have an answer to each of {len(ITEMS)} items. Received: {len(chosen)}")
    return AnswerSheet(code, round_, form_of(code, round_), tuple(chosen[number] for number in range(len(ITEMS))))


def _number(code: str) -> int:
    return int.from_bytes(hashlib.blake2b(code.encode(), digest_size=6).digest())
