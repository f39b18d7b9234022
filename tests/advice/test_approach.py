"""The rules that say which approach to take: they are complete, consistent, and follow from the facts that a story tells."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score

from lessons.advice.advice import advise
from lessons.advice.approach import (
    ANSWERS,
    COSTLY,
    FEW,
    GROUPS,
    LIKENESS,
    MANY,
    PARTS,
    PLACES,
    RULES,
    TURNS,
    Task,
    never_said,
    recommend,
)
from lessons.advice.freezing import FREEZING
from lessons.texts.beyond_snippets import approach_code
from lessons.texts.questions.approach import approach_questions
from lessons.texts.scenarios import SCENARIOS, scenario

LIKE, OTHER = LIKENESS
TASKS = st.builds(
    Task,
    answer=st.sampled_from(list(ANSWERS)),
    smallest=st.integers(1, 1_000_000),
    likeness=st.sampled_from(list(LIKENESS)),
    rarest=st.floats(1e-4, 0.5),
    costly=st.sampled_from(list(COSTLY)),
    turns=st.sampled_from(list(TURNS)),
    place=st.sampled_from(list(PLACES)),
    groups=st.sampled_from(list(GROUPS)),
)


@given(TASKS)
def test_every_task_gets_an_answer_to_every_part(task):
    answers = recommend(task)
    assert list(answers) == list(PARTS)
    for part, rule in answers.items():
        assert rule.part == part
        assert rule.fits(task)


def test_every_rule_decides_some_task_and_says_why():
    facts = itertools.product(ANSWERS, (1, FEW, MANY), LIKENESS, (0.01, 0.4), COSTLY, PLACES)
    names = ("answer", "smallest", "likeness", "rarest", "costly", "place")
    tasks = [Task(**dict(zip(names, values, strict=True))) for values in facts]
    tasks += [Task(turns=turns) for turns in TURNS] + [Task(groups=group) for group in GROUPS]
    used = {rule for task in tasks for rule in recommend(task).values()}
    assert used == set(RULES)
    for rule in RULES:
        assert rule.reason.endswith(".")
        assert not rule.choice.endswith(".")
        assert len([other for other in RULES if other.part == rule.part and other.choice == rule.choice]) == 1


@pytest.mark.parametrize(
    ("count", "likeness", "words"),
    [
        (FEW - 1, LIKE, "Freeze the whole base"),
        (FEW - 1, OTHER, "earlier layer, and augment"),
        (FEW, LIKE, "the last convolution or two at a low rate"),
        (MANY - 1, OTHER, "then fine-tune the last block"),
        (MANY, LIKE, "Fine-tune the last layers"),
        (MANY, OTHER, "as deep as you can afford"),
    ],
)
def test_the_cases_of_transfer_learning(count, likeness, words):
    assert words in recommend(Task(smallest=count, likeness=likeness))["training"].choice


DEPTH = ("Freeze", "Train a head, then the last", "Train a head, then fine-tune", "Fine-tune the last", "Fine-tune as deep")


@pytest.mark.parametrize("count", [1, FEW - 1, FEW, MANY - 1, MANY, 10_000])
@pytest.mark.parametrize("likeness", list(LIKENESS))
def test_the_rules_agree_with_the_studios_advice(count, likeness):
    task = Task(smallest=count, likeness=likeness)
    rule, advice, code = recommend(task)["training"], advise(count, likeness == LIKE), approach_code(task)
    assert rule.choice.startswith("Freeze") == (advice.unfrozen == 0) == (advice.fine_rate is None)
    assert f"{rule.choice[1:]}. {rule.reason}" in advice.reason
    assert f"Adam({advice.fine_rate or 1e-3})" in code
    assert ("an earlier layer" in code) == ("earlier layer" in rule.choice) == ("expect less" in advice.reason)
    assert ("augment" in rule.choice) == advice.augmentation.active


def test_more_of_the_base_learns_in_one_network_where_it_does_in_the_other():
    """VGG16's convolutions on the page Fine-tune, MobileNetV2's layers in the copied code: the same order of the cases."""
    cases = sorted(FREEZING.values(), key=lambda what: what.unfrozen)
    layers = [what.last_layers if what.last_layers is not None else 10**6 for what in cases]
    assert layers == sorted(layers)
    assert all((what.unfrozen == 0) == (what.last_layers == 0) == (what.rate is None) for what in cases)


@given(TASKS)
def test_more_pictures_never_mean_to_train_less_and_likeness_never_more(task):
    def depth(count, likeness):
        choice = recommend(Task(smallest=count, likeness=likeness))["training"].choice
        return next(number for number, words in enumerate(DEPTH) if choice.startswith(words))

    assert depth(1, task.likeness) <= depth(task.smallest, task.likeness) <= depth(1_000_000, task.likeness)
    assert depth(task.smallest, LIKE) <= depth(task.smallest, OTHER)


@given(st.sampled_from(SCENARIOS), st.integers(0, 1000))
def test_a_story_tells_the_facts_that_decide(field, seed):
    told = scenario(field, seed)
    assert f"{told.task.smallest:,}" in told.story
    assert f"{told.task.rarest:.1%}" in told.story
    assert ("on a phone" in told.story) == (told.task.place == "phone")
    assert told == scenario(field, seed)


@given(st.sampled_from(SCENARIOS), st.integers(0, 1000))
def test_the_numbers_of_a_story_agree_with_one_another(field, seed):
    told = scenario(field, seed)
    total = re.search(r"Of\s([\d,]+) labelled", told.story)
    assert total or field == "satellite"  # its share is one of pixels
    if total:
        assert told.task.smallest / int(total[1].replace(",", "")) == pytest.approx(told.task.rarest, rel=0.05)


@given(st.integers(0, 1000))
def test_a_story_calls_a_class_rare_where_the_rules_do_and_the_rarest_has_no_more_than_its_share(seed):
    told = scenario("wildlife", seed)
    assert ("only" in told.story) == told.task.rare
    assert "one of six" in told.story.replace("\n", " ")
    assert told.task.rarest < 1 / 6


def test_the_rarest_class_decides_what_is_trained():
    """As the adviser of the page Fine-tune: the amount is that of the smallest class, however many others there are."""
    for seed in range(40):
        task = scenario("defects", seed).task
        amount = "few" if task.smallest < FEW else "some" if task.smallest < MANY else "many"
        assert recommend(task)["training"].case.startswith(amount)


def test_seeds_give_different_answers():
    for field in SCENARIOS:
        answers = {tuple(rule.choice for rule in recommend(scenario(field, seed).task).values()) for seed in range(40)}
        assert len(answers) >= 2, field


@given(st.sampled_from(SCENARIOS), st.integers(0, 1000))
def test_the_right_answer_is_the_rules_and_a_wrong_one_says_what_it_would_be_for(field, seed):
    told = scenario(field, seed)
    right = recommend(told.task)
    for part, question in zip(PARTS, approach_questions(told), strict=True):
        assert question.right.text == right[part].choice
        assert right[part].choice not in [choice.text for choice in question.wrong]
        for choice in question.wrong:
            rule = next(rule for rule in RULES if rule.part == part and rule.choice == choice.text)
            assert rule.case in choice.note
            assert right[part].case in choice.note


@pytest.mark.parametrize("rare", [1, 30, 500])
def test_never_saying_the_rare_class_has_scikit_learns_figures(rare):
    truth = [1] * rare + [0] * (1000 - rare)
    figures = never_said(rare / 1000)
    assert figures["accuracy"] == pytest.approx(accuracy_score(truth, [0] * 1000))
    assert figures["macro"] == pytest.approx(f1_score(truth, [0] * 1000, average="macro", zero_division=0))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"answer": "poem"}, "Received: answer='poem'"),
        ({"place": "moon"}, "place must be one of server, phone. Received: place='moon'"),
        ({"smallest": 0}, "smallest must be between 1 and 1,000,000. Received: smallest=0"),
        ({"rarest": 0.0}, "rarest must be above 0 and at most 0.5. Received: rarest=0.0"),
        ({"rarest": float("nan")}, "rarest must be above 0 and at most 0.5. Received: rarest=nan"),
    ],
)
def test_a_task_that_can_not_be_is_refused(wrong, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        Task(**wrong)
    with pytest.raises(ValueError, match=r"field must be one of defects, .*\. Received: field='cooking'"):
        scenario("cooking", 0)


@pytest.mark.parametrize("table", [LIKENESS, TURNS, COSTLY, GROUPS])
def test_a_choice_can_be_read_without_its_explanation(table):
    for name in table:
        assert " " in name
