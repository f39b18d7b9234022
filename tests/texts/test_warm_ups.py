"""Questions that come back: they can be answered without the page, obey the laws of all questions, and have new numbers."""

import itertools
import re

import numpy as np
import pytest
from scipy.signal import correlate2d

from lessons.catalog import CATALOG
from lessons.progress.notes import MOST_TRIES, Try
from lessons.texts.warm_up_numbers import MAKERS, NEED_THE_PAGE
from lessons.texts.warm_ups import ideas_that_come_back, question_from_seed, rests_on_the_page, warm_up
from tests.texts import test_questions as laws
from tests.texts.generated_questions import Case

IDEAS = sorted(ideas_that_come_back())
START = 1_800_000_000


def tries(count, start=START):
    return tuple(Try(start + 100_000 * number, True) for number in range(count))


@pytest.fixture(scope="module")
def cases():
    return [Case(slug, [warm_up(slug, number, tries(1, seed)).question]) for slug, number in IDEAS for seed in range(1, 25)]


@pytest.mark.slow
def test_they_obey_the_laws_of_all_questions(cases):
    laws.test_every_question_has_one_right_answer_and_wrong_ones_that_say_why(cases)
    laws.test_every_question_can_be_understood_by_itself(cases)


def test_every_lesson_comes_back_and_nothing_that_needs_its_page(cases):
    assert set(MAKERS) == {entry.slug for entry in CATALOG if entry.teaches}
    assert {slug for slug, _ in IDEAS} == set(MAKERS)
    assert not any((slug, number) in IDEAS for slug, numbers in NEED_THE_PAGE.items() for number in numbers)
    for case in cases:
        assert not re.search(r"\b(above[,.]|below|point at|this page|on the screen)\b", case.questions[0].prompt.lower()), (
            case.slug
        )


def test_nobody_sees_the_same_numbers_twice_in_a_row():
    """Of a question that has numbers, as two of five have. One about words alone comes back as it is."""
    varied = 0
    for idea in IDEAS:
        assert warm_up(*idea, ()) == warm_up(*idea, ())
        if any(warm_up(*idea, tries(1, seed)) != warm_up(*idea, tries(1)) for seed in range(1, 9)):
            varied += 1
            asked = [warm_up(*idea, tries(count)) for count in range(MOST_TRIES + 1)]
            assert all(one != other for one, other in itertools.pairwise(asked)), idea
    assert varied >= 0.4 * len(IDEAS)


def test_an_idea_that_needs_its_page_does_not_come_back():
    with pytest.raises(KeyError):
        warm_up("nowhere", 1, ())
    with pytest.raises(ValueError, match="must be one that can come back"):
        warm_up("pixels", 12, ())


def grids(text):
    """The matrices of a text, as KaTeX writes them."""
    found = re.findall(r"begin\{bmatrix\}(.*?)\\end", text)
    return [np.array([[float(value) for value in row.split("&")] for row in rows.split("\\\\")]) for rows in found]


@pytest.mark.parametrize("seed", range(1, 9))
def test_what_is_given_is_enough_to_answer(seed):
    """Worked out by others from the text alone."""
    asked = warm_up("convolution", 1, tries(1, seed))
    picture, kernel = grids(asked.given)
    row, column = (int(place) for place in re.findall(r"row (\d+), column (\d+)", asked.question.prompt)[0])
    there = correlate2d(picture, kernel, mode="valid")
    assert float(asked.question.right.text.replace(",", "").replace("−", "-")) == pytest.approx(
        there[row, column], rel=1e-3, abs=1e-3
    )

    asked = warm_up("activation", 2, tries(1, seed))
    (values,) = grids(asked.given)
    assert float(asked.question.right.text) == pytest.approx(100 * (values <= 0).mean())

    asked = warm_up("pooling", 1, tries(1, seed))
    (values,), size = grids(asked.given), int(re.findall(r"is (\d) ×", asked.given)[0])
    row, column = (int(place) for place in re.findall(r"row (\d+), column (\d+)", asked.question.prompt)[0])
    window = values[size * row : size * (row + 1), size * column : size * (column + 1)]
    wanted = window.max() if "max pooling" in asked.given else window.mean()
    assert float(asked.question.right.text) == pytest.approx(wanted, rel=1e-4)


def test_no_note_sends_anybody_to_a_cell_that_is_not_there(cases):
    for case in cases:
        for question in case.questions:
            for choice in question.choices:
                assert "point at" not in choice.note, (case.slug, choice.note)
                assert choice.note.endswith((".", "?", "!", "”")), (case.slug, choice.note)


@pytest.mark.parametrize("slug", ["convolution", "pooling", "activation"])
def test_a_question_that_rests_on_its_page_is_told_from_one_that_does_not(slug):
    for number in (number for asked, number in IDEAS if asked == slug):
        assert rests_on_the_page(slug, number) == bool(question_from_seed(slug, number, 5).given)
    assert not rests_on_the_page("pooling", 4)  # it can't be asked without its page
