"""Every lesson is complete, and one that is added in the way that CONTRIBUTING tells is a lesson like any other."""

import dataclasses
import re
import shutil
import subprocess
import sys

import pytest

from lessons.catalog import CATALOG, lesson
from tests.skeleton import ROOT, SKELETON, lacking

pytestmark = pytest.mark.slow

SLUG = "mirroring"
ENTRY = dataclasses.replace(lesson("pooling"), slug=SLUG, title="Mirroring", page=f"pages/layers/{SLUG}.py")

ROW = f"""    Lesson(
        slug="{SLUG}",
        section="layers",
        title="Mirroring",
        icon=":material/flip:",
        summary="Turn your picture around, and see which numbers change.",
        page="pages/layers/{SLUG}.py",
        minutes=9,
        paths=_FULL,
        needs=("pixels",),
    ),
"""
PAGE = f'''"""Mirroring: the same picture, its columns in the other order."""

import streamlit as st

from lessons.figures.pictures import png
from lessons.texts import words
from lessons.texts.questions.{SLUG} import mirroring_questions
from lessons.texts.layer_snippets import {SLUG}_code
from pages.shared.lesson.code_panel import code_panel
from pages.shared.lesson.quiz import quiz
from pages.shared.session.state import current_picture

st.markdown(words("{SLUG}", "opening"))
picture = current_picture()
st.image(png(picture.pixels[:, ::-1].copy()), alt=f"{{picture.description}}, mirrored")
st.markdown(words("{SLUG}", "by_hand", last=picture.pixels.shape[1] - 1))
code_panel({SLUG}_code(), key="{SLUG}")
quiz(mirroring_questions(picture.pixels.shape[1]), key="{SLUG}")
st.markdown(words("{SLUG}", "summary"))
'''
TEXT = """# Mirroring

## question
What stays the same when a picture is turned around?

## opening
Its first column becomes its last.

## by_hand
The first column becomes column {last}.

## summary
The numbers stay, their places change.
"""
QUESTIONS = '''"""Questions about mirroring."""

from lessons.texts.questions import Question, numbers_question


def mirroring_questions(columns: int) -> list[Question]:
    """One question about a picture of so many columns."""
    wrong = [(columns, "Columns are counted from 0."), (0, "That one becomes the last.")]
    return [numbers_question("Which column becomes column 0?", columns - 1, "The last one.", wrong, ("Count from 0.",))]
'''
CODE = f'''

def {SLUG}_code() -> str:
    """A picture, mirrored by Keras."""
    return 'mirrored = keras.layers.RandomFlip("horizontal")'
'''


def add_lesson(root):
    """Do what CONTRIBUTING says, in a copy of the repository."""
    for name in (
        "app.py",
        "pages",
        "lessons",
        "tests",
        "README.md",
        "LICENSE",
        "deploy",
        ".github",
        ".streamlit",
        ".ci",
        "pyproject.toml",
    ):
        there = ROOT / name
        if there.is_dir():
            shutil.copytree(there, root / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(there, root / name)
    catalog = root / "lessons" / "catalog.py"
    before = f'    Lesson(\n        slug="{lesson("dense").slug}",\n'
    catalog.write_text(catalog.read_text("utf-8").replace(before, ROW + before), "utf-8")
    (root / ENTRY.page).write_text(PAGE, "utf-8")
    (root / "lessons" / "texts" / f"{SLUG}.md").write_text(TEXT, "utf-8")
    (root / "lessons" / "texts" / "questions" / f"{SLUG}.py").write_text(QUESTIONS, "utf-8")
    with (root / "lessons" / "texts" / "layer_snippets.py").open("a", encoding="utf-8") as snippets:
        snippets.write(CODE)


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """A copy of the repository with one lesson more."""
    root = tmp_path_factory.mktemp("repository")
    add_lesson(root)
    return root


@pytest.mark.parametrize("entry", [entry for entry in CATALOG if entry.teaches], ids=lambda entry: entry.slug)
def test_no_lesson_lacks_a_part(entry):
    assert lacking(entry) == []


def test_an_added_lesson_is_complete_and_every_law_of_the_house_holds(added):
    """The other tests of the house, run on the copy: they find the lesson in the catalog, and no list has to be told of it."""
    assert lacking(ENTRY, added) == []
    walk = "test_a_page_asks_its_questions_and_takes_an_answer"
    laws = ["tests/test_architecture.py", "tests/test_readme.py", f"tests/pages/test_quizzes.py::{walk}[{SLUG}]"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        *laws,
        "-k",
        "not (tensorflow or public_functions)",
    ]
    done = subprocess.run(command, cwd=added, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


LESS = {
    "question": (f"lessons/texts/{SLUG}.md", "## question\n"),
    "numbers": (ENTRY.page, ", last=picture.pixels.shape[1] - 1"),
    "code": (ENTRY.page, f'code_panel({SLUG}_code(), key="{SLUG}")\n'),
    "quiz": (ENTRY.page, f'quiz(mirroring_questions(picture.pixels.shape[1]), key="{SLUG}")\n'),
    "questions": (ENTRY.page, f"from lessons.texts.questions.{SLUG} import mirroring_questions\n"),
    "summary": (f"lessons/texts/{SLUG}.md", "## summary\n"),
    "text twin": (ENTRY.page, ', alt=f"{picture.description}, mirrored"'),
}


@pytest.mark.parametrize("part", SKELETON)
def test_a_part_that_an_added_lesson_lacks_is_named(added, part):
    name, text = LESS[part]
    path = added / name
    whole = path.read_text("utf-8")
    assert text in whole
    try:
        path.write_text(whole.replace(text, ""), "utf-8")
        assert lacking(ENTRY, added) == [part]
    finally:
        path.write_text(whole, "utf-8")


def test_contributing_names_at_most_five_places():
    """The places that `add_lesson` touches, numbered."""
    told = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    places = re.findall(r"^\d\. `(.+?)`", told.split("## How to add a lesson", 1)[1], re.MULTILINE)
    assert places == [
        "lessons/catalog.py",
        "pages/<section>/<slug>.py",
        "lessons/texts/<slug>.md",
        "lessons/texts/questions/<slug>.py",
        "lessons/texts/layer_snippets.py",
    ]
