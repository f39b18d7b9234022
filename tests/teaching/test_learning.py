"""The test of learning: its items, its forms, and its figures, held against independent computations."""

import csv
import io
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import pointbiserialr

from lessons.catalog import lesson
from lessons.classroom.answer_sheet import ROUNDS, AnswerSheet, cleaned_code
from lessons.core.dense import softmax
from lessons.teaching.learning_gain import group_gain, item_figures, normalised_gain, score
from lessons.teaching.learning_item import FORMS, OPTIONS, RIGHT
from lessons.teaching.learning_table import MOST_SHEETS, learning_csv, read_sheets
from lessons.teaching.learning_test import ITEMS, asked_in, form_of, placed_test, sheet_of

CODES = [f"CODE{number}" for number in range(200)]


def answered(code, round_, chance, rng):
    """The sheet of somebody who gets each item right by that chance."""
    chosen = {
        number: RIGHT if rng.random() < chance else str(rng.choice(item.misconceptions)) for number, item in enumerate(ITEMS)
    }
    return sheet_of(code, round_, chosen)


@pytest.fixture(scope="module")
def group():
    """Forty learners, most of whom learned something; five were away the second time."""
    rng = np.random.default_rng(5)
    sheets = []
    for place, code in enumerate(CODES[:40]):
        skill = rng.uniform(0.2, 0.6)
        sheets.append(answered(code, "before", skill, rng))
        if place >= 5:
            sheets.append(answered(code, "after", min(1, skill + 0.25), rng))
            sheets.append(answered(code, "a week later", min(1, skill + 0.15), rng))
    return sheets


def test_there_are_24_items_about_lessons_of_the_course_each_with_its_own_misconceptions():
    assert len(ITEMS) == 24
    assert len({item.idea for item in ITEMS}) == 24
    assert all(lesson(item.lesson).teaches for item in ITEMS)
    names = [name for item in ITEMS for name in item.misconceptions]
    assert len(names) == len(set(names)) == 24 * (OPTIONS - 1)
    assert RIGHT not in names


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.idea)
def test_an_item_has_four_different_answers_and_the_same_misconceptions_whatever_its_numbers(item):
    for form in range(len(FORMS)):
        for seed in range(300):
            asked = item.ask(form, np.random.default_rng(seed))
            assert len(set(asked.options.values())) == OPTIONS, asked
            assert tuple(asked.wrong) == item.misconceptions
            assert asked == item.ask(form, np.random.default_rng(seed))
            assert "  " not in asked.prompt


def test_the_right_answer_is_not_given_away_by_its_length():
    asked = [each for form in FORMS for round_ in ROUNDS for each in asked_in(form, round_)]
    longest = [len(each.right) > max(map(len, each.wrong.values())) for each in asked]
    shortest = [len(each.right) < min(map(len, each.wrong.values())) for each in asked]
    assert sum(longest) <= 0.3 * len(asked)
    assert sum(shortest) <= 0.3 * len(asked)


def test_the_forms_ask_the_same_of_other_things_and_a_week_later_with_other_numbers():
    first, second, again = asked_in("A", "before"), asked_in("B", "after"), asked_in("A", "a week later")
    assert all(one.prompt != other.prompt for one, other in zip(first, second, strict=True))
    assert [tuple(each.wrong) for each in first] == [tuple(each.wrong) for each in second]
    assert sum(one.prompt != other.prompt for one, other in zip(first, again, strict=True)) >= 18
    assert asked_in("A", "before") == first


def test_a_learner_gets_one_form_then_the_other_then_the_first_and_half_begin_with_either():
    for code in CODES:
        before, after, later = (form_of(code, round_) for round_ in ROUNDS)
        assert before == later != after
    firsts = [form_of(code, "before") for code in CODES]
    assert 70 <= firsts.count("A") <= 130  # four standard deviations


def test_each_learner_has_every_item_once_in_an_order_of_their_own_that_stays():
    orders = [tuple(placed.item for placed in placed_test(code, "before")) for code in CODES]
    assert all(sorted(order) == list(range(24)) for order in orders)
    assert len(set(orders)) == len(orders)
    assert placed_test("CODE1", "after") == placed_test("CODE1", "after")
    places = [placed.order.index(RIGHT) for code in CODES for placed in placed_test(code, "before")]
    assert all(places.count(place) == pytest.approx(len(places) / 4, rel=0.1) for place in range(4))


def test_right_answers_are_right_by_other_ways():
    """Worked out from the prompts, without the functions that made them."""
    import re

    def numbers(asked):
        return [int(text.replace(",", "")) for text in re.findall(r"\d[\d,]*", asked.prompt)]

    for form in FORMS:
        for round_ in ROUNDS:
            asked = {item.idea: each for item, each in zip(ITEMS, asked_in(form, round_), strict=True)}
            rows, columns = numbers(asked["A colour picture has three numbers for each pixel"])
            assert asked["A colour picture has three numbers for each pixel"].right == f"{rows * columns * 3:,}"
            *_, low, _, high = numbers(asked["A cell of a map is a sum of products"])
            assert asked["A cell of a map is a sum of products"].right == str(high - low)
            kernel, _, side, _ = numbers(asked["The size of a feature map"])
            assert asked["The size of a feature map"].right == f"{side - kernel + 1} × {side - kernel + 1}"
            assert asked["What max pooling keeps"].right == str(max(numbers(asked["What max pooling keeps"])))
            layers = ["Two", "Three", "Four", "Five"].index(asked["How far a deep cell sees"].prompt.split()[0]) + 2
            assert asked["How far a deep cell sees"].right == f"{2 * layers + 1} × {2 * layers + 1}"
            side, _, shift = numbers(asked["Intersection over union"])
            assert asked["Intersection over union"].right == f"{(side - shift) / (side + shift):.2f}"
            total, rare = numbers(asked["Accuracy where one class is rare"])
            assert asked["Accuracy where one class is rare"].right == f"{100 * (total - rare) // total}%"
    logits = np.array([1.0, -2.0, 3.0])
    assert softmax(logits + 5) == pytest.approx(softmax(logits))


def test_a_gain_is_the_share_of_what_could_be_gained():
    assert normalised_gain(40, 70) == pytest.approx(0.5)
    assert normalised_gain(40, 100) == 1
    assert normalised_gain(50, 25) == -0.5
    assert normalised_gain(100, 90) is None


@pytest.mark.parametrize("round_", ROUNDS[1:])
def test_the_groups_gain_and_its_interval_are_those_of_an_independent_computation(group, round_):
    """Hake's figure by hand, and a bootstrap of its own with plain loops and another generator."""
    told = group_gain(group, round_)
    scores = {(sheet.code, sheet.round): sheet.answers.count("right") / 24 * 100 for sheet in group}
    codes = [code for code in CODES[:40] if (code, "before") in scores and (code, round_) in scores]
    pairs = [(scores[code, "before"], scores[code, round_]) for code in codes]
    before, after = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    assert told.learners == len(pairs) == 35
    assert (told.before, told.after) == pytest.approx((before, after))
    assert told.gain == pytest.approx((after - before) / (100 - before))
    chance = np.random.RandomState(77)
    gains = []
    for _ in range(4000):
        drawn = [pairs[place] for place in chance.randint(0, len(pairs), len(pairs))]
        first, second = (sum(column) / len(drawn) for column in zip(*drawn, strict=True))
        gains.append((second - first) / (100 - first))
    gains.sort()
    assert told.interval == pytest.approx((gains[100], gains[3899]), abs=0.012)
    assert told.interval[0] < told.gain < told.interval[1]
    assert group_gain(group, round_) == told  # the seed makes it the same each time


def test_a_group_without_a_gain_is_told_as_one(group):
    assert group_gain([], "after") is None
    assert group_gain([sheet for sheet in group if sheet.round == "before"], "after") is None
    perfect = [AnswerSheet(code, round_, "A", (RIGHT,) * 24) for code in CODES[:4] for round_ in ROUNDS]
    told = group_gain(perfect, "after")
    assert (told.gain, told.interval) == (None, None)
    mixed = [*perfect, *(sheet for sheet in group if sheet.code not in CODES[:4])]
    assert np.isfinite(group_gain(mixed, "after").interval).all()
    two = [sheet for sheet in group if sheet.code in CODES[6:8]]
    assert group_gain(two, "after").interval is None


def test_the_figures_of_the_items_are_those_of_scipy(group):
    figures = item_figures(group)
    assert len(figures) == 3 * 2 * 24
    for each in figures:
        sheets = [sheet for sheet in group if (sheet.round, sheet.form) == (each.round, each.form)]
        own = [sheet.answers[each.item] == "right" for sheet in sheets]
        rest = [sheet.answers.count("right") - right for sheet, right in zip(sheets, own, strict=True)]
        assert each.learners == len(sheets)
        assert each.right == pytest.approx(np.mean(own))
        if each.discrimination is None:
            assert len(set(own)) == 1
        else:
            assert each.discrimination == pytest.approx(pointbiserialr(own, rest).statistic)
        wrong = [sheet.answers[each.item] for sheet in sheets if sheet.answers[each.item] != "right"]
        assert wrong.count(each.misconception) == max(map(wrong.count, wrong), default=0)


def test_of_two_sheets_of_one_code_and_round_the_first_counts(group):
    extra = AnswerSheet(group[0].code, "before", group[0].form, (RIGHT,) * 24)
    assert group_gain([*group, extra], "after") == group_gain(group, "after")


def test_a_file_is_read_as_it_was_written_and_has_all_figures(group):
    text = learning_csv(group)
    assert sorted(read_sheets(text), key=str) == sorted(group, key=str)
    assert read_sheets("\ufeff" + text + text) == read_sheets(text) * 2
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for before, row in pairwise([[], *rows]) if not before and row] == ["Group", "Learners", "Items", "Answers"]
    learners = {row[0]: row for row in rows[rows.index(["Learners"]) + 2 : rows.index(["Items"]) - 1]}
    for code, row in learners.items():
        scores = {sheet.round: score(sheet) for sheet in group if sheet.code == code}
        assert row[1] == f"{scores['before']:.1f}"
        if "after" in scores:
            assert float(row[4]) == pytest.approx((scores["after"] - scores["before"]) / (100 - scores["before"]), abs=0.006)


@pytest.mark.parametrize(
    "text",
    ["", "Code,Round", "\x00", '"', "a" * 100_000, "Answers\r\nCode,Round,Form\r\n=1+1,before,A"],
)
def test_a_strangers_file_gives_no_sheets(text):
    assert read_sheets(text) == []


def test_lines_of_a_file_that_somebody_changed_are_left_out(group):
    lines = learning_csv(group).splitlines()
    good = lines[-2]
    code, round_, form, *answers = next(csv.reader([good]))
    changed = [
        [code, "never", form, *answers],
        [code, round_, "C", *answers],
        ["<b>", round_, form, *answers],
        [code, round_, form, "=cmd()", *answers[1:]],
        [code, round_, form, *answers[1:]],
        [code, round_, form, ITEMS[1].misconceptions[0], *answers[1:]],
    ]
    head = next(line for line in lines if line.startswith("Code,Round,Form,"))
    assert read_sheets("\n".join([head, *(",".join(f'"{cell}"' for cell in row) for row in changed)])) == []
    assert len(read_sheets("\n".join([head, *[good] * (MOST_SHEETS + 10)]))) == MOST_SHEETS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("otter 12", "OTTER12"), ("ＡＢ１２", "AB12"), ("abc", None), ("a" * 13, None), ("<i>ab</i>", "IABI"), ("", None)],
)
def test_a_code_is_letters_and_digits(typed, kept):
    assert cleaned_code(typed) == kept


def test_a_sheet_needs_an_answer_to_every_item():
    with pytest.raises(ValueError, match=r"to each of 24 items\. Received: 1"):
        sheet_of("CODE1", "before", {0: RIGHT})
