"""The sheet of a class to print: a table of its learners, one of its lessons, and the networks that were handed in."""

from collections import Counter
from collections.abc import Mapping, Sequence

from lessons.classroom.class_grid import OPENED, LearnerRow, Slip, cell_of, lessons_of
from lessons.progress.marks import ANSWERED, TRIED, sums_of


def class_sheet(code: str, rows: Sequence[LearnerRow], names: Sequence[str], day: str) -> list[str]:
    """The sheet, as pieces of Markdown.

    Parameters
    ----------
    code : of the class
    rows, names : of each learner; a name may be another one than the learner's own
    day : when it is, as it is written
    """
    handed = sum(row.handed_in is not None for row in rows)
    head = f"## Class {code}\n\n*{day} · {len(rows)} learners · results of {handed} handed in*"
    pieces = [f"{head}\n\n{_table(learner_lines(rows, names))}"]
    lessons = lesson_lines(rows)
    if lessons:
        pieces.append(f"### Lessons\n\n{_table(lessons)}")
    networks = [
        {"Learner": name, **_without_address(network)}
        for row, name in zip(rows, names, strict=True)
        if row.handed_in
        for network in row.handed_in.networks
    ]
    if networks:
        pieces.append(f"### Networks\n\n{_table(networks)}")
    return pieces


def learner_lines(rows: Sequence[LearnerRow], names: Sequence[str]) -> list[dict[str, str]]:
    """A line for each learner: what was handed in, where it was, else how far they are."""
    lines = []
    for row, name in zip(rows, names, strict=True):
        sums = sums_of(row.handed_in.progress if row.handed_in else row.progress)
        lines.append(
            {
                "Learner": name,
                "Lessons answered": str(sums["answered"]),
                "Only tried": str(sums["tried"]),
                "Right at first": f"{sums['right']} of {sums['asked']}" if sums["asked"] else "",
                "Networks": str(len(row.handed_in.networks)) if row.handed_in else "",
                "Handed in": "yes" if row.handed_in else "",
            }
        )
    return lines


def lesson_lines(rows: Sequence[LearnerRow]) -> list[dict[str, str]]:
    """A line for each lesson that anybody has begun: how many are how far, and the mistake that most made there."""
    lines = []
    for entry in lessons_of(rows):
        cells = [cell_of(row, entry.slug) for row in rows]
        marks = Counter(cell.mark for cell in cells)
        right, asked = sum(cell.right for cell in cells), sum(cell.asked for cell in cells)
        slips: Counter[Slip] = Counter(slip for row in rows for slip in set(row.slips) if slip.slug == entry.slug)
        slip, count = min(slips.items(), key=lambda each: (-each[1], each[0])) if slips else (None, 0)
        lines.append(
            {
                "Lesson": entry.title,
                "Opened": str(marks[OPENED] + marks[TRIED] + marks[ANSWERED]),
                "Answered": str(marks[ANSWERED]),
                "Right at first": f"{right} of {asked}" if asked else "",
                "Most common mistake": f"Question {slip.number}, {count}×: {slip.note}" if slip else "",
            }
        )
    return lines


def _without_address(line: Mapping[str, str]) -> dict[str, str]:
    """On paper nobody follows a link: the CSV has it."""
    return {column: text for column, text in line.items() if not text.startswith("http") and column != "The same again"}


def _table(lines: Sequence[Mapping[str, str]]) -> str:
    columns = list(lines[0])
    rows = [columns, ["---"] * len(columns), *([_cell(line.get(column, "")) for column in columns] for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(text: str) -> str:
    """A text as it is read, whatever letters are in it."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|$:~!" else letter for letter in text.replace("\n", " "))
