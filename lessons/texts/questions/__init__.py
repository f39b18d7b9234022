"""Questions that are generated from the numbers on the screen and graded by the engine.

A wrong choice stands for a misconception, and says which experiment on the page refutes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lessons.texts import with_true_minus


@dataclass(frozen=True)
class Choice:
    """One answer on offer."""

    text: str
    note: str  # why it is right, or which experiment shows that it is wrong
    experiment: Mapping[str, object] = field(default_factory=dict)  # controls of the page -> values that show it

    def __post_init__(self) -> None:
        for name in ("text", "note"):
            object.__setattr__(self, name, with_true_minus(getattr(self, name)))


@dataclass(frozen=True)
class Question:
    """A question with one right answer. Numbers in it come from the engine."""

    prompt: str
    right: Choice
    wrong: tuple[Choice, ...]
    hints: tuple[str, ...]  # each says more than the one before

    def __post_init__(self) -> None:
        object.__setattr__(self, "prompt", with_true_minus(self.prompt))
        object.__setattr__(self, "hints", tuple(map(with_true_minus, self.hints)))

    @property
    def choices(self) -> list[Choice]:
        """All answers, in an order that depends on their texts alone and so gives nothing away."""
        return sorted((self.right, *self.wrong), key=lambda choice: hash_of(choice.text + self.prompt))

    def choice(self, text: str) -> Choice:
        """The choice of that text. Raises KeyError for an answer not on offer."""
        return {choice.text: choice for choice in self.choices}[text]

    def grade(self, text: str) -> tuple[bool, str]:
        """(whether this answer is right, the note that goes with it). Raises KeyError for an answer not on offer."""
        choice = self.choice(text)
        return choice.text == self.right.text, choice.note


def attempts(question: Question, tried: Sequence[str]) -> int:
    """How many answers it took to find the right one; 0 while it has not been found.

    Parameters
    ----------
    question : Question
    tried : texts of the answers that were chosen, each once, in the order in which they were first chosen
    """
    return list(tried).index(question.right.text) + 1 if question.right.text in tried else 0


def hash_of(text: str) -> int:
    """A number of a text that is the same in every process, unlike Python's own."""
    number = 0
    for letter in text:
        number = (number * 31 + ord(letter)) % 1_000_003
    return number


def number_text(value: float) -> str:
    """A number as an answer, with a true minus: whole numbers with all their digits, others with five. Zero has no sign."""
    value = float(value) + 0.0  # -0.0 + 0.0 is 0.0
    if value.is_integer():
        return with_true_minus(f"{value:,.0f}")
    return with_true_minus(f"{value:.5g}")


def numbers_question(
    prompt: str, right: float, note: str, wrong: Sequence[tuple[Any, ...]], hints: Sequence[str], *, unit: str = ""
) -> Question:
    """A question whose answers are numbers; wrong ones that happen to equal the right one, or each other, are left out.

    A wrong answer is (value, note), or (value, note, experiment). The unit is written behind every number.
    """
    texts, choices = {number_text(right)}, []
    for value, *rest in wrong:
        if number_text(value) not in texts:
            texts.add(number_text(value))
            choices.append(Choice(number_text(value) + unit, *rest))
    return Question(prompt, Choice(number_text(right) + unit, note), tuple(choices), tuple(hints))


def options_question(prompt: str, right: Choice, wrong: Sequence[Choice], hints: Sequence[str]) -> Question:
    """A question whose wrong answers may happen to be written as the right one, or as each other: those are left out."""
    texts, choices = {right.text}, []
    for choice in wrong:
        if choice.text not in texts:
            texts.add(choice.text)
            choices.append(choice)
    return Question(prompt, right, tuple(choices), tuple(hints))
