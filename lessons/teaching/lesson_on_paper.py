"""A lesson as it is taught from paper: what to show, ask and say, from the lesson's own steps, words and questions."""

import re
from dataclasses import dataclass

from lessons.catalog import Lesson, lesson
from lessons.texts import words
from lessons.texts.glossary import terms_of
from lessons.texts.steps import Step, steps_of
from lessons.texts.warm_ups import WarmUp, ideas_that_come_back, question_from_seed

LARGEST_SEED = 9999
_SECONDS_A_QUESTION = 40  # as the catalog's minutes count them


@dataclass(frozen=True)
class Moment:
    """A piece of a lesson: what the teacher shows, asks before it is seen, and says when it was."""

    show: str
    ask: str
    say: str


@dataclass(frozen=True)
class LessonOnPaper:
    """All that the sheets of a lesson are made of. The same lesson and seed are always the same sheets."""

    lesson: Lesson
    seed: int
    objectives: tuple[str, ...]
    moments: tuple[Moment, ...]
    questions: tuple[WarmUp, ...]  # with numbers from the seed, as "Ask now" makes them

    @property
    def minutes(self) -> dict[str, int]:
        """The lesson's minutes, shared out: to begin, to try things out together, to answer the questions, to end."""
        asking = -(-len(self.questions) * _SECONDS_A_QUESTION // 60)
        return {"begin": 1, "try": max(1, self.lesson.minutes - asking - 2), "ask": asking, "end": 1}


def lesson_on_paper(slug: str, seed: int) -> LessonOnPaper:
    """A lesson on paper.

    Parameters
    ----------
    slug : of a lesson that teaches
    seed : int from 0, of the numbers in its questions
    """
    about, to_try = lesson(slug), steps_of(slug)
    if not about.teaches or to_try is None:
        raise ValueError(f"slug must be of a lesson with steps to try. Received: {slug}")
    numbers = sorted(number for each, number in ideas_that_come_back() if each == slug)
    contrasts = [Moment(f"Press “{preset.name}”.", "What will change?", preset.look) for preset in to_try.presets]
    return LessonOnPaper(
        about,
        seed,
        _objectives(about),
        (*(_moment(step) for step in to_try.steps), *contrasts),
        tuple(question_from_seed(slug, number, seed) for number in numbers),
    )


def _objectives(about: Lesson) -> tuple[str, ...]:
    names = [term.name for term in terms_of(about.slug)]
    known = (f"They use these words correctly: {', '.join(names)}.",) if names else ()
    return (f"They can answer: “{words(about.slug, 'question')}”", f"They have done this: {about.summary}", *known)


def _moment(step: Step) -> Moment:
    """A step to try. What depends on the page's picture and controls is left to the page."""
    try:
        guesses, right = step.guesses_of({}), step.right_of({})
    except KeyError:
        guesses, right = [], None  # they are numbers of the page
    ask = f"{' / '.join(guesses)}?" if guesses else "What do you expect?"
    told = "The page says what came of it." if callable(step.seen) else without_numbers(step.seen)
    said = f"**{right}.** {told}" if right and not told.startswith(right) else told
    return Moment(without_numbers(step.task), ask, said)


def without_numbers(text: str) -> str:
    """A text in which three dots stand for each number that only the page knows."""
    return re.sub(r"\{[^}]*\}", "…", text)
