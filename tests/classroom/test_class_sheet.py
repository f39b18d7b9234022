"""What learners hand in, and the sheet of the class that is printed: it says what they did, and nothing in it is markup."""

import csv
import io
import re

import pytest
from markdown_it import MarkdownIt

from lessons.classroom.class_grid import LearnerRow, Slip, class_csv
from lessons.classroom.class_sheet import class_sheet, learner_lines, lesson_lines
from lessons.classroom.handed_in import LONGEST, MOST_NETWORKS, handed_in
from lessons.classroom.school_class import GRID_EVERY, ClassError, SchoolClass
from lessons.progress.notes import Progress

SECRET = "secret"
EARLY = Progress().opened("pooling", 100).tried("pooling", 1, True, 200, 2)
LATE = EARLY.tried("pooling", 2, False, 210, 2).found("pooling", 2)
NETWORK = {"Lesson": "Fine-tune", "Network": "frozen", "Test": "accuracy 90.0%", "The same again": "http://a/fine_tune?seed=1"}


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def school_class(now):
    return SchoolClass("BCDFHJ", SECRET, lambda: now[0])


def test_what_is_handed_in_is_as_it_was_then_until_it_is_handed_in_again(school_class, now):
    school_class.join("mine")
    assert not school_class.view("mine").has_handed_in
    school_class.hand_in("mine", handed_in(EARLY, [NETWORK], 5.0))
    assert school_class.view("mine").has_handed_in
    school_class.tell_progress("mine", LATE)
    (row,) = school_class.grid(SECRET)
    assert (row.handed_in.progress, row.handed_in.networks, row.progress) == (EARLY, (NETWORK,), LATE)
    school_class.hand_in("mine", handed_in(LATE, [], 6.0))
    now[0] = GRID_EVERY
    (row,) = school_class.grid(SECRET)
    assert (row.handed_in.progress, row.handed_in.networks) == (LATE, ())


def test_nobody_else_hands_in_and_whoever_leaves_takes_it_along(school_class, now):
    with pytest.raises(ClassError):
        school_class.hand_in("stranger", handed_in(EARLY, [], 5.0))
    school_class.join("mine")
    school_class.hand_in("mine", handed_in(EARLY, [NETWORK], 5.0))
    school_class.leave("mine")
    school_class.join("mine")
    assert not school_class.view("mine").has_handed_in
    assert school_class.grid(SECRET)[0].handed_in is None


def test_what_is_handed_in_is_bounded():
    kept = handed_in(EARLY, [{"Network": "x" * 10_000}] * 1000, 5.0)
    assert len(kept.networks) == MOST_NETWORKS
    assert {len(row["Network"]) for row in kept.networks} == {LONGEST}


def test_the_lines_count_what_was_done():
    slip = Slip("pooling", 2, "That is the input.")
    rows = [
        LearnerRow("Otter", LATE, (slip,), handed_in(EARLY, [NETWORK], 5.0)),
        LearnerRow("Lynx", LATE, (slip,)),
        LearnerRow("Yak"),
    ]
    otter, lynx, yak = learner_lines(rows, ["Otter", "2", "3"])
    assert (otter["Lessons answered"], otter["Only tried"], otter["Right at first"]) == ("0", "1", "1 of 1")  # as handed in
    assert (otter["Networks"], otter["Handed in"]) == ("1", "yes")
    assert (lynx["Learner"], lynx["Lessons answered"], lynx["Right at first"], lynx["Handed in"]) == ("2", "1", "1 of 2", "")
    assert (yak["Lessons answered"], yak["Right at first"]) == ("0", "")
    (pooling,) = lesson_lines(rows)
    assert (pooling["Opened"], pooling["Answered"], pooling["Right at first"]) == ("2", "2", "2 of 4")
    assert pooling["Most common mistake"] == "Question 2, 2×: That is the input."


def test_the_csv_has_the_networks_that_were_handed_in_with_their_addresses():
    rows = [LearnerRow("Otter", LATE, (), handed_in(LATE, [NETWORK], 5.0)), LearnerRow("Lynx", LATE)]
    lines = list(csv.reader(io.StringIO(class_csv(rows))))
    networks = lines[lines.index(["Networks"]) + 1 :]
    assert networks[0] == ["Learner", *NETWORK]
    assert networks[1] == ["Otter", *NETWORK.values()]
    assert lines[1][-1] == "Handed in"
    assert [line[-1] for line in lines[2:4]] == ["yes", ""]


@pytest.mark.parametrize("text", ["a | b", "**bold** `code`", "[x](http://y)", "<img src=x>", "$x$ :red[y]", "a\nb", "\\"])
def test_whatever_stands_in_a_cell_is_read_as_it_is_written(text):
    """By another reader of Markdown than the page's."""
    rows = [LearnerRow("Otter", LATE, (), handed_in(LATE, [{"Lesson": "Fine-tune", "Network": text}], 5.0))]
    (sheet,) = [piece for piece in class_sheet("BCDFHJ", rows, ["Otter"], "1 May 2026") if "### Networks" in piece]
    made = MarkdownIt("commonmark").enable("table").render(sheet)
    cells = re.findall(r"<td>(.*?)</td>", made)
    unescaped = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
    read = [re.sub("|".join(unescaped), lambda each: unescaped[each[0]], cell) for cell in cells]
    assert read == ["Otter", "Fine-tune", text.replace("\n", " ")]


def test_a_class_where_nothing_was_done_has_its_sheet():
    (piece,) = class_sheet("BCDFHJ", [LearnerRow("Otter")], ["Otter"], "1 May 2026")
    assert "## Class BCDFHJ" in piece
    assert "| Otter |" in piece
