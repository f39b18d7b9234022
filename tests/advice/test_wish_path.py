"""The path from a wish to a plan shows what was asked for, and nothing that was not."""

import re

import numpy as np
import pytest

from lessons.advice.approach import ANSWERS, ASKED, PARTS, TURNS, recommend
from lessons.advice.deciding import FACTS, deciding
from lessons.advice.wish_path import Card, Fact, marked_picture, turned_picture, wish_path
from lessons.texts.wishes import OWN, WISHES, wish_of

SIX = list(PARTS)


def drawn(name, lit=(), at=None, changed=()):
    task = WISHES[name].task
    cards = [Card(each, wish.title, wish.wish, np.zeros((30, 40, 3), np.uint8)) for each, wish in WISHES.items()]
    facts = [Fact(fact, fact, "so") for fact in FACTS]
    decided = deciding(task, at) if at else ()
    return wish_path(cards, name, "", facts, recommend(task), lit, at, decided, changed)


@pytest.mark.parametrize("name", WISHES)
def test_a_question_keeps_its_answer_until_it_is_pressed(name):
    rules = recommend(WISHES[name].task)
    for lit in ([], ["loss"], SIX):
        html, told = drawn(name, lit, lit[-1] if lit else None)
        assert html.count(">?<") == len(SIX) - len(lit)
        for part in SIX:
            assert (rules[part].choice in told) == (part in lit)
            assert (f"<b>{rules[part].choice}</b>" in html.replace("&#x27;", "'")) == (part in lit)


@pytest.mark.parametrize("name", WISHES)
@pytest.mark.parametrize("part", SIX)
def test_the_facts_that_decide_it_light_up_and_the_reason_is_told(name, part):
    html, _ = drawn(name, SIX, part)
    assert html.count("wish-fact decides") == len(deciding(WISHES[name].task, part))
    assert recommend(WISHES[name].task)[part].reason in html.replace("&#x27;", "'")
    assert f'data-part="{part}" aria-pressed="true"' in html
    assert html.count('aria-pressed="true"') == 2  # the wish and the question


def test_what_changed_is_marked_where_its_answer_is_shown():
    assert drawn("clinic", ["loss"], "loss", ["loss", "figure"])[0].count(">changed<") == 1


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_picture_tells_what_is_asked_for_of_it(answer):
    html = marked_picture(np.zeros((30, 40, 3), np.uint8), answer, (0.25, 0.5, 0.75, 1), "A <picture>")
    assert "A &lt;picture&gt;" in html
    assert ("left: 25%; top: 50%; width: 50%; height: 50%" in html) == (answer == "boxes")
    assert len(re.findall("<img", html)) == 1 + (answer in ("pixels", "same or not"))


def test_each_question_is_asked_plainly_until_it_is_answered():
    assert [*ASKED] == SIX
    html, _ = drawn("clinic", ["loss"], "loss")
    assert [part for part in SIX if ASKED[part] in html] == [part for part in SIX if part != "loss"]


@pytest.mark.parametrize("turns", TURNS)
def test_a_turned_picture_stands_beside_the_picture(turns):
    html = turned_picture(np.zeros((30, 40, 3), np.uint8), turns, "A <picture>")
    assert "A &lt;picture&gt;" in html
    assert html.count("<img") == 2
    assert ("wrong" in html) == (turns == "only a little")


def test_each_wish_is_told_by_its_facts_and_has_a_picture():
    for name, wish in WISHES.items():
        assert wish_of(wish.task) == name
        pixels = wish.load()
        assert pixels.dtype == np.uint8
        assert pixels.shape[2] == 3
        assert wish.wish.endswith("?")
    assert OWN not in WISHES
