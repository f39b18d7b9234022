"""Laws of progress: it can be merged in any order and as often as one likes, comes back from its text, and takes no harm."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lessons.catalog import CATALOG
from lessons.progress.notes import MOST_QUESTIONS, MOST_STEPS, MOST_TRIES, Idea, LessonProgress, Progress, Try, merged
from lessons.progress.progress_text import AHEAD, LONGEST, from_text, to_text

NOW = 1_800_000_000
SLUGS = [entry.slug for entry in CATALOG]
NAMES = [f"{letter}{number}" for letter in "abc" for number in range(10)]

times = some.integers(1, NOW)
tries = some.sets(some.builds(Try, times, some.booleans()), max_size=MOST_TRIES).map(lambda found: tuple(sorted(found)))
ideas = some.dictionaries(some.integers(1, MOST_QUESTIONS), some.builds(Idea, tries, some.booleans()), max_size=4)
lessons = some.builds(
    LessonProgress,
    opened=some.integers(0, NOW),
    steps=some.frozensets(some.sampled_from(NAMES), max_size=MOST_STEPS),
    steps_there=some.integers(0, MOST_STEPS),
    ideas=ideas,
    questions_there=some.integers(0, MOST_QUESTIONS),
    trained=some.booleans(),
).filter(lambda done: done != LessonProgress())
progresses = some.builds(Progress, some.dictionaries(some.sampled_from(SLUGS[:4]), lessons, max_size=3))


@given(progresses, progresses, progresses)
def test_merging_is_the_same_in_every_order_and_however_often(first, second, third):
    assert merged(first, second) == merged(second, first)
    assert merged(first, first) == first
    assert merged(merged(first, second), third) == merged(first, merged(second, third))
    assert merged(first, Progress()) == first


@given(progresses, progresses)
def test_nothing_is_lost_in_merging_but_the_oldest_tries(first, second):
    both = merged(first, second)
    for one in (first, second):
        for slug, done in one.lessons.items():
            whole = both.of(slug)
            assert whole.opened >= done.opened
            assert whole.trained >= done.trained
            assert done.steps <= whole.steps or len(whole.steps) == MOST_STEPS
            for number, idea in done.ideas.items():
                kept = whole.ideas[number]
                assert kept.found >= idea.found
                assert all(each in kept.tries or each < kept.tries[0] for each in idea.tries)
                assert len(kept.tries) <= MOST_TRIES


@given(progresses)
def test_progress_comes_back_from_its_text(progress):
    assert from_text(to_text(progress), NOW) == progress


def test_a_note_adds_what_it_says_and_nothing_else():
    start = Progress().opened("pooling", 5)
    done = start.step("pooling", "stride", 4).tried("pooling", 2, False, 7, 5).found("pooling", 2).trained("build")
    assert done.of("pooling") == LessonProgress(5, frozenset(["stride"]), 4, {2: Idea((Try(7, False),), True)}, 5)
    assert done.of("build") == LessonProgress(trained=True)
    assert (done.of("pooling").found, done.of("pooling").right_at_first) == (1, 0)
    assert start == Progress({"pooling": LessonProgress(opened=5)})


def test_the_largest_progress_fits_into_the_text_that_is_read():
    """Of every lesson all that is kept of it."""
    tries = tuple(Try(NOW + number, False) for number in range(MOST_TRIES))
    names = frozenset(f"{number:02d}".ljust(32, "x") for number in range(MOST_STEPS))
    ideas = {number: Idea(tries, True) for number in range(1, MOST_QUESTIONS + 1)}
    whole = LessonProgress(NOW, names, MOST_STEPS, ideas, MOST_QUESTIONS, True)
    assert all(getattr(whole, field.name) for field in fields(whole))
    largest = Progress({entry.slug: whole for entry in CATALOG if entry.teaches})
    assert len(to_text(largest)) <= LONGEST
    assert from_text(to_text(largest), NOW) == largest


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from("vlosnqfat12"), inner, max_size=4),
    max_leaves=12,
)


@given(
    some.dictionaries(some.sampled_from(["v", "l"]), anything) | anything,
    some.dictionaries(some.sampled_from("osnqfat"), anything),
)
def test_a_strangers_text_gives_progress_within_its_bounds(told, lesson):
    for text in (json.dumps(told), json.dumps({"v": 1, "l": {"pooling": lesson, "nowhere": lesson}})):
        progress = from_text(text, NOW)
        assert from_text(to_text(progress), NOW) == progress
        assert set(progress.lessons) <= set(SLUGS)
        for done in progress.lessons.values():
            assert 0 <= done.opened <= NOW + AHEAD
            assert len(done.steps) <= MOST_STEPS
            assert all(1 <= number <= MOST_QUESTIONS and len(idea.tries) <= MOST_TRIES for number, idea in done.ideas.items())


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "{",
        "[" * 60_000,
        "9" * 5_000,
        '{"v": 2, "l": {"pooling": {"o": 5}}}',
        '{"v": 1, "l": {"pooling": {"o": 5}}}' + " " * LONGEST,
        '{"v": 1, "l": {"pooling": {"o": 1e400, "s": ["A B", "../..", 7], "q": {"x": [5], "²": [5], "0": [5]}, "t": true}}}',
        f'{{"v": 1, "l": {{"pooling": {{"o": {NOW + AHEAD + 1}, "q": {{"99": [5]}}}}}}}}',
    ],
)
def test_what_is_wrong_in_a_text_is_left_out(text):
    assert merged(from_text(text, NOW), Progress({"pooling": LessonProgress()})) == Progress({"pooling": LessonProgress()})
