"""What a class does together with pictures of its own: one network learns from all of them, and all test it."""

from dataclasses import dataclass, field
from typing import Any

from lessons.classroom.common_pictures import CommonPictures, GivenPicture


@dataclass(frozen=True)
class OwnPart:
    """What one learner sees of it: their own pictures, and the network of all."""

    things: tuple[str, ...]  # that pictures are collected of; none while nothing is
    agreed: bool
    pictures: tuple[GivenPicture, ...]
    network: Any  # a lessons.training.results.LabelledNetwork, or None
    has_handed_in: bool  # whether a network of their own is in the tournament
    stage: tuple  # another one where a page has to show something else

    @property
    def doing(self) -> str:
        """What is done now, as `lessons/texts/classroom.md` names the sentence that invites to it; nothing where nothing is."""
        return "do_test" if self.network is not None else "do_give" if self.things else ""


@dataclass
class Together:
    """What there is of it at one moment."""

    pictures: CommonPictures | None = None
    network: Any = None
    networks: int = 0  # how many there have been
    heads: dict[int, Any] = field(default_factory=dict)  # learner -> a lessons.training.network_heads.Head, handed in

    def seen_by(self, learner: int) -> OwnPart:
        """What a learner sees."""
        common = self.pictures
        things, own = (common.things, common.of(learner)) if common else ((), ())
        agreed = common is not None and learner in common.agreed
        handed = learner in self.heads
        turn = self.networks if self.network is not None else 0
        stage = (things, agreed, tuple(each.number for each in own), turn, handed)
        return OwnPart(things, agreed, own, self.network, handed, stage)

    def forget(self, learner: int) -> None:
        """Let go of what is a learner's. A network that has learned from it stays."""
        self.heads.pop(learner, None)
        if self.pictures:
            self.pictures.forget(learner)
