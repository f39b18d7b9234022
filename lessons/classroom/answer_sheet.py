"""A learner's answers to the test of learning, once: under a code that the learner made up, and no name."""

import unicodedata
from dataclasses import dataclass

ROUNDS = ("before", "after", "a week later")
SHORTEST, LONGEST = 4, 12  # letters and digits of a code


@dataclass(frozen=True)
class AnswerSheet:
    """What somebody answered in one round. Two sheets of the same code and round are of the same learner."""

    code: str
    round: str  # one of ROUNDS
    form: str
    answers: tuple[str, ...]  # of each item in the test's order: "right", "unknown", or the name of a misconception


def cleaned_code(text: str) -> str | None:
    """A made-up code as it is kept: letters and digits, as capitals; None where too few or too many are left."""
    letters = unicodedata.normalize("NFKC", text[:100]).upper()
    kept = "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
    return kept if SHORTEST <= len(kept) <= LONGEST else None
