"""Names of classes, as strangers write them: which are one and the same, and what of them may be shown."""

import unicodedata
from collections.abc import Iterable

LONGEST_NAME = 60  # characters
_ACTING = frozenset("\\`*[]<>#|~$:^=&@{}!")


def cleaned(text: str) -> str:
    """A stranger's text in one line, without the characters that Markdown or HTML would act on inside of it, but for `_`.

    Letters with marks are composed (NFC): a Mac writes them in two parts, other systems in one. Nothing may be left of a text.
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(letter if letter.isprintable() and letter not in _ACTING else " " for letter in composed).split())


def class_name(text: str) -> str:
    """A stranger's text as the name of a class: `cleaned`, and at most 60 characters of it.

    Raises
    ------
    ValueError
        If nothing is left of it. The message is a sentence for a learner.
    """
    name = cleaned(text)[:LONGEST_NAME].strip()
    if not name:
        raise ValueError(f"A class needs a name with letters or digits in it. Received: {text[:LONGEST_NAME]!r}")
    return name


def known_as(name: str, names: Iterable[str]) -> str:
    """The one of these names that means the same class, whatever its capitals and spaces; the name itself where none does."""
    return next((known for known in names if _sense(known) == _sense(name)), name)


def _sense(name: str) -> str:
    return unicodedata.normalize("NFC", cleaned(name).casefold())
