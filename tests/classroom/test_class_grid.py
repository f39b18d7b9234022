"""Where a class is: what the grid, the most made mistake and the CSV say is what the learners did."""

import csv
import io

from lessons.catalog import CATALOG
from lessons.classroom.class_grid import LearnerRow, Slip, cell_of, class_csv, lessons_of, most_made_slip
from lessons.classroom.school_class import GRID_EVERY, SchoolClass
from lessons.progress.notes import Progress

OPENED = Progress().opened("pixels", 100)
TRIED = OPENED.step("pooling", "first", 3).tried("pooling", 1, True, 200, 2).tried("pooling", 2, False, 210, 2)
ANSWERED = TRIED.found("pooling", 2)
WRONG, OTHER = Slip("pooling", 2, "That is the input."), Slip("convolution", 1, "That is the mean.")


def test_a_cell_tells_opened_tried_and_answered_apart():
    cells = [cell_of(LearnerRow("x", progress), "pooling") for progress in (Progress(), TRIED, ANSWERED)]
    assert [cell.mark for cell in cells] == ["to come", "tried", "answered"]
    assert [(cell.right, cell.asked) for cell in cells] == [(0, 0), (1, 2), (1, 2)]
    assert cell_of(LearnerRow("x", OPENED), "pixels").mark == "opened"


def test_the_columns_are_what_anybody_began_in_the_order_of_the_course():
    rows = [LearnerRow("a", ANSWERED), LearnerRow("b", Progress().opened("network", 5).opened("home", 5))]
    assert [entry.slug for entry in lessons_of(rows)] == ["network", "pixels", "pooling"]
    assert lessons_of([]) == lessons_of([LearnerRow("a")]) == []


def test_a_mistake_counts_once_for_each_learner():
    rows = [LearnerRow("a", slips=(WRONG, OTHER)), LearnerRow("b", slips=(WRONG,)), LearnerRow("c")]
    assert most_made_slip(rows) == (WRONG, 2)
    assert most_made_slip(rows[:1]) == (OTHER, 1)  # of two alike the first in the course
    assert most_made_slip([]) is None
    assert [entry.slug for entry in CATALOG].index("convolution") < [entry.slug for entry in CATALOG].index("pooling")


def test_the_csv_has_a_line_for_each_learner_and_lesson_and_no_formula():
    rows = [LearnerRow("-1+1", ANSWERED), LearnerRow("Zoë")]
    lines = list(csv.reader(io.StringIO(class_csv(rows))))
    assert lines[1] == [
        "Learner",
        "Lesson",
        "Mark",
        "Steps",
        "Right at first",
        "Right in the end",
        "Trained",
        "Last opened",
        "Handed in",
    ]
    assert [line[:3] for line in lines[2:5]] == [
        ["'-1+1", "Pixels", "to come"],
        ["'-1+1", "Pooling", "answered"],
        ["Zoë", "", ""],
    ]
    assert lines[3][3:6] == ["1 of 3", "1 of 2", "2 of 2"]
    assert {len(line) for line in lines[1:5]} == {9}


def test_a_snapshot_is_taken_every_two_seconds_and_what_one_tells_is_in_it():
    now = [0.0]
    school_class = SchoolClass("BCDFHJ", "secret", lambda: now[0])
    school_class.join("mine")
    assert school_class.grid("secret")[0].progress == Progress()
    school_class.tell_progress("mine", TRIED)
    school_class.tell_slip("mine", WRONG)
    now[0] = GRID_EVERY - 0.1
    assert school_class.grid("secret")[0].progress == Progress()
    now[0] = GRID_EVERY
    (row,) = school_class.grid("secret")
    assert (row.progress, row.slips) == (TRIED, (WRONG,))
    school_class.leave("mine")
    now[0] = 2 * GRID_EVERY
    assert school_class.grid("secret") == ()


def test_a_flood_of_mistakes_stays_bounded():
    school_class = SchoolClass("BCDFHJ", "secret", lambda: 0.0)
    school_class.join("mine")
    for number in range(10_000):
        school_class.tell_slip("mine", Slip("pooling", number, "x"))
    assert len(school_class.grid("secret")[0].slips) < 1000
