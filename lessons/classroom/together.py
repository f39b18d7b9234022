"""What a class does together with pictures of its own: one network learns from all of them, and all test it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lessons.classroom.common_pictures import CommonPictures, GivenPicture
from lessons.classroom.human_test import HumanTest, OwnTest


@dataclass(frozen=True)
class OwnPart:
    """What one learner sees of it: their own pictures, and the network of all."""

    things: tuple[str, ...]  # that pictures are collected of; none while nothing is
    agreed: bool
    pictures: tuple[GivenPicture, ...]
    network: Any  # a lessons.training.results.LabelledNetwork, or None
    has_handed_in: bool  # whether a network of their own is in the tournament
    test: OwnTest | None  # the human test, if there is one
    stage: tuple  # another one where a page has to show something else

    @property
    def doing(self) -> str:
        """What is done now, as `lessons/texts/classroom.md` names the sentence that invites to it; nothing where nothing is."""
        if self.test and self.test.picture:
            return "do_predict"
        return "do_test" if self.network is not None else "do_give" if self.things else ""


@dataclass
class Together:
    """What there is of it at one moment."""

    pictures: CommonPictures | None = None
    network: Any = None
    networks: int = 0  # how many there have been
    heads: dict[int, Any] = field(default_factory=dict)  # learner -> a lessons.training.network_heads.Head, handed in
    splits: dict[str, tuple[int, ...]] = field(default_factory=dict)  # data set -> pictures that are not learned from
    test: HumanTest | None = None
    tests: int = 0  # how many there have been

    def begun_anew(self, pictures: CommonPictures | None) -> "Together":
        """What there is once other pictures are collected, or none."""
        return Together(pictures, networks=self.networks, tests=self.tests)

    def seen_by(self, learner: int) -> OwnPart:
        """What a learner sees."""
        common = self.pictures
        things, own = (common.things, common.of(learner)) if common else ((), ())
        agreed = common is not None and learner in common.agreed
        handed = learner in self.heads
        turn = self.networks if self.network is not None else 0
        test = self.test.seen_by(learner) if self.test else None
        tested = test and (test.turn, test.place, test.count, test.is_over)
        stage = (things, agreed, tuple(each.number for each in own), turn, handed, tested)
        return OwnPart(things, agreed, own, self.network, handed, test, stage)

    def forget(self, learner: int) -> None:
        """Let go of what is a learner's. A network that has learned from it stays."""
        self.heads.pop(learner, None)
        if self.test:
            self.test.forget(learner)
        if self.pictures:
            numbers = [each.number for each in self.pictures.of(learner)]
            self.pictures.forget(learner)
            self.let_go(numbers)

    def let_go(self, numbers: Sequence[int]) -> None:
        """Let go of pictures that are the class's no longer, wherever they are shown."""
        if self.test:
            self.test.take_pictures_back(numbers)
