"""Questions of the lessons, asked again elsewhere and later: the same ideas, with new numbers."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from lessons.progress.notes import Try
from lessons.texts.questions import Question, hash_of
from lessons.texts.warm_up_numbers import MAKERS, NEED_THE_PAGE

_ON_THE_PAGE = " Work it out, then point at the cell."  # the end of prompts that only makes sense beside the figure
_TO_THE_CELL = re.compile(": point at [^.]*")  # likewise, in notes
_MOST_DRAWS = 6  # a question without numbers is the same in each


@dataclass(frozen=True)
class WarmUp:
    """A question of a lesson that can be answered without the lesson's page."""

    slug: str
    number: int  # of the question in its lesson, from 1
    question: Question
    given: str = ""  # Markdown: the numbers that it is about, where they do not stand in it


@cache
def ideas_that_come_back() -> frozenset[tuple[str, int]]:
    """(slug, number in its lesson) of all questions that can be asked without the page of their lesson."""
    made = {slug: len(make(np.random.default_rng(0)).questions) for slug, make in MAKERS.items()}
    return frozenset(
        (slug, number)
        for slug, count in made.items()
        for number in range(1, count + 1)
        if number not in NEED_THE_PAGE.get(slug, ())
    )


@lru_cache(maxsize=512)
def warm_up(slug: str, number: int, tries: tuple[Try, ...]) -> WarmUp:
    """A question to ask again. The same tries give the same question; one more try gives other numbers, where it has any.

    Parameters
    ----------
    slug, number : of a question that can come back
    tries : what the learner answered to it before, the latest last
    """
    when = tries[-1].when if tries else 0
    before = warm_up(slug, number, tries[:-1]) if tries else None
    for draw in range(_MOST_DRAWS):
        drawn = _drawn(slug, number, when, draw)
        if drawn is None:
            raise ValueError(f"the question must be one that can come back. Received: {slug}, {number}")
        if before is None or drawn != before:
            break
    return drawn


def question_from_seed(slug: str, number: int, seed: int) -> WarmUp:
    """A question with numbers from a seed, the same for everybody who makes it. ValueError where it needs its lesson's page."""
    drawn = _drawn(slug, number, seed, 0) if (slug, number) in ideas_that_come_back() else None
    if drawn is None:
        raise ValueError(f"the question must be one that can come back. Received: {slug}, {number}")
    return drawn


@lru_cache(maxsize=512)
def _drawn(slug: str, number: int, when: int, draw: int) -> WarmUp | None:
    made = MAKERS[slug](np.random.default_rng([hash_of(slug), number, when, draw]))
    if number > len(made.questions):
        return None
    return WarmUp(slug, number, _away_from_page(made.questions[number - 1]), made.given.get(number, ""))


def question_on_the_wall(slug: str, number: int, question: Question) -> WarmUp:
    """A question as it stands on a lesson's page, for those who see that page on a wall."""
    return WarmUp(slug, number, _away_from_page(question))


def rests_on_the_page(slug: str, number: int) -> bool:
    """Whether a question needs numbers of its lesson's page that do not stand in it, and can be asked with others instead."""
    return (slug, number) in ideas_that_come_back() and bool(question_from_seed(slug, number, 1).given)


def _away_from_page(question: Question) -> Question:
    right, *wrong = (replace(each, note=_TO_THE_CELL.sub("", each.note)) for each in (question.right, *question.wrong))
    return replace(question, prompt=question.prompt.removesuffix(_ON_THE_PAGE), right=right, wrong=tuple(wrong))
