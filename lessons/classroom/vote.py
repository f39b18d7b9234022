"""A question that a class is asked, and what it answers: once, and after talking with one's neighbour a second time."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_ROUNDS = 2  # before and after


@dataclass(frozen=True)
class Asked:
    """Which question it is: with numbers from a seed, of which everybody makes the same one; or as it stood on the wall."""

    slug: str  # of the lesson
    number: int  # of the question in it, from 1
    seed: int  # of its numbers
    options: int  # how many answers are on offer
    made: Any = None  # a lessons.texts.warm_ups.WarmUp with the numbers on the wall; else they are from the seed


@dataclass(frozen=True)
class VoteSnapshot:
    """What the wall shows of a vote. While a round is open it tells how many have answered, and not what."""

    asked: Asked
    turn: int  # which of the class's questions this is, from 1
    is_open: bool
    is_shown: bool  # whether the right answer is told
    answered: int  # in the round that is open, or was last
    counts: tuple[tuple[int, ...], ...]  # of each round that is closed: votes for each option
    is_folded: bool = False  # whether the teacher has gone on, and it makes room on the phones

    @property
    def round(self) -> int:
        """The round that is open, or was last: 1 is before, 2 is after."""
        return len(self.counts) + self.is_open

    @property
    def may_ask_again(self) -> bool:
        """Whether there can be another round: not once the answer was told."""
        return not self.is_open and not self.is_shown and len(self.counts) < MOST_ROUNDS


@dataclass
class Vote:
    """A question's votes, by learner. A learner has one in each round, and may change it while the round is open."""

    asked: Asked
    turn: int
    rounds: list[dict[int, int]] = field(default_factory=lambda: [{}])  # learner's number -> option
    is_open: bool = True
    is_shown: bool = False
    is_folded: bool = False

    def take(self, learner: int, option: int) -> None:
        """A learner's vote, in place of an earlier one of this round. ValueError where it is none, or too late."""
        if not 0 <= option < self.asked.options:
            raise ValueError(f"a vote must be for an option on offer. Received: {option}")
        if not self.is_open:
            raise ValueError("The vote is closed.")
        self.rounds[-1][learner] = option

    def ask_again(self) -> None:
        """Open the second round. What was voted in the first stays."""
        if self.snapshot().may_ask_again:
            self.rounds.append({})
            self.is_open, self.is_folded = True, False

    def show_answer(self) -> None:
        """Tell the right answer, and end the vote with that."""
        self.is_open, self.is_shown, self.is_folded = False, True, False

    def fold(self) -> bool:
        """Make room on the phones, unless the vote is open. Whether that changes anything."""
        is_new = not self.is_open and not self.is_folded
        self.is_folded = self.is_folded or is_new
        return is_new

    def forget(self, learner: int) -> None:
        """Let go of a learner's votes."""
        for votes in self.rounds:
            votes.pop(learner, None)

    def snapshot(self) -> VoteSnapshot:
        """As it stands now."""
        closed = self.rounds[:-1] if self.is_open else self.rounds
        counts = tuple(tuple(Counter(votes.values())[option] for option in range(self.asked.options)) for votes in closed)
        return VoteSnapshot(self.asked, self.turn, self.is_open, self.is_shown, len(self.rounds[-1]), counts, self.is_folded)

    def choice_of(self, learner: int) -> int | None:
        """What a learner has voted for in this round."""
        return self.rounds[-1].get(learner)
