"""The six letters by which a class is found: easy to read from the last row, to say aloud and to type."""

import secrets

LETTERS = "BCDFHJKMNPRSTWXYZ"  # no two that look alike (O and Q, I and L, G and C, U and V), and no vowels: no words
LENGTH = 6  # 17 ** 6 is 24 million codes


def new_code(first: str = "") -> str:
    """A code at random. Where several servers share an address, it begins with the letter of the one that has the class."""
    return first + "".join(secrets.choice(LETTERS) for _ in range(LENGTH - len(first)))


def letters_of(text: str) -> str:
    """What somebody typed, as a code is written: in small letters, with spaces or dashes perhaps."""
    return "".join(text[: 4 * LENGTH].split()).replace("-", "").upper()


def read_code(text: str) -> str | None:
    """The code that somebody typed; None where it can't be one."""
    letters = letters_of(text)
    return letters if len(letters) == LENGTH and set(letters) <= set(LETTERS) else None
