"""Every lesson opens, and its questions are asked and graded on the page."""

import pytest

from lessons.catalog import CATALOG, lesson
from tests.pages.apps import open_app, texts

pytestmark = pytest.mark.slow

LESSONS = [entry.slug for entry in CATALOG if entry.teaches]


def test_right_at_once_is_told_apart_from_right_after_all_others():
    app = open_app("pixels")
    app.segmented_control(key="pixels_question").set_value(5).run()
    app.radio[0].set_value("Black").run()
    assert app.segmented_control(key="pixels_question").options[4] == "5"
    app.radio[0].set_value("White").run()
    assert app.segmented_control(key="pixels_question").options[4] == "5 (✓)"
    assert "Found with attempt 2." in texts(app)
    app.segmented_control(key="pixels_question").set_value(4).run()
    app.radio[0].set_value("All of it, squeezed into a square").run()
    assert app.segmented_control(key="pixels_question").options[3] == "4 ✓"
    app.radio[0].set_value("Only the square in its middle").run()
    assert app.segmented_control(key="pixels_question").options[3] == "4 ✓"


TRY = "Set up this experiment"


def open_with_questions(slug):
    """The page; where its questions are about a result, with that result: the page's first main button makes it."""
    app = open_app(slug)
    assert app.title[0].value == lesson(slug).title
    assert lesson(slug).summary in texts(app)
    assert not app.error
    if f"{slug}_question" not in [control.key for control in app.segmented_control]:
        next(button for button in app.button if button.proto.type == "primary").click().run()
    return app


@pytest.mark.parametrize("slug", LESSONS)
def test_every_question_says_whether_an_answer_is_right(slug):
    """And every experiment that a wrong answer offers names controls that are there, and values that they take."""
    app, question = open_with_questions(slug), f"{slug}_question"
    for number in map(int, app.segmented_control(key=question).options):
        app.segmented_control(key=question).set_value(number).run()
        verdicts, offers = [], []
        for option in app.radio[0].options:
            app.radio[0].set_value(option).run()
            verdicts.append(":material/check_circle:" in texts(app))
            assert verdicts[-1] or "Not quite." in texts(app)
            offers += [option] if TRY in [button.label for button in app.button] else []
        assert verdicts.count(True) == 1
        app.button(key=app.radio[0].key.replace("_answer", "_more")).click().run()
        assert "Hint: " in texts(app)
        for option in offers:
            app.radio[0].set_value(option).run()
            next(button for button in app.button if button.label == TRY).click().run()
            assert not app.exception
            assert not app.error
            assert app.toast
            app = open_with_questions(slug)  # what was moved asks for other numbers
            app.segmented_control(key=question).set_value(number).run()
    assert not app.exception
