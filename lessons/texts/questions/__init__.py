"""Questions that are generated from the numbers on the screen and graded by the engine.

A wrong choice stands for a misconception, and says which experiment on the page refutes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choice:
    """One answer on offer."""

    text: str
    note: str  # why it is right, or which experiment shows that it is wrong
    experiment: Mapping[str, object] = field(default_factory=dict)  # controls of the page -> values that show it


@dataclass(frozen=True)
class Question:
    """A question with one right answer. Numbers in it come from the engine."""

    prompt: str
    right: Choice
    wrong: tuple[Choice, ...]
    hints: tuple[str, ...]  # each says more than the one before

    @property
    def choices(self):
        """All answers, in an order that depends on their texts alone and so gives nothing away."""
        return sorted((self.right, *self.wrong), key=lambda choice: hash_of(choice.text + self.prompt))

    def choice(self, text):
        """The choice of that text. Raises KeyError for an answer not on offer."""
        return {choice.text: choice for choice in self.choices}[text]

    def grade(self, text):
        """(whether this answer is right, the note that goes with it). Raises KeyError for an answer not on offer."""
        choice = self.choice(text)
        return choice.text == self.right.text, choice.note


def hash_of(text):
    """A number of a text that is the same in every process, unlike Python's own."""
    number = 0
    for letter in text:
        number = (number * 31 + ord(letter)) % 1_000_003
    return number


def number_text(value):
    """A number as an answer: whole numbers with all their digits, others with five."""
    value = float(value)
    return f"{value:,.0f}" if value.is_integer() else f"{value:.5g}"


def numbers_question(prompt, right, note, wrong, hints):
    """A question whose answers are numbers; wrong ones that happen to equal the right one, or each other, are left out.

    A wrong answer is (value, note), or (value, note, experiment).
    """
    texts, choices = {number_text(right)}, []
    for value, *rest in wrong:
        if number_text(value) not in texts:
            texts.add(number_text(value))
            choices.append(Choice(number_text(value), *rest))
    return Question(prompt, Choice(number_text(right), note), tuple(choices), tuple(hints))
