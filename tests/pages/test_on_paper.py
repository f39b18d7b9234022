"""Teach from paper: what is chosen is what will be printed, and the square on a worksheet leads to the same numbers."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from lessons.catalog import CATALOG, PATHS, lesson
from lessons.teaching.lesson_on_paper import lesson_on_paper
from lessons.teaching.path_plan import TITLES, path_sheet
from lessons.teaching.sheets import answer_key, plan_sheet, worksheet
from pages.classroom.parts.sheet_address import on_screen
from tests.pages.apps import at_address, open_app


def pieces(app):
    return [each.value for each in app.markdown]


def test_each_lesson_and_path_has_a_title_of_its_own():
    titles = [*TITLES.values(), *(entry.title for entry in CATALOG if entry.teaches)]
    assert list(open_app("on_paper").selectbox(key="on_paper_about").options) == titles
    assert len(set(titles)) == len(titles)


def refused(app):
    """What is said of an address that asks for something that there is not."""
    return [warning.value for warning in app.warning if "The address of this page" in warning.value]


@pytest.mark.parametrize(("name", "sheet"), [("Worksheet", worksheet), ("Answers", answer_key), ("Plan", plan_sheet)])
def test_each_sheet_of_a_lesson_is_shown_as_the_address_asks(name, sheet):
    app = at_address("on_paper", on_paper_about="Convolution", on_paper_sheet=name, on_paper_seed="7")
    assert not refused(app)
    shown = pieces(app)
    assert all(piece in shown for piece in sheet(lesson_on_paper("convolution", 7)))


def test_other_numbers_make_another_worksheet_and_another_lesson_another_one():
    app = open_app("on_paper")
    assert all(piece in pieces(app) for piece in worksheet(lesson_on_paper("network", 1)))
    app.number_input(key="on_paper_seed").set_value(2).run()
    assert all(piece in pieces(app) for piece in worksheet(lesson_on_paper("network", 2)))
    app.selectbox(key="on_paper_about").set_value("Pooling").run()
    assert all(piece in pieces(app) for piece in worksheet(lesson_on_paper("pooling", 2)))


@pytest.mark.parametrize("name", PATHS)
def test_a_path_has_its_plan_alone(name):
    app = at_address("on_paper", on_paper_about=TITLES[name])
    assert not refused(app)
    assert all(piece in pieces(app) for piece in path_sheet(name))
    assert app.segmented_control(key="on_paper_sheet").options == ["Plan"]


@pytest.mark.parametrize(("slug", "seed"), [("network", 1), ("network", 7), ("pooling", 7), ("approach", 7)])
def test_the_square_on_a_worksheet_leads_to_its_numbers(slug, seed):
    """Also to the lesson and the numbers that are there at first, which leave the address."""
    address = urlsplit(on_screen(lesson(slug).title, seed))
    app = at_address(address.path, **dict(parse_qsl(address.query)))
    assert not app.exception
    assert not refused(app)
    first = lesson_on_paper(slug, seed).questions[0]
    assert app.radio[0].label == first.question.prompt
    assert app.radio[0].options == [choice.text for choice in first.question.choices]
    assert first.given in pieces(app)
    app.radio[0].set_value(first.question.right.text).run()
    assert first.question.right.note in " ".join(pieces(app))
