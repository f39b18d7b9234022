"""Where a class is: lessons and learners as a grid, the mistake that most have made, and all of it as a table to save."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lessons.catalog import CATALOG, Lesson
from lessons.classroom.handed_in import HandedIn
from lessons.progress.marks import TO_COME, mark_of
from lessons.progress.notes import Progress
from lessons.progress.results_table import csv_text, lesson_rows

OPENED = "opened"


@dataclass(frozen=True, order=True)
class Slip:
    """What a first answer to a question was wrong about. Two are the same mistake whatever experiment comes with them."""

    slug: str
    number: int  # of the question, from 1
    note: str  # what the lesson says to that answer
    experiment: Mapping[str, Any] = field(default_factory=dict, compare=False)  # controls of the page -> values that refute it


@dataclass(frozen=True)
class LearnerRow:
    """A learner's row in the grid."""

    name: str
    progress: Progress = field(default_factory=Progress)
    slips: tuple[Slip, ...] = ()
    handed_in: HandedIn | None = None
    number: int = 0  # of the learner in the class


class Cell(NamedTuple):
    """How far a learner is with a lesson."""

    mark: str  # one of lessons.progress.marks.MARKS, or OPENED
    right: int = 0  # questions that were right at the first try
    asked: int = 0  # questions that were answered


def lessons_of(rows: Iterable[LearnerRow]) -> list[Lesson]:
    """The lessons that anybody has opened or worked on, in their order."""
    begun = {slug for row in rows for slug in row.progress.lessons}
    return [entry for entry in CATALOG if entry.slug in begun and entry.teaches]


def cell_of(row: LearnerRow, slug: str) -> Cell:
    """How far a learner is with a lesson."""
    done = row.progress.of(slug)
    mark = mark_of(done)
    return Cell(OPENED if mark == TO_COME and done.opened else mark, done.right_at_first, done.asked)


def most_made_slip(rows: Iterable[LearnerRow]) -> tuple[Slip, int] | None:
    """The mistake that most learners have made, and how many; of several the first in the course. None where there is none."""
    counts = Counter(slip for row in rows for slip in set(row.slips))
    order = {entry.slug: place for place, entry in enumerate(CATALOG)}
    return min(counts.items(), key=lambda each: (-each[1], order[each[0].slug], each[0])) if counts else None


def class_csv(rows: Sequence[LearnerRow]) -> str:
    """All results as CSV: a line for each learner and lesson that was begun, and for each network that was handed in."""
    lines: list[Mapping[str, str]] = [
        {"Learner": row.name} | line | {"Handed in": "yes" if row.handed_in else ""}
        for row in rows
        for line in (lesson_rows(row.progress) or [dict.fromkeys(_COLUMNS, "")])
    ]
    networks = [{"Learner": row.name, **each} for row in rows if row.handed_in for each in row.handed_in.networks]
    return csv_text({"Class": lines, "Networks": networks})


_COLUMNS = ("Lesson", "Mark", "Steps", "Right at first", "Right in the end", "Trained", "Last opened")
