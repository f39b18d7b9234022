"""A class as it is seen: all of it by the teacher, and by a learner what is theirs."""

from dataclasses import dataclass, field

from lessons.classroom.lead import Lead
from lessons.classroom.together import OwnPart, Together
from lessons.classroom.vote import VoteSnapshot


@dataclass(frozen=True)
class Present:
    """A learner as the teacher sees them. The number tells nothing of the learner's key."""

    number: int
    name: str
    is_here: bool


@dataclass(frozen=True)
class ClassSnapshot:
    """A class as the teacher sees it."""

    code: str
    is_locked: bool
    learners: tuple[Present, ...]  # in the order in which they came
    vote: VoteSnapshot | None
    is_led: bool = False  # whether all follow the teacher
    asked: tuple[tuple[str, int], ...] = ()  # the questions so far, by their lesson and number, the latest last

    @property
    def here(self) -> int:
        """How many are here."""
        return sum(learner.is_here for learner in self.learners)

    @property
    def answered_of(self) -> str:
        """How many have answered the question that is asked, of how many: "3 of 25"."""
        answered = self.vote.answered if self.vote else 0
        return f"{answered} of {max(self.here, answered)}"


@dataclass(frozen=True)
class OwnView:
    """A class as one of its learners sees it: nothing of the others."""

    name: str
    vote: VoteSnapshot | None
    choice: int | None  # what the learner has voted for in this round
    lead: Lead | None = None  # what all follow, if they do
    leads: int = 0  # how often that has changed: another number is another lead
    together: OwnPart = field(default_factory=lambda: Together().seen_by(0))  # what is theirs of learning together
    is_led: bool = False  # whether all follow the teacher, who may not have opened a lesson yet
    has_handed_in: bool = False  # whether the class has the learner's results
