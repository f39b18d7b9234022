"""What a class holds while it is open, and forgets when it ends."""

from collections import deque
from dataclasses import dataclass, field

from lessons.classroom.answer_sheet import AnswerSheet
from lessons.classroom.class_grid import LearnerRow, Slip
from lessons.classroom.handed_in import HandedIn
from lessons.classroom.lead import Lead
from lessons.classroom.share import Share
from lessons.classroom.together import Together
from lessons.classroom.vote import Vote
from lessons.progress.notes import Progress

MOST_REMOVED = 200


@dataclass
class Learner:
    """A learner, as the class has them. The key by which they are known stands elsewhere."""

    number: int
    name: str
    seen: float
    share: Share
    progress: Progress = field(default_factory=Progress)
    slips: dict[tuple[str, int], Slip] = field(default_factory=dict)
    handed_in: HandedIn | None = None
    rounds: set[str] = field(default_factory=set)  # of the test of learning: which, and not what was answered


@dataclass
class Held:
    """All that there is to forget when the class ends."""

    learners: dict[str, Learner] = field(default_factory=dict)  # key -> learner
    removed: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_REMOVED))  # keys
    vote: Vote | None = None
    asked: list[tuple[str, int]] = field(default_factory=list)  # slug and number of each question, the latest last
    is_led: bool = False
    lead: Lead | None = None
    leads: int = 0
    together: Together = field(default_factory=Together)
    sheets: dict[tuple[str, str], AnswerSheet] = field(default_factory=dict)  # code, round -> sheet, of nobody known
    grid: tuple[LearnerRow, ...] = ()
    grid_at: float = float("-inf")


def row_of(learner: Learner) -> LearnerRow:
    """A learner's row in the grid, as it is now."""
    return LearnerRow(learner.name, learner.progress, tuple(learner.slips.values()), learner.handed_in, learner.number)
