"""Which facts decide a part of the advice: those that another value of changes it, and no others."""

from dataclasses import fields, replace

import pytest
from hypothesis import given

from lessons.advice.approach import ANSWERS, COSTLY, GROUPS, LIKENESS, PARTS, PLACES, TURNS, Task, recommend
from lessons.advice.deciding import FACTS, deciding, settled
from tests.advice.test_approach import TASKS

OTHERS = {"answer": ANSWERS, "costly": COSTLY, "likeness": LIKENESS, "place": PLACES, "turns": TURNS, "groups": GROUPS}
OTHERS |= {"smallest": (1, 49, 50, 499, 500, 1_000_000), "rarest": (1e-4, 0.0999, 0.1, 0.5)}


def test_every_fact_of_a_task_may_decide():
    assert set(FACTS) == {field.name for field in fields(Task)}


@pytest.mark.parametrize("part", PARTS)
@given(task=TASKS)
def test_a_fact_decides_where_another_value_of_it_changes_the_advice(part, task):
    now = recommend(task)[part]
    changing = [fact for fact in FACTS if any(recommend(replace(task, **{fact: value}))[part] != now for value in OTHERS[fact])]
    assert list(deciding(task, part)) == changing
    assert changing


@given(task=TASKS)
def test_likeness_decides_only_what_is_trained(task):
    assert [part for part in PARTS if "likeness" in deciding(task, part)] == ["training"]


@given(TASKS)
def test_what_is_settled_by_some_facts_no_other_fact_changes(task):
    known = FACTS[:3]
    for fact, others in OTHERS.items():
        for value in () if fact in known else others:
            advice = recommend(replace(task, **{fact: value}))
            assert all(advice[part] == recommend(task)[part] for part in settled(task, known))
    assert settled(task, FACTS) == list(PARTS)
