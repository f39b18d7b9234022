"""Answer sheets as a CSV file, with all figures above them; and read again from one, as a stranger's input."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from lessons.classroom.answer_sheet import ROUNDS, AnswerSheet, cleaned_code
from lessons.progress.results_table import csv_text
from lessons.teaching.learning_gain import by_learner, gains_of, group_gain, item_figures, score
from lessons.teaching.learning_item import FORMS, RIGHT, UNKNOWN
from lessons.teaching.learning_test import ITEMS

LONGEST = 2_000_000  # letters of a file
MOST_SHEETS = 2000
_QUESTIONS = [f"Question {number}" for number in range(1, len(ITEMS) + 1)]
_COLUMNS = ["Code", "Round", "Form", *_QUESTIONS]


def learning_csv(sheets: Sequence[AnswerSheet]) -> str:
    """All that there is to say of answer sheets: the group's gain, each learner's, the items' figures, and the answers."""
    found = by_learner(sheets)
    kept = [each[round_] for each in found.values() for round_ in ROUNDS if round_ in each]
    return csv_text(
        {
            "Group": group_rows(kept),
            "Learners": learner_rows(kept),
            "Items": item_rows(kept),
            "Answers": [
                dict(zip(_COLUMNS, (sheet.code, sheet.round, sheet.form, *sheet.answers), strict=True)) for sheet in kept
            ],
        }
    )


def group_rows(sheets: Iterable[AnswerSheet]) -> list[dict[str, str]]:
    """The group's gain from before to each later round, as a table."""
    rows, sheets = [], list(sheets)
    for round_ in ROUNDS[1:]:
        found = group_gain(sheets, round_)
        if found is not None:
            low, high = found.interval or (None, None)
            rows.append(
                {
                    "From before to": round_,
                    "Learners": str(found.learners),
                    "Mean before, %": f"{found.before:.1f}",
                    "Mean then, %": f"{found.after:.1f}",
                    "Normalised gain": _two(found.gain),
                    "95% from": _two(low),
                    "95% to": _two(high),
                }
            )
    return rows


def learner_rows(sheets: Iterable[AnswerSheet]) -> list[dict[str, str]]:
    """Each learner's scores and normalised gains, as a table."""
    return [
        {"Code": code}
        | {f"{round_.capitalize()}, %": f"{score(each[round_]):.1f}" if round_ in each else "" for round_ in ROUNDS}
        | {f"Gain {round_}": _two(gains_of(each).get(round_)) for round_ in ROUNDS[1:]}
        for code, each in by_learner(sheets).items()
    ]


def item_rows(sheets: Iterable[AnswerSheet]) -> list[dict[str, str]]:
    """The figures of the items, as a table."""
    return [
        {
            "Question": str(figures.item + 1),
            "Idea": ITEMS[figures.item].idea,
            "Round": figures.round,
            "Form": figures.form,
            "Learners": str(figures.learners),
            "Right": f"{figures.right:.2f}",
            "Discrimination": _two(figures.discrimination),
            "Most common mistake": figures.misconception,
        }
        for figures in item_figures(sheets)
    ]


def read_sheets(text: str) -> list[AnswerSheet]:
    """The answer sheets of a file, as `learning_csv` wrote it. What is no whole sheet is left out."""
    found: list[AnswerSheet] = []
    reading = False
    try:
        for row in csv.reader(io.StringIO(text[:LONGEST].lstrip("\ufeff"))):
            if row == _COLUMNS:
                reading = True
            elif reading and len(found) < MOST_SHEETS:
                sheet = _sheet(row)
                found += [sheet] if sheet else []
    except csv.Error:
        return found
    return found


def _sheet(row: Sequence[str]) -> AnswerSheet | None:
    if len(row) != len(_COLUMNS):
        return None
    code, round_, form, *answers = row
    options: Iterable[tuple[str, Mapping[str, None]]] = zip(
        answers, (dict.fromkeys((RIGHT, UNKNOWN, *item.misconceptions)) for item in ITEMS), strict=True
    )
    is_whole = cleaned_code(code) == code and round_ in ROUNDS and form in FORMS
    return AnswerSheet(code, round_, form, tuple(answers)) if is_whole and all(a in there for a, there in options) else None


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
