"""What a learner did as tables: to read, to print, and as CSV to hand in."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from lessons.catalog import CATALOG
from lessons.progress.marks import mark_of
from lessons.progress.notes import Progress

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a cell begins with that a spreadsheet would compute
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # which stays one, also below zero


def lesson_rows(progress: Progress, zone: tzinfo = UTC) -> list[dict[str, str]]:
    """The lessons that were opened or worked on, in their order, as a table: a dict for each.

    Parameters
    ----------
    progress : Progress
    zone : of the dates
    """
    return [
        {
            "Lesson": entry.title,
            "Mark": mark_of(done),
            "Steps": _of(len(done.steps), done.steps_there),
            "Right at first": _of(done.right_at_first, done.questions_there),
            "Right in the end": _of(done.found, done.questions_there),
            "Trained": "yes" if done.trained else "",
            "Last opened": datetime.fromtimestamp(done.opened, zone).date().isoformat() if done.opened else "",
        }
        for entry in CATALOG
        if (done := progress.lessons.get(entry.slug)) is not None
    ]


def csv_text(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    """Tables below each other as one CSV, each with its name and its columns above it.

    A text that a spreadsheet would take for a formula is kept a text by an apostrophe before it.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    for name, rows in tables.items():
        if rows:
            writer.writerow([_plain(name)])
            writer.writerow([_plain(column) for column in rows[0]])
            writer.writerows([_plain(str(value)) for value in row.values()] for row in rows)
            writer.writerow([])
    return file.getvalue()


def _of(some: int, there: int) -> str:
    """So many of those that there are, if that is known."""
    return f"{some} of {there}" if there else str(some) if some else ""


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
