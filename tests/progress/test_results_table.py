"""What a learner hands in: one row for each lesson, and a CSV that other programs read."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as some

from lessons.catalog import lesson
from lessons.progress.notes import Progress
from lessons.progress.results_table import csv_text, lesson_rows
from tests.progress.test_notes import progresses

MIDNIGHT = int(datetime(2026, 11, 29, tzinfo=UTC).timestamp())
cells = some.text(some.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)


@given(progresses)
def test_every_lesson_of_the_progress_has_a_row_and_no_other(progress):
    assert {row["Lesson"] for row in lesson_rows(progress)} == {lesson(slug).title for slug in progress.lessons}


def test_a_row_says_what_was_done_in_a_lesson():
    done = Progress().opened("pooling", MIDNIGHT - 60).step("pooling", "window", 4).trained("pooling")
    done = done.tried("pooling", 1, False, MIDNIGHT, 5).found("pooling", 1).tried("pooling", 2, True, MIDNIGHT, 5)
    (row,) = lesson_rows(done)
    assert row == {
        "Lesson": "Pooling",
        "Mark": "tried",
        "Steps": "1 of 4",
        "Right at first": "1 of 5",
        "Right in the end": "2 of 5",
        "Trained": "yes",
        "Last opened": "2026-11-28",
    }
    assert lesson_rows(done, timezone(timedelta(hours=1)))[0]["Last opened"] == "2026-11-29"
    (row,) = lesson_rows(Progress().opened("zoo", 0).step("zoo", "first"))
    assert (row["Steps"], row["Right at first"], row["Last opened"]) == ("1", "", "")


@given(some.lists(some.fixed_dictionaries({"a": cells, "b": cells}), min_size=1, max_size=4), cells)
def test_a_table_comes_back_from_its_csv_and_no_cell_is_a_formula(rows, name):
    told = list(csv.reader(io.StringIO(csv_text({"Other": [], name: rows}), newline="")))
    assert [len(line) for line in told] == [1, 2, *(2 for _ in rows), 0]
    for line, row in zip(told[2:-1], rows, strict=True):
        for cell, value in zip(line, row.values(), strict=True):
            assert cell in (value, f"'{value}")
            assert not cell.startswith(("=", "+", "-", "@"))
    assert csv_text({"Nothing": []}) == ""
