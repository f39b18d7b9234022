"""The course's words: what each means, and the lesson in which it can be played with."""

import re
from dataclasses import dataclass
from functools import cache

from lessons.texts import parts


@dataclass(frozen=True)
class Term:
    """A word of the course."""

    name: str
    meaning: str  # one or two sentences
    lesson: str  # the slug of the lesson that is about it


@cache
def glossary():
    """All terms, in alphabetical order."""
    entries = ([*heading.split(" | "), meaning] for heading, meaning in parts("terms").items())
    return tuple(
        sorted((Term(name, meaning.replace("\n", " "), slug) for name, slug, meaning in entries), key=lambda t: t.name.lower())
    )


@cache
def terms_of(slug):
    """The terms that a lesson's text uses, in alphabetical order."""
    text = " ".join(parts(slug).values())
    return tuple(term for term in glossary() if re.search(rf"\b{re.escape(term.name)}s?\b", text, re.IGNORECASE))


def find_terms(query):
    """The terms whose name or meaning contains all words of a query; all of them for an empty one."""
    words = query.lower().split()
    return [term for term in glossary() if all(word in f"{term.name} {term.meaning}".lower() for word in words)]
