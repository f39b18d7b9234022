"""Predict, then reveal: questions that the engine grades, with hints, and an experiment for every wrong answer."""

import streamlit as st

from lessons.catalog import CATALOG, lesson
from lessons.texts.questions import attempts, hash_of
from pages.shared.frame.browser_progress import keep_in_browser_now
from pages.shared.lesson.ask_class_button import ask_class_button
from pages.shared.lesson.stage import SECTION, say_later, say_what_moved
from pages.shared.session.class_seat import teaches_class, tell_slip
from pages.shared.session.desk import desk
from pages.shared.session.learner_progress import note_answer, note_found


def quiz(questions, *, key, ideas=None, given=()):
    """Show one of several questions, graded as soon as it is answered.

    Parameters
    ----------
    questions : list of lessons.texts.questions.Question
    key : str, the page's slug
    ideas : list of (slug, number) that tells where the questions come from; or None where they are the page's own
    given : sequence of Markdown, likewise: the numbers that each question is about
    """
    say_what_moved()
    numbers = list(range(1, len(questions) + 1))
    names = [f"{key}_{number}_{_identity(question)}" for number, question in zip(numbers, questions, strict=True)]
    for number, question, name in zip(numbers, questions, names, strict=True):
        _note_answer(question, name, *(ideas[number - 1] if ideas else (key, number)), there=0 if ideas else len(questions))
    solved = [attempts(question, _tried(name)) for question, name in zip(questions, names, strict=True)]
    with st.container(gap=None):
        number = st.segmented_control(
            "Question",
            numbers,
            default=1,
            required=True,
            format_func=lambda number: _marked(number, solved[number - 1]),
            key=f"{key}_question",
            help="✓ right at the first attempt, (✓) right after others",
        )
        keep_in_browser_now(key=f"{key}_progress")
    question, name = questions[number - 1], names[number - 1]
    with st.container(border=True):
        if given:
            st.markdown(given[number - 1])
        options = [choice.text for choice in question.choices]
        answer = st.radio(question.prompt, options, index=None, key=f"{name}_answer", persist_state="session")
        if answer is not None:
            right, note = question.grade(answer)
            st.markdown(f":material/check_circle: **{note}**" if right else f":material/science: **Not quite.** {note}")
            if right and solved[number - 1] > 1:
                st.caption(f"Found with attempt {solved[number - 1]}.")
            experiment = dict(question.choice(answer).experiment)
            if ideas and not right:
                about = lesson(ideas[number - 1][0])
                st.page_link(about.page, label=f"Look at it again: {about.title}", icon=about.icon)
            elif experiment and not ideas:
                st.button(
                    "Set up this experiment", icon=":material/science:", key=f"{name}_try", on_click=_set_up, args=(experiment,)
                )
        taken = desk().get(f"{name}_hints", 0)
        for hint in question.hints[:taken]:
            st.caption(f"Hint: {hint}")
        if taken < len(question.hints):
            st.button("Give me a hint", key=f"{name}_more", icon=":material/lightbulb:", on_click=_one_more, args=(name,))
        if teaches_class() and not ideas:
            ask_class_button(key, number, question)


def _identity(question):
    """A question about other numbers is another question: its answer and its hints begin anew."""
    return hash_of(question.prompt + question.right.text)


def _tried(name):
    """The answers that were chosen, each once, in the order in which they were first chosen."""
    return desk().get(f"{name}_tried", ())


def _note_answer(question, name, slug, number, *, there):
    answer, before = st.session_state.get(f"{name}_answer"), _tried(name)
    if answer is None or answer in before:
        return
    desk()[f"{name}_tried"] = (*before, answer)
    right = answer == question.right.text
    if not before:
        note_answer(slug, number, right, there)
        if not right:
            tell_slip(slug, number, question.choice(answer))
    elif right:
        note_found(slug, number)


def _marked(number, found):
    """A question's number, and whether it was answered right: at once, or only after other answers."""
    return f"{number} ✓" if found == 1 else f"{number} (✓)" if found else str(number)


def _set_up(experiment):
    """Move the page's controls, so that the learner sees what refutes the answer: they may be in any of its fragments."""
    st.session_state.update(experiment)
    controls = {control: value for control, value in experiment.items() if not control.endswith(SECTION)}
    moved = ", ".join(f"{_readable(control)} is now {_value(value)}" for control, value in controls.items())
    opened = next((value for control, value in experiment.items() if control not in controls), None)
    say_later(f"Set up: {moved}. {f'Look at {opened}.' if opened else 'Look above.'}")
    st.rerun()


def _readable(control):
    """The name of a control, without the slug that its key begins with."""
    slug = next(entry.slug for entry in CATALOG if control.startswith(f"{entry.slug}_"))
    return control.removeprefix(f"{slug}_").replace("_", " ")


def _value(value):
    return " and ".join(value) if isinstance(value, list) else value


def _one_more(name):
    desk()[f"{name}_hints"] = desk().get(f"{name}_hints", 0) + 1
