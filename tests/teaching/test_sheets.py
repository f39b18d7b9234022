"""Lessons on paper: every lesson has its sheets, the same seed makes the same ones, and the key's answers are the engine's."""

import itertools
import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from lessons.catalog import CATALOG, PATHS, path
from lessons.teaching.lesson_on_paper import lesson_on_paper
from lessons.teaching.path_plan import BREAK, MOST_AT_ONCE, SITTINGS, evenly, path_sheet, sittings_of
from lessons.teaching.sheets import answer_key, plan_sheet, worksheet
from lessons.texts import parts
from lessons.texts.steps import steps_of
from lessons.texts.warm_ups import ideas_that_come_back, question_from_seed

LESSONS = [entry.slug for entry in CATALOG if entry.teaches]
LETTERED = re.compile(r"^- \*\*([A-Z])\*\* (.+)$", re.MULTILINE)


def asked_on(pieces):
    """Of each question on a worksheet: what is written there, and letter -> answer."""
    return [(piece, dict(LETTERED.findall(piece))) for piece in pieces[1:]]


def key_of(pieces):
    """Number of a question -> (letter, answer), as the key has them."""
    rows = re.findall(r"^\| (\d+) \| \*\*([A-Z])\*\* \| (.+?) \| .+ \|$", pieces[-1], re.MULTILINE)
    return {int(number): (letter, answer) for number, letter, answer in rows}


@pytest.mark.parametrize("slug", LESSONS)
def test_the_key_has_the_engines_answer_to_each_question_of_the_worksheet(slug):
    for seed in (1, 7, 2026):
        paper = lesson_on_paper(slug, seed)
        numbers = sorted(number for each, number in ideas_that_come_back() if each == slug)
        asked, key = asked_on(worksheet(paper)), key_of(answer_key(paper))
        assert list(key) == list(range(1, len(numbers) + 1))
        assert len(asked) == len(numbers) >= 3
        for place, number in enumerate(numbers):
            made = question_from_seed(slug, number, seed)
            written, options = asked[place]
            letter, answer = key[place + 1]
            assert made.question.prompt in written
            assert made.given in written
            assert list(options.values()) == [choice.text for choice in made.question.choices]
            assert options[letter] == answer == made.question.right.text


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_key_is_right_by_the_worksheet_alone(seed):
    """Worked out by others from what is written on the paper."""

    def sheet(slug):
        paper = lesson_on_paper(slug, seed)
        written, options = asked_on(worksheet(paper))[0]
        grids = [
            np.array([[float(value) for value in row.split("&")] for row in rows.split("\\\\")])
            for rows in re.findall(r"begin\{bmatrix\}(.*?)\\end", written)
        ]
        row, column = (int(place) for place in re.findall(r"row (\d+), column (\d+)", written)[-1])
        return written, grids, row, column, float(options[key_of(answer_key(paper))[1][0]].replace(",", "").replace("−", "-"))

    _, (picture, kernel), row, column, told = sheet("convolution")
    assert told == pytest.approx(correlate2d(picture, kernel, mode="valid")[row, column], rel=1e-3, abs=1e-3)
    written, (values,), row, column, told = sheet("pooling")
    size = int(re.findall(r"is (\d) ×", written)[0])
    window = values[size * row : size * (row + 1), size * column : size * (column + 1)]
    assert told == pytest.approx(window.max() if "max pooling" in written else window.mean(), rel=1e-4)


def test_the_same_seed_makes_the_same_sheets_and_another_one_other_numbers():
    """All but the lessons whose questions are about words alone."""
    varied = []
    for slug in LESSONS:
        for sheet in (plan_sheet, worksheet, answer_key):
            assert sheet(lesson_on_paper(slug, 5)) == sheet(lesson_on_paper(slug, 5))
        if len({tuple(worksheet(lesson_on_paper(slug, seed))[1:]) for seed in range(6)}) > 1:
            varied.append(slug)
    assert len(varied) >= 0.9 * len(LESSONS)


@pytest.mark.parametrize("slug", LESSONS)
def test_a_plan_has_its_aims_minutes_steps_contrasts_and_what_is_behind_each_wrong_answer(slug):
    paper = lesson_on_paper(slug, 1)
    plan = "\n\n".join(plan_sheet(paper))
    assert sum(paper.minutes.values()) == paper.lesson.minutes
    assert min(paper.minutes.values()) >= 1
    assert parts(slug)["question"] in plan
    assert parts(slug)["summary"] in plan
    assert len(paper.moments) == len(steps_of(slug).steps) + len(steps_of(slug).presets)
    for each in paper.questions:
        assert all(f"{choice.text}. {choice.note}" in plan for choice in each.question.wrong)
    assert "{" not in re.sub(r"\$\$?.*?\$\$?", "", " ".join([plan, *worksheet(paper)]), flags=re.DOTALL)


@pytest.mark.parametrize("slug", LESSONS)
def test_a_worksheet_tells_no_reason_and_no_answer(slug):
    paper = lesson_on_paper(slug, 1)
    sheet = "\n\n".join(worksheet(paper))
    for each in paper.questions:
        assert not any(choice.note in sheet for choice in each.question.choices)


@pytest.mark.parametrize("slug", ["home", "glossary", "classroom"])
def test_a_page_that_teaches_nothing_has_no_sheets(slug):
    with pytest.raises(ValueError, match="must be of a lesson"):
        lesson_on_paper(slug, 1)


@pytest.mark.parametrize("name", PATHS)
def test_the_plan_of_a_path_has_all_its_lessons_in_order_minute_by_minute(name):
    sittings = sittings_of(name)
    assert [part.lesson for sitting in sittings for part in sitting if part.lesson] == list(path(name))
    assert len(sittings) == (SITTINGS if name == "full" else 1)
    for sitting in sittings:
        assert sitting[0].begins == 0
        assert all(one.ends == other.begins for one, other in itertools.pairwise(sitting))
        assert all(part.ends - part.begins == (part.lesson.minutes if part.lesson else BREAK) for part in sitting)
        breaks = [0, *(part.begins for part in sitting if not part.lesson), sitting[-1].ends]
        assert all(end - begin <= MOST_AT_ONCE + BREAK for begin, end in itertools.pairwise(breaks))
    assert all(f"**{entry.title}**" in "\n\n".join(path_sheet(name)) for entry in path(name))


def test_one_lesson_takes_45_minutes_and_none_of_the_ten_more():
    assert sittings_of("short")[0][-1].ends == 45
    assert max(sitting[-1].ends for sitting in sittings_of("full")) <= 45


def test_lessons_are_shared_out_as_evenly_as_any_cut_could():
    rng = np.random.default_rng(3)
    for _ in range(40):
        minutes = rng.integers(1, 20, int(rng.integers(3, 9))).tolist()
        count = int(rng.integers(1, len(minutes) + 1))
        cuts = ([0, *between, len(minutes)] for between in itertools.combinations(range(1, len(minutes)), count - 1))
        least = min(sum(sum(minutes[start:end]) ** 2 for start, end in itertools.pairwise(cut)) for cut in cuts)
        runs = evenly(minutes, count)
        assert [place for run in runs for place in run] == list(range(len(minutes)))
        assert sum(sum(minutes[place] for place in run) ** 2 for run in runs) == least
