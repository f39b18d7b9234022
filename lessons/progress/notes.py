"""What a learner has done, lesson by lesson. Nothing in it ever changes: a note makes a new one, and any two can be merged.

Merging takes all that either of the two has. So it does not matter which is merged first, how often, or in which order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

MOST_TRIES = 8  # of a question: of more, the oldest go
MOST_STEPS = 24  # of a lesson
MOST_QUESTIONS = 12  # of a lesson

_Value = TypeVar("_Value")


class Try(NamedTuple):
    """The first answer to a question as it was asked once."""

    when: int  # seconds since 1970
    right: bool


@dataclass(frozen=True)
class Idea:
    """What became of one question of a lesson. Its numbers may differ each time, the idea behind it is the same."""

    tries: tuple[Try, ...] = ()  # each once, the latest last
    found: bool = False  # whether the right answer was ever found, at first or after others

    @property
    def right(self) -> int:
        """How often the first answer was right."""
        return sum(each.right for each in self.tries)


@dataclass(frozen=True)
class LessonProgress:
    """What a learner has done in one lesson."""

    opened: int = 0  # when last, in seconds since 1970; 0 is never
    steps: frozenset[str] = frozenset()  # names of the steps to try that were done
    steps_there: int = 0  # how many the lesson has; 0 is not known
    ideas: Mapping[int, Idea] = field(default_factory=dict)  # number of the question, from 1 -> what became of it
    questions_there: int = 0
    trained: bool = False  # whether a network was trained there

    @property
    def found(self) -> int:
        """How many questions were answered right, at first or after other answers."""
        return sum(idea.found for idea in self.ideas.values())

    @property
    def asked(self) -> int:
        """How many questions were answered at all, as far back as tries are kept."""
        return sum(bool(idea.tries) for idea in self.ideas.values())

    @property
    def right_at_first(self) -> int:
        """How many questions were answered right the first time that they were asked, as far back as tries are kept."""
        return sum(idea.tries[0].right for idea in self.ideas.values() if idea.tries)


_NOTHING = LessonProgress()


@dataclass(frozen=True)
class Progress:
    """What a learner has done in all lessons."""

    lessons: Mapping[str, LessonProgress] = field(default_factory=dict)  # slug -> what was done there

    def of(self, slug: str) -> LessonProgress:
        """What was done in a lesson."""
        return self.lessons.get(slug, _NOTHING)

    def opened(self, slug: str, when: int) -> "Progress":
        """This, and that a lesson was opened."""
        return self._and(slug, LessonProgress(opened=when))

    def step(self, slug: str, name: str, there: int = 0) -> "Progress":
        """This, and that a step to try was done, one of so many."""
        return self._and(slug, LessonProgress(steps=frozenset([name]), steps_there=there))

    def tried(self, slug: str, question: int, right: bool, when: int, there: int = 0) -> "Progress":
        """This, and the first answer to a question, one of so many in its lesson."""
        return self._and(slug, LessonProgress(ideas={question: Idea((Try(when, right),), right)}, questions_there=there))

    def found(self, slug: str, question: int) -> "Progress":
        """This, and that the right answer to a question was found, though not at first."""
        return self._and(slug, LessonProgress(ideas={question: Idea(found=True)}))

    def trained(self, slug: str) -> "Progress":
        """This, and that a network was trained in a lesson."""
        return self._and(slug, LessonProgress(trained=True))

    def _and(self, slug: str, done: LessonProgress) -> "Progress":
        return merged(self, Progress({slug: done}))


def merged(first: Progress, second: Progress) -> Progress:
    """All that either has, of two tabs or of a browser and a server."""
    return Progress(_by_name(first.lessons, second.lessons, _merged_lessons))


def _by_name(first: Mapping[Any, _Value], second: Mapping[Any, _Value], merge: Callable[[_Value, _Value], _Value]) -> dict:
    both = {name: merge(first[name], second[name]) for name in first if name in second}
    return {**first, **second, **both}


def _merged_lessons(first: LessonProgress, second: LessonProgress) -> LessonProgress:
    return LessonProgress(
        opened=max(first.opened, second.opened),
        steps=frozenset(sorted(first.steps | second.steps)[:MOST_STEPS]),
        steps_there=max(first.steps_there, second.steps_there),
        ideas=_by_name(first.ideas, second.ideas, _merged_ideas),
        questions_there=max(first.questions_there, second.questions_there),
        trained=first.trained or second.trained,
    )


def _merged_ideas(first: Idea, second: Idea) -> Idea:
    return Idea(tuple(sorted({*first.tries, *second.tries})[-MOST_TRIES:]), first.found or second.found)
