"""The human test: who sees what is drawn and fair, each answers once, and what comes of it is what SciPy says."""

import random
from dataclasses import dataclass

import numpy as np
import pytest
from scipy import stats

from lessons.classroom.common_pictures import GivenPicture
from lessons.classroom.human_test import HumanTest
from lessons.classroom.picture_giving import agree, collect, put_pictures_away, remove_picture, share_network, withdraw
from lessons.classroom.predicting import (
    begin_test,
    end_test,
    human_test_of,
    note_split,
    predict,
    put_test_away,
    unseen_pictures,
)
from lessons.classroom.school_class import ClassError, NotTheTeacherError, SchoolClass
from lessons.classroom.two_groups import difference

SECRET = "a" * 32


@dataclass(frozen=True)
class Item:
    number: int
    answer: int
    plain: bytes = b"plain"
    explained: bytes = b"explained"


def items(count=10):
    return [Item(number + 1, number % 2) for number in range(count)]


@pytest.mark.parametrize("learners", [0, 1, 2, 7, 30, 60])
@pytest.mark.parametrize("seed", range(5))
def test_half_of_the_class_is_drawn_by_the_seed(learners, seed):
    first, second = HumanTest(1, seed, items()), HumanTest(1, seed, items())
    first.draw(range(1, learners + 1))
    second.draw(reversed(range(1, learners + 1)))
    assert first.groups == second.groups
    assert abs(2 * sum(first.groups.values()) - learners) <= 1


def test_another_seed_draws_others():
    drawn = set()
    for seed in range(20):
        test = HumanTest(1, seed, items())
        test.draw(range(20))
        drawn.add(tuple(sorted(who for who, sees in test.groups.items() if sees)))
    assert len(drawn) == 20


@pytest.mark.parametrize("late", [1, 2, 9, 30])
def test_who_comes_late_keeps_the_halves_alike_and_stays_in_theirs(late):
    test = HumanTest(1, 3, items())
    test.draw(range(7))
    for who in range(100, 100 + late):
        sees = test.sees_maps(who)
        assert test.sees_maps(who) == sees
        assert abs(2 * sum(test.groups.values()) - len(test.groups)) <= 1


def test_all_meet_the_same_pictures_each_in_an_order_of_their_own():
    test = HumanTest(1, 0, items())
    orders = [test.left(who) for who in range(10)]
    assert all(sorted(order) == list(range(10)) for order in orders)
    assert len({tuple(order) for order in orders}) == 10
    assert orders[3] == test.left(3)


def answered(test, who, right):
    """Have a learner predict so many right."""
    for place in range(len(test.items)):
        item = test.items[test.left(who)[0]]
        test.answer(who, test.turn, place, item.answer if place < right else 1 - item.answer)


def test_a_score_is_the_number_of_right_predictions_and_is_told_at_the_end():
    test = HumanTest(1, 0, items())
    test.draw([1, 2])
    answered(test, 1, 7)
    assert test.seen_by(1).picture is None
    assert test.seen_by(1).score == 0
    assert (test.finished, test.score(1)) == (1, 7)
    test.is_over = True
    assert test.seen_by(1).score == 7
    assert test.scores(test.groups[1]) == [7]
    assert test.scores(test.groups[2]) == []


def test_each_picture_is_answered_once_and_late_ones_change_nothing():
    test = HumanTest(4, 0, items())
    test.draw([1])
    first = test.left(1)[0]
    test.answer(1, 4, 0, 1)
    test.answer(1, 4, 0, 0)  # a second tap on the same picture
    test.answer(1, 4, 5, 0)
    assert test.answers == {1: {first: 1}}
    with pytest.raises(ClassError):
        test.answer(1, 3, 1, 0)
    test.is_over = True
    with pytest.raises(ClassError):
        test.answer(1, 4, 1, 0)


def test_only_one_half_is_sent_heat_maps():
    test = HumanTest(1, 0, items())
    test.draw(range(20))
    for who in range(20):
        seen = test.seen_by(who)
        assert seen.picture == (b"explained" if test.groups[who] else b"plain")
        assert seen.sees_maps == test.groups[who]


@pytest.fixture
def school_class():
    made = SchoolClass("BCDFHJ", SECRET, lambda: 0.0)
    collect(made, SECRET, "cup, glass")
    for key in ("one", "other"):
        made.join(key)
        agree(made, key)
    with made.taught(SECRET) as held:
        for number in range(1, 11):
            held.together.pictures.given[number] = GivenPicture(number, 1 + number % 2, number % 2, b"file")
    return made


def test_a_picture_that_is_taken_back_is_asked_about_no_more(school_class):
    begin_test(school_class, SECRET, items(), 0)
    assert school_class.view("one").together.test.count == 10
    withdraw(school_class, "one", 2)
    remove_picture(school_class, SECRET, 3)
    school_class.leave("other")
    test = human_test_of(school_class, SECRET)
    assert all(not item.plain and not item.explained for item in test.items if item.number in (2, 3, 1, 5, 7, 9))
    seen = school_class.view("one").together.test
    assert seen.count == 4
    assert seen.picture
    for place in range(4):
        predict(school_class, "one", seen.turn, place, 0)
    assert school_class.view("one").together.test.picture is None
    assert human_test_of(school_class, SECRET).finished == 1


def test_the_test_is_the_teachers_and_one_that_is_over_takes_nothing(school_class):
    begin_test(school_class, SECRET, items(), 0)
    for act in (human_test_of, end_test, put_test_away, unseen_pictures):
        with pytest.raises(NotTheTeacherError):
            act(school_class, "one")
    turn = school_class.view("one").together.test.turn
    predict(school_class, "one", turn, 0, 1)
    end_test(school_class, SECRET)
    with pytest.raises(ClassError):
        predict(school_class, "one", turn, 1, 1)
    put_test_away(school_class, SECRET)
    assert school_class.view("one").together.test is None
    begin_test(school_class, SECRET, items(), 0)
    assert school_class.view("one").together.test.turn > turn


def test_only_what_the_network_did_not_learn_from_is_asked_about(school_class):
    @dataclass
    class Network:
        fingerprint: str

    note_split(school_class, SECRET, "one", [2, 4, 99])
    note_split(school_class, SECRET, "another", [1])
    assert unseen_pictures(school_class, SECRET) == []
    share_network(school_class, SECRET, Network("one"))
    assert unseen_pictures(school_class, SECRET) == [(2, 0, b"file"), (4, 0, b"file")]
    withdraw(school_class, "one", 4)
    assert [number for number, _, _ in unseen_pictures(school_class, SECRET)] == [2]
    put_pictures_away(school_class, SECRET)
    assert unseen_pictures(school_class, SECRET) == []


@pytest.mark.parametrize("seed", range(6))
def test_the_interval_is_welchs_as_worked_out_by_hand(seed):
    draw = np.random.default_rng(seed)
    first, second = draw.integers(0, 11, 3 + seed), draw.integers(3, 11, 14 - seed)
    found = difference(list(first), list(second))
    parts = [np.var(each, ddof=1) / len(each) for each in (first, second)]
    error = np.sqrt(sum(parts))
    freedom = sum(parts) ** 2 / sum(part**2 / (len(each) - 1) for part, each in zip(parts, (first, second), strict=True))
    reach = stats.t.ppf(0.975, freedom) * error
    assert found.apart == pytest.approx(first.mean() - second.mean())
    assert found.interval == pytest.approx((found.apart - reach, found.apart + reach))


@pytest.mark.parametrize(
    ("first", "second", "finding"),
    [
        ([9, 10, 9, 10], [2, 3, 2, 3], "better"),
        ([2, 3, 2, 3], [9, 10, 9, 10], "worse"),
        ([1, 9, 4], [2, 8, 5], "open"),
        ([5], [1, 2, 3], "few"),
        ([5, 5], [5, 5], "few"),
        ([5, 5], [4, 4], "few"),
        ([5, 5, 5], [1, 2, 1], "few"),
    ],
)
def test_what_is_found_follows_the_interval(first, second, finding):
    assert difference(first, second).finding == finding


def test_the_interval_misses_the_truth_about_once_in_twenty():
    draw, missed = random.Random(1), 0
    for _ in range(400):
        first, second = ([draw.gauss(6, 2) for _ in range(count)] for count in (15, 12))
        low, high = difference(first, second).interval
        missed += not low <= 0 <= high
    assert 6 <= missed <= 36
