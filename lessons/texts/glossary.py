"""The course's words: what each means, and the lesson in which it can be played with."""

from dataclasses import dataclass
from functools import cache

from lessons.texts import parts

_BACKGROUND = "background"  # the third part of a heading in terms.md


@dataclass(frozen=True)
class Term:
    """A word of the course."""

    name: str
    meaning: str  # one or two sentences
    lesson: str  # the slug of the lesson that is about it
    background: bool = False  # whether one may meet it elsewhere, though no lesson says it


@cache
def glossary() -> tuple[Term, ...]:
    """All terms, in alphabetical order."""
    entries = ((heading.split(" | "), meaning.replace("\n", " ")) for heading, meaning in parts("terms").items())
    terms = (Term(name, meaning, slug, _BACKGROUND in rest) for (name, slug, *rest), meaning in entries)
    return tuple(sorted(terms, key=lambda term: term.name.lower()))


@cache
def terms_of(slug: str) -> tuple[Term, ...]:
    """The terms that a lesson lists, in alphabetical order, if any. Raises KeyError for one that is not defined."""
    known = {term.name: term for term in glossary()}
    listed = parts(slug).get("terms", "").replace("\n", " ").split(", ")
    return tuple(known[name] for name in sorted(filter(None, listed), key=str.lower))


def find_terms(query: str) -> list[Term]:
    """The terms whose name or meaning contains all words of a query; all of them for an empty one."""
    words = query.lower().split()
    return [term for term in glossary() if all(word in f"{term.name} {term.meaning}".lower() for word in words)]
