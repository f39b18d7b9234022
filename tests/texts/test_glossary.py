"""The glossary: every term leads to a lesson that exists, and the words of the course are in it."""

import pytest

from lessons.catalog import CATALOG, lesson
from lessons.texts import parts
from lessons.texts.glossary import find_terms, glossary, terms_of


def test_every_term_has_a_meaning_and_a_lesson():
    names = [term.name.lower() for term in glossary()]
    assert names == sorted(names)
    assert len(set(names)) == len(names) >= 50
    for term in glossary():
        assert lesson(term.lesson)
        assert term.meaning.endswith(".")
        assert term in find_terms(term.name)


@pytest.mark.parametrize(
    "name",
    [
        "kernel",
        "filter",
        "feature map",
        "activation",
        "stride",
        "padding",
        "dilation",
        "receptive field",
        "logit",
        "probability",
    ],
)
def test_the_words_that_the_course_uses_are_defined(name):
    assert any(term.name == name for term in glossary())


@pytest.mark.parametrize(
    "entry", [entry for entry in CATALOG if entry.section not in ("start", "reference")], ids=lambda entry: entry.slug
)
def test_the_words_of_a_lesson_are_those_in_its_text(entry):
    text = " ".join(parts(entry.slug).values()).lower()
    shown = terms_of(entry.slug)
    assert len(shown) >= 3
    assert all(term.name.lower() in text for term in shown)


def test_terms_are_found_by_all_words_of_a_query():
    assert [term.name for term in find_terms("softmax temperature")] == ["temperature"]
    assert find_terms("") == list(glossary())
    assert find_terms("<b>nothing</b>") == []
