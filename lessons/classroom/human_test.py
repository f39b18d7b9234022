"""The human test: learners predict what a network says of some pictures, half of them with heat maps and half without."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lessons.classroom.class_errors import ClassError

OVER = "The test is over. Look at the wall."


class Item(Protocol):
    """A picture to predict for: a lessons.training.prediction_items.PredictionItem."""

    number: int
    answer: int
    plain: bytes
    explained: bytes


@dataclass(frozen=True)
class OwnTest:
    """The test as one learner sees it."""

    turn: int  # which test this is
    sees_maps: bool
    place: int  # of the picture that is asked about now, from 0
    count: int  # of pictures
    picture: bytes | None  # a JPEG; None once all are answered, or the test is over
    is_over: bool
    score: int  # right predictions; told once the test is over


@dataclass
class HumanTest:
    """A test: who sees maps is drawn by its seed, and so is the order in which each learner meets the pictures."""

    turn: int
    seed: int
    items: list[Item]
    groups: dict[int, bool] = field(default_factory=dict)  # learner -> whether they see maps
    answers: dict[int, dict[int, int]] = field(default_factory=dict)  # learner -> item -> predicted class
    is_over: bool = False
    gone: set[int] = field(default_factory=set)  # items whose pictures were taken back

    def draw(self, learners: Iterable[int]) -> None:
        """Draw which half of these learners sees maps."""
        drawn, draw = sorted(learners), random.Random(self.seed)
        draw.shuffle(drawn)
        half = (len(drawn) + draw.randrange(2)) // 2
        self.groups = {learner: place < half for place, learner in enumerate(drawn)}

    def sees_maps(self, learner: int) -> bool:
        """Whether a learner sees maps. Who comes late joins the smaller group; of equal ones, one that is drawn."""
        if learner not in self.groups:
            most = 2 * sum(self.groups.values()) - len(self.groups)
            self.groups[learner] = most < 0 or (most == 0 and random.Random(f"{self.seed} {learner}").random() < 0.5)
        return self.groups[learner]

    def left(self, learner: int) -> list[int]:
        """The items that a learner has yet to answer, in the order in which they meet them."""
        order = list(range(len(self.items)))
        random.Random(f"{self.seed} {learner} order").shuffle(order)
        return [item for item in order if item not in self.answers.get(learner, {}) and item not in self.gone]

    def answer(self, learner: int, turn: int, place: int, predicted: int) -> None:
        """A learner's prediction for the picture at this place. One that is meant for another test or place changes nothing."""
        if self.is_over or turn != self.turn:
            raise ClassError(OVER)
        self.sees_maps(learner)
        given = self.answers.setdefault(learner, {})
        left = self.left(learner)
        if left and place == len(given):
            given[left[0]] = predicted

    def score(self, learner: int) -> int:
        """How many of a learner's predictions were what the network says."""
        return sum(self.items[item].answer == predicted for item, predicted in self.answers.get(learner, {}).items())

    def scores(self, sees_maps: bool) -> list[int]:
        """The scores of all in a group who have answered everything."""
        return [self.score(who) for who, sees in self.groups.items() if sees == sees_maps and self.has_finished(who)]

    def has_finished(self, learner: int) -> bool:
        """Whether a learner has answered everything."""
        return bool(self.answers.get(learner)) and not self.left(learner)

    @property
    def finished(self) -> int:
        """How many learners have answered everything."""
        return sum(map(self.has_finished, self.groups))

    def seen_by(self, learner: int) -> OwnTest:
        """The test as a learner sees it now."""
        sees, left, given = self.sees_maps(learner), self.left(learner), len(self.answers.get(learner, {}))
        item = self.items[left[0]] if left and not self.is_over else None
        picture = None if item is None else item.explained if sees else item.plain
        score = self.score(learner) if self.is_over else 0
        return OwnTest(self.turn, sees, given, given + len(left), picture, self.is_over, score)

    def take_pictures_back(self, numbers: Sequence[int]) -> None:
        """Let go of pictures that their learners took back. What was predicted for them stays."""
        for place, item in enumerate(self.items):
            if item.number in numbers:
                self.items[place] = replace(item, plain=b"", explained=b"")  # type: ignore[type-var]
                self.gone.add(place)

    def forget(self, learner: int) -> None:
        """Let go of what is a learner's."""
        self.groups.pop(learner, None)
        self.answers.pop(learner, None)
