"""The three paths through the course, and where a learner is on them."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lessons.catalog import CATALOG, PATHS, path
from lessons.progress.marks import (
    ANSWERED,
    MARKS,
    TO_COME,
    TRIED,
    current_path,
    duration_text,
    mark_of,
    minutes_left,
    minutes_left_of,
    next_lesson,
)
from lessons.progress.notes import Progress
from tests.progress.test_notes import progresses

SHORT = path("short")


@pytest.mark.parametrize("name", PATHS)
def test_a_path_is_in_the_order_of_the_course_and_has_what_its_lessons_need(name):
    before = []
    for lesson in path(name):
        assert set(lesson.needs) <= set(before), f"{lesson.slug} comes before what it needs"
        assert lesson.minutes > 0
        before.append(lesson.slug)
    assert before == [entry.slug for entry in CATALOG if entry.slug in before]


def test_each_path_is_part_of_the_next_and_the_last_is_everything_that_teaches():
    shorter = [set(path(name)) for name in PATHS]
    assert all(one < other for one, other in itertools.pairwise(shorter))
    assert list(path("full")) == [entry for entry in CATALOG if entry.teaches]
    assert {name for entry in CATALOG for name in entry.paths} == set(PATHS)
    assert sum(lesson.minutes for lesson in SHORT) == 45
    assert not path("nowhere")


@given(progresses)
def test_marks_and_minutes_belong_together(progress):
    assert 0 <= minutes_left_of(progress, SHORT) <= sum(lesson.minutes for lesson in SHORT)
    for lesson in SHORT:
        done = progress.of(lesson.slug)
        left = minutes_left(done, lesson)
        assert mark_of(done) in MARKS
        assert (left == 0) == (mark_of(done) == ANSWERED)
        if mark_of(done) == TO_COME:
            assert left == lesson.minutes
    following = next_lesson(progress, SHORT)
    assert (following is None) == (minutes_left_of(progress, SHORT) == 0)


def test_a_lesson_is_tried_when_something_was_done_and_answered_when_all_questions_were():
    done = Progress().opened("network", 1)
    assert mark_of(done.of("network")) == TO_COME
    for more in (done.step("network", "point", 3), done.trained("network"), done.tried("network", 1, False, 5, 2)):
        assert mark_of(more.of("network")) == TRIED
    done = done.tried("network", 1, False, 5, 2).tried("network", 2, True, 6, 2)
    assert mark_of(done.of("network")) == TRIED
    assert minutes_left(done.of("network"), SHORT[0]) == round(SHORT[0].minutes / 2)
    assert mark_of(done.found("network", 1).of("network")) == ANSWERED


def test_one_goes_on_where_one_was_and_comes_back_to_what_was_left_out():
    done = Progress()
    assert next_lesson(done, SHORT) is SHORT[0]
    done = done.opened("pooling", 9).step("pooling", "slide", 4).opened("network", 5)
    assert next_lesson(done, SHORT).slug == "network"  # pooling was only looked into
    assert next_lesson(done.trained("convolution"), SHORT).slug == "pooling"  # it is next anyway
    done = done.step("pooling", "flatten", 4)
    assert next_lesson(done, SHORT).slug == "pooling"
    done = done.tried("pooling", 1, True, 10, 1)
    assert next_lesson(done, SHORT).slug == "vgg16"
    for slug in ("vgg16", "train"):
        done = done.tried(slug, 1, True, 11, 1)
    assert next_lesson(done, SHORT).slug == "network"
    for slug in ("network", "convolution"):
        done = done.tried(slug, 1, True, 12, 1)
    assert next_lesson(done, SHORT) is None


def test_a_learner_is_on_the_shortest_path_that_is_not_finished_and_has_the_last_lesson():
    assert current_path(Progress()) == "short"
    done = Progress().opened("pooling", 5)
    assert current_path(done) == "short"
    assert current_path(done.opened("dense", 6)) == "long"
    assert current_path(done.opened("faces", 7)) == "full"
    for lesson in SHORT:
        done = done.tried(lesson.slug, 1, True, 8, 1)
    assert current_path(done) == "long"
    for lesson in path("full"):
        done = done.tried(lesson.slug, 1, True, 9, 1)
    assert current_path(done) == "full"


@given(some.integers(1, 2000))
def test_a_time_is_told_to_five_minutes_at_most(minutes):
    told = duration_text(minutes)
    numbers = [int(number) for number in re.findall(r"\d+", told)]
    minutes_told = numbers[0] * 60 + sum(numbers[1:]) if "h" in told else numbers[0]
    assert abs(minutes_told - minutes) <= (2.5 if minutes >= 60 else 0)
    assert "60 min" not in told
