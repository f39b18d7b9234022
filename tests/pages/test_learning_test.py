"""The test of learning on its page: taken by a learner, handed in to a class, and what a group gained."""

import pytest

from lessons.classroom.answer_sheet import ROUNDS, AnswerSheet
from lessons.teaching.learning_gain import item_figures
from lessons.teaching.learning_item import RIGHT, UNKNOWN
from lessons.teaching.learning_table import learning_csv, read_sheets
from lessons.teaching.learning_test import ITEMS, placed_test
from pages.classroom.parts import own_test
from pages.shared.session.class_seat import CLASSES
from pages.shared.session.desks import SEAT
from tests.pages.apps import at_address, desk_of, open_app, texts


@pytest.fixture(autouse=True)
def _no_class_is_left(monkeypatch):
    monkeypatch.setattr(own_test, "_TAP", 0.0)  # a test taps faster than a hand
    yield
    CLASSES._classes.clear()


def begin(app, code, round_="before"):
    app.segmented_control(key="learning_test_round").set_value(round_).run()
    app.text_input(key="learning_test_code").set_value(code).run()
    app.button(key="learning_test_begin").click().run()
    assert not app.exception


def answer(app, code, round_, right):
    """Answer so many questions right, and the others wrong."""
    for place, placed in enumerate(placed_test(code, round_)):
        name = RIGHT if place < right else next(iter(placed.asked.wrong))
        assert placed.asked.prompt in texts(app)
        app.button(key=f"learning_test_option_{placed.order.index(name)}").click().run()
    assert not app.exception


def options(app):
    return [button.key for button in app.button if button.key.startswith("learning_test_option_")]


def test_a_learner_takes_two_rounds_and_is_told_the_gain():
    app = open_app("learning_test")
    begin(app, "otter 42")
    answer(app, "OTTER42", "before", 12)
    assert "**12 of 24** right" in texts(app)
    app.button(key="learning_test_close").click().run()
    begin(app, "Otter42", "after")
    answer(app, "OTTER42", "after", 18)
    assert "Before, you had 12 right. You have gained **50%**" in texts(app)


def test_one_can_go_back_and_change_an_answer():
    app = open_app("learning_test")
    begin(app, "OTTER42")
    first = placed_test("OTTER42", "before")[0]
    app.button(key="learning_test_option_0").click().run()
    app.button(key="learning_test_back").click().run()
    assert first.asked.prompt in texts(app)
    assert app.button(key="learning_test_option_0").label.endswith("✓")
    app.button(key="learning_test_option_1").click().run()
    app.button(key="learning_test_back").click().run()
    marked = [button.label.endswith("✓") for button in app.button if button.key in options(app)]
    assert marked == [False, True, False, False]


def test_who_does_not_know_may_say_so_and_that_is_no_misconception():
    app = open_app("learning_test")
    begin(app, "OTTER42")
    for _ in ITEMS:
        app.button(key="learning_test_unknown").click().run()
    assert "**0 of 24** right" in texts(app)
    (sheet,) = read_sheets(learning_csv(list(desk_of(app)["learning_test_sheets"].values())))
    assert set(sheet.answers) == {UNKNOWN}
    assert {figures.misconception for figures in item_figures([sheet])} == {""}


def test_what_comes_at_once_after_an_answer_is_not_taken_for_the_next(monkeypatch):
    monkeypatch.setattr(own_test, "_TAP", 3600.0)
    app = open_app("learning_test")
    begin(app, "OTTER42")
    app.button(key="learning_test_option_0").click().run()
    app.button(key="learning_test_option_0").click().run()
    assert placed_test("OTTER42", "before")[1].asked.prompt in texts(app)


@pytest.mark.parametrize("code", ["", "abc", "<script>alert(1)</script>"])
def test_a_code_that_is_none_begins_nothing(code):
    app = open_app("learning_test")
    begin(app, code)
    assert options(app) == []


def test_answers_go_to_the_class_without_the_learner_and_the_teacher_gets_the_figures():
    teacher = open_app("classroom")
    teacher.button(key="classroom_begin").click().run()
    place = desk_of(teacher)[SEAT]
    joined = at_address("learning_test", **{"class": place.code})
    for round_, right in (("before", 6), ("after", 15)):
        begin(joined, "LYNX77", round_)
        answer(joined, "LYNX77", round_, right)
        joined.button(key="learning_test_hand_in").click().run()
        assert f"Your answers are in the class {place.code}" in texts(joined)
        assert "learning_test_hand_in" not in [button.key for button in joined.button]
        joined.button(key="learning_test_close").click().run()
    sheets = place.school_class.sheets(place.key)
    assert [(sheet.code, sheet.round, sheet.answers.count(RIGHT)) for sheet in sheets] == [
        ("LYNX77", "after", 15),
        ("LYNX77", "before", 6),
    ]
    teacher.switch_page("pages/classroom/learning_test.py").run()
    assert not teacher.exception
    assert "**2 sheets** handed in" in texts(teacher)
    shown = " ".join(str(element.proto) for element in teacher if hasattr(element, "proto"))
    assert "0.50" in shown  # from 25% to 62.5%
    assert place.look().learners[0].name not in shown
    joined_sees = " ".join(str(element.proto) for element in joined if hasattr(element, "proto"))
    assert "0.50" not in joined_sees


def test_files_of_several_rounds_are_put_together_and_a_strangers_file_is_named():
    app = open_app("learning_test")
    sheets = [
        AnswerSheet(f"CODE{number}", round_, "A", (RIGHT,) * right + tuple(item.misconceptions[0] for item in ITEMS[right:]))
        for number in range(3)
        for round_, right in zip(ROUNDS, (6, 15, 12), strict=True)
    ]
    files = [learning_csv([sheet for sheet in sheets if sheet.round == round_]).encode() for round_ in ROUNDS]
    uploads = [(f"{number}.csv", data, "text/csv") for number, data in enumerate([*files, b"\xff<b>none</b>"])]
    app.file_uploader(key="learning_test_files").set_value(uploads).run()
    assert not app.exception
    shown = " ".join(str(element.proto) for element in app if hasattr(element, "proto"))
    assert "0.50" in shown
    assert "0.33" in shown
    assert "No answers were found in this file: 3.csv" in app.warning[-1].value
    assert len(read_sheets(files[0].decode())) == 3
