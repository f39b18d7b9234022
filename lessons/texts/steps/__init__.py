"""Steps to try: tasks of a lesson, each something to do and something to see; and presets that set a contrast up.

A lesson's steps are TO_TRY of `lessons/texts/steps/<slug>.py`. Whether a step is done is a function of what the page knows:
where its controls stand, what was pointed at, what was computed.
"""

import hashlib
import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lessons.texts import with_true_minus

Known = Mapping[str, Any]
BY_ITSELF = None
"""Where a control is to stand as the page sets it, which depends on the picture or the network."""


@dataclass(frozen=True)
class Step:
    """A task: what to do, how the page sees that it was done, and what there was to see.

    `task` and `seen` may name things that the page knows, in braces.
    """

    name: str  # under which it is remembered: small letters, digits and underscores
    task: str
    is_done: Callable[[Known], bool]
    seen: str | Callable[[Known], str]
    guesses: Callable[[Known], Sequence[str]] | None = None  # answers to choose from beforehand; the first one is right
    by: Mapping[str, Any] = field(default_factory=dict)  # where the page's controls have to stand, as far as they do it
    start: Mapping[str, Any] = field(default_factory=dict)  # where they stand as it begins, where its sentences rest on that
    order: Sequence[str] = ()  # all that may be guessed, in an order of its own, as layers have one

    def rests_on(self) -> dict[str, Any]:
        """Where controls have to stand all the while: as at the start, except for those that the learner is asked to move."""
        held = {control: value for control, value in self.start.items() if value is not BY_ITSELF}
        return {control: value for control, value in held.items() if self.by.get(control, value) == value}

    def task_in(self, known: Known) -> str:
        """What to do, with its numbers."""
        return self.task.format(**known)

    def guesses_of(self, known: Known) -> list[str]:
        """The answers to choose from, each once, in an order that does not tell which one is right."""
        found = list(dict.fromkeys(self.guesses(known))) if self.guesses else []
        if self.order:
            return sorted(found, key=self.order.index)
        return sorted(found, key=lambda guess: hashlib.blake2b(f"{self.task} {guess}".encode()).digest())

    def right_of(self, known: Known) -> str | None:
        """The right one of them, if there are any."""
        return self.guesses(known)[0] if self.guesses else None

    def seen_in(self, known: Known) -> str:
        """What there is to see, with its numbers, and true minus signs before them."""
        told = (self.seen(known) if callable(self.seen) else self.seen).format(**known)
        return with_true_minus(told)

    def answer_to(self, guess: str | None, known: Known) -> str:
        """What came of a guess, and what there was to see. What is right is said once, where that begins with it."""
        seen, right = self.seen_in(known), self.right_of(known)
        if guess is None or right is None:
            return seen
        is_said = re.match(rf"“?{re.escape(right)}(?![\w]|[.,]\d)", seen, re.IGNORECASE)
        said, truth = (f"“{each}”" if " " in each else each for each in (guess, right))
        if guess == right:
            return f"You guessed right: {seen}" if is_said else f"You guessed right: {truth}. {seen}"
        return f"You guessed {said}. In fact: {seen}" if is_said else f"You guessed {said}; the right answer is {truth}. {seen}"


@dataclass(frozen=True)
class Preset:
    """Controls that are set together, for a contrast: "Make it fail", "The opposite"."""

    name: str
    values: Mapping[str, Any]  # a control's key -> its value
    look: str  # what to look at then, in one sentence
    where: Mapping[str, Any] = field(default_factory=dict)  # where controls have to stand, or what has to be known, to offer it


@dataclass(frozen=True)
class Steps:
    """What there is to try in a lesson."""

    steps: tuple[Step, ...]
    presets: tuple[Preset, ...] = ()


@cache
def steps_of(slug: str) -> Steps | None:
    """The steps of a lesson; None where it has none."""
    try:
        return importlib.import_module(f"{__name__}.{slug}").TO_TRY
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{slug}":
            raise
        return None
