"""What the README says is true."""

import re
from pathlib import Path

from lessons.catalog import CATALOG, SECTIONS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def commands():
    return [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]


def test_every_section_with_lessons_is_told_of_in_its_order():
    headings = list(dict.fromkeys(SECTIONS[entry.section] for entry in CATALOG if entry.teaches))
    assert re.findall(r"^- \*\*(.+?)\*\*:", README, re.MULTILINE) == headings


def test_there_are_two_commands_and_ci_runs_the_second():
    run, test = (command for command in commands() if command.startswith("python3 -m venv"))
    assert run.endswith("streamlit run app.py")
    assert test.endswith("-m pytest")
    assert "README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_files_that_the_readme_names_are_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target
