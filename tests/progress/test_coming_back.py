"""When questions come back, and a learner who comes back with them."""

from hypothesis import given
from hypothesis import strategies as some

from lessons.catalog import path
from lessons.progress.notes import MOST_TRIES, Idea, Progress, Try
from lessons.progress.spacing import DAY, due_at, due_ideas

START = 1_800_000_000


def answered(*tries):
    return Idea(tuple(Try(START + when, right) for when, right in tries))


def test_a_right_answer_comes_back_after_a_day_then_three_then_each_week_and_a_wrong_one_at_once():
    week = 7 * DAY
    assert due_at(Idea(found=True)) is None
    assert due_at(answered((0, True))) == START + DAY
    assert due_at(answered((0, True), (DAY, True))) == START + 4 * DAY
    assert due_at(answered((0, True), (DAY, True), (4 * DAY, True))) == START + 11 * DAY
    assert due_at(answered((0, True), (DAY, True), (4 * DAY, True), (11 * DAY, True))) == START + 11 * DAY + week
    assert due_at(answered((0, False))) == START
    assert due_at(answered((0, True), (DAY, True), (4 * DAY, False))) == START + 4 * DAY
    assert due_at(answered((0, False), (60, True))) == START + 60 + DAY


@given(some.lists(some.integers(0, DAY - 1), min_size=1, max_size=MOST_TRIES))
def test_practice_at_once_does_not_stand_for_practice_spread_out(whens):
    whens = sorted(set(whens))
    assert due_at(answered(*((when, True) for when in whens))) == START + whens[0] + DAY


def test_wrong_answers_come_first_and_of_each_kind_the_one_that_waits_longest():
    done = Progress()
    for slug, number, right, when in (
        ("pixels", 1, True, 0),
        ("pooling", 2, True, 30),
        ("dense", 3, False, 50),
        ("build", 4, False, 40),
        ("unit", 5, True, DAY),
        ("zoo", 1, False, 10),
    ):
        done = done.tried(slug, number, right, START + when)
    known = {(slug, number) for slug, did in done.lessons.items() for number in did.ideas} - {("zoo", 1)}
    assert due_ideas(done, START + DAY + 60, known) == [("build", 4), ("dense", 3), ("pixels", 1), ("pooling", 2)]
    assert due_ideas(done, START + 20, known) == []


@given(some.randoms(use_true_random=False), some.floats(0.2, 1))
def test_a_learner_sees_every_idea_at_least_three_times_on_two_days(random, knows):
    """One who does the short path in a day and comes back on three others, each time until nothing is due."""
    questions = [(lesson.slug, number) for lesson in path("short") for number in range(1, 6)]
    seen, done = {}, Progress()

    def ask(slug, number, when):
        nonlocal done
        seen.setdefault((slug, number), []).append(when)
        done = done.tried(slug, number, random.random() < knows, when)

    for minute, (slug, number) in enumerate(questions):
        ask(slug, number, START + 60 * minute)
    for day in (1, 4, 11):
        now = START + day * DAY + 3 * 3600
        for _ in range(500):
            due = due_ideas(done, now, questions)[:5]
            if not due:
                break
            for slug, number in due:
                now += 30
                ask(slug, number, now)
        assert due_ideas(done, now, questions) == []
    for whens in seen.values():
        assert len(whens) >= 3
        assert len({(when - START) // DAY for when in whens}) >= 2
