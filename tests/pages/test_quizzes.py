"""Every lesson opens, and its questions are asked and graded on the page."""

import itertools

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.catalog import CATALOG
from lessons.texts import words
from pages.shared.lesson.stage import SECTION
from pages.shared.session.desks import PROGRESS
from tests.pages.apps import desk_of, finish, open_app, section, texts, widget
from tests.texts.generated_questions import generated

pytestmark = pytest.mark.slow

LESSONS = [entry.slug for entry in CATALOG if entry.teaches]


def test_right_at_once_is_told_apart_from_right_after_all_others():
    app = section(open_app("pixels"), "pixels", "Check yourself")
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
    noted = desk_of(app)[PROGRESS].of("pixels")
    assert {number: [each.right for each in idea.tries] for number, idea in noted.ideas.items()} == {4: [True], 5: [False]}
    assert (noted.found, noted.right_at_first, noted.questions_there) == (2, 1, 5)
    assert noted.opened


TRY = "Set up this experiment"


def open_with_questions(slug):
    """The page; where its questions are about a result, with that result: the page's first main button makes it."""
    app = section(open_app(slug), slug, "Check yourself")
    assert app.title[0].value == words(slug, "question")
    assert not app.error
    if f"{slug}_question" not in [control.key for control in app.segmented_control]:
        next(button for button in app.button if button.proto.type == "primary").click().run()
        if f"state_job_{slug}" in desk_of(app):
            finish(app, slug)
    return app


@pytest.mark.parametrize("slug", LESSONS)
def test_a_page_asks_its_questions_and_takes_an_answer(slug):
    """What comes of every other answer is tested below, without the page."""
    app, question = open_with_questions(slug), f"{slug}_question"
    last = app.segmented_control(key=question).options[-1]
    app.segmented_control(key=question).set_value(int(last)).run()
    answered = set()
    for option in app.radio[0].options[:2]:
        app.radio[0].set_value(option).run()
        answered.add(":material/check_circle:" in texts(app) or "Not quite." in texts(app))
    assert answered == {True}
    assert not app.exception


def _ask():
    import streamlit as st

    from pages.shared.lesson.quiz import quiz

    quiz(st.session_state["asked"], key="x")


CASES = {case.slug: case for case in generated(np.random.default_rng(1))}  # one set of questions of each lesson


@pytest.mark.parametrize("slug", CASES)
def test_every_question_says_whether_an_answer_is_right_and_has_a_hint(slug):
    """That exactly one answer of each is right, and graded so, is tested where the questions are."""
    app = AppTest.from_function(_ask)
    app.session_state["asked"] = list(CASES[slug].questions)
    app.run()
    for number, question in enumerate(CASES[slug].questions, start=1):
        app.segmented_control(key="x_question").set_value(number).run()
        app.button(key=app.radio[0].key.replace("_answer", "_more")).click()
        for choice in (question.right, next(choice for choice in question.choices if choice != question.right)):
            app.radio[0].set_value(choice.text).run()
            assert (":material/check_circle:" in texts(app)) == (choice == question.right)
            assert ("Not quite." in texts(app)) == (choice != question.right)
            assert "Hint: " in texts(app)
    assert not app.exception


def _ask_elsewhere():
    import streamlit as st

    from pages.shared.lesson.quiz import quiz

    quiz(st.session_state["asked"], key="home_warm1", ideas=[("pixels", 5)], given=["What it is about"])


def test_a_question_asked_elsewhere_is_noted_for_its_lesson():
    app = AppTest.from_function(_ask_elsewhere)
    question = CASES["pixels"].questions[-1]
    app.session_state["asked"] = [question]
    app.run()
    assert app.markdown[0].value == "What it is about"
    app.radio[0].set_value(question.right.text).run()
    noted = desk_of(app)[PROGRESS].of("pixels")
    assert {number: ([each.right for each in idea.tries], idea.found) for number, idea in noted.ideas.items()} == {
        5: ([True], True)
    }
    assert noted.questions_there == 0  # here it is not known how many the lesson has
    assert not app.exception


def test_every_experiment_names_controls_that_its_page_has_and_values_that_they_take():
    """Of all that is offered with a wrong answer, to any of several hundred sets of numbers."""
    offered = {}
    for case in generated(np.random.default_rng(0)):
        for choice in itertools.chain.from_iterable(question.choices for question in case.questions):
            if choice.experiment:
                offered.setdefault(case.slug, {})[str(choice.experiment)] = choice.experiment
    assert len(offered) >= 10
    for slug, experiments in offered.items():
        app = open_app(slug)
        for experiment in experiments.values():
            for control, value in experiment.items():
                app.session_state[control] = value
            app.run()
            assert not app.exception
            assert not app.error
            for control, value in experiment.items():
                stands = app.session_state[control] if control.endswith(SECTION) else widget(app, control).value
                assert stands == value


def test_a_wrong_answer_sets_up_what_refutes_it():
    app = section(open_app("convolution"), "convolution", "Check yourself")
    app.segmented_control(key="convolution_question").set_value(2).run()
    for option in app.radio[0].options:
        app.radio[0].set_value(option).run()
        if TRY in [button.label for button in app.button]:
            break
    next(button for button in app.button if button.label == TRY).click().run()
    assert app.toast[0].value == "Set up: padding is now same. Look above."
    assert app.selectbox(key="convolution_padding").value == "same"
    assert not app.exception


def test_an_experiment_in_another_section_opens_it_and_says_so():
    app = section(open_app("detection"), "detection", "Check yourself")
    app.segmented_control(key="detection_question").set_value(2).run()
    app.radio[0].set_value("Usually fewer boxes are kept").run()
    next(button for button in app.button if button.label == TRY).click().run()
    assert app.toast[0].value == "Set up: overlap is now 90. Look at Drop doubles."
    assert app.slider(key="detection_overlap").value == 90
    assert not app.exception
