"""The path from a wish to a plan shows what is known, and nothing that is not."""

import re

import numpy as np
import pytest

from lessons.advice.approach import ANSWERS, HEADINGS, PARTS, TURNS, recommend
from lessons.advice.deciding import FACTS, deciding, settled
from lessons.advice.wish_path import Card, Fact, Plan, marked_picture, turned_picture, wish_path
from lessons.texts.wishes import OWN, TOLD, WISHES, asked_of, wish_of

SIX = list(PARTS)


def drawn(name, lit=(), at=None, earlier=()):
    task = WISHES[name].task
    cards = [Card(each, wish.title, wish.wish, np.zeros((30, 40, 3), np.uint8)) for each, wish in WISHES.items()]
    facts = [Fact(fact, fact, "so") for fact in FACTS]
    decided = deciding(task, at) if at else ()
    plan = Plan(recommend(task), lit, at, lit, dict.fromkeys(earlier, "as before"))
    html, told = wish_path(cards, name, "", "", facts, plan, decided)
    return html.replace("&#x27;", "'"), told


@pytest.mark.parametrize("name", WISHES)
def test_a_line_says_what_to_do_only_once_it_is_known(name):
    rules = recommend(WISHES[name].task)
    for lit in ([], ["loss"], SIX):
        html, told = drawn(name, lit, lit[-1] if lit else None)
        assert f"{len(lit)} of {len(SIX)} lines" in html
        for part in SIX:
            assert HEADINGS[part] in html
            assert (rules[part].choice in told) == (part in lit)
            assert (f"<b>{rules[part].choice}</b>" in html) == (part in lit)


@pytest.mark.parametrize("name", WISHES)
@pytest.mark.parametrize("part", SIX)
def test_the_facts_that_decide_it_light_up_and_the_reason_is_told(name, part):
    html, _ = drawn(name, SIX, part)
    assert html.count("wish-fact decides") == len(deciding(WISHES[name].task, part))
    assert recommend(WISHES[name].task)[part].reason in html
    assert f'data-part="{part}" aria-pressed="true"' in html
    assert html.count('aria-pressed="true"') == 2  # the wish and the line


def test_what_changed_is_marked_where_it_is_known():
    html, _ = drawn("clinic", ["loss"], "loss", ["loss", "figure"])
    assert html.count(">changed<") == 1
    assert html.count("<s>as before</s>") == 1


@pytest.mark.parametrize("answer", [*ANSWERS, None])
def test_a_picture_tells_what_is_asked_for_of_it(answer):
    html = marked_picture(np.zeros((30, 40, 3), np.uint8), answer, (0.25, 0.5, 0.75, 1), "A <picture>")
    assert "A &lt;picture&gt;" in html
    assert "left: 25%; top: 50%; width: 50%; height: 50%" in html
    assert re.findall(r"mark-(\d) on", html) == ([] if answer is None else [str(list(ANSWERS).index(answer))])


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


@pytest.mark.parametrize("name", WISHES)
def test_somebody_answers_just_what_they_are_asked_and_each_answer_of_theirs_matters(name):
    wish = WISHES[name]
    assert set(wish.says) == set(asked_of(wish))
    lit = settled(wish.task, TOLD)
    for place in range(1, len(wish.says) + 1):
        now = settled(wish.task, [*TOLD, *list(wish.says)[:place]])
        assert len(now) > len(lit)  # the plan grows with each answer
        lit = now
    assert lit == SIX


@pytest.mark.parametrize("name", WISHES)
def test_the_numbers_somebody_tells_are_those_of_the_task(name):
    wish = WISHES[name]
    told = wish.told(wish.has)
    assert f"{wish.task.smallest:,}" in told
    total = f"{round(wish.task.smallest / wish.task.rarest):,}"
    assert total in told or f"{wish.task.rarest:.0%}" in told
