"""How numbers are written in the words of the course, wherever these stand."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = (".py", ".md", ".js")
WORDS = sorted(path for room in ("lessons", "pages") for path in (ROOT / room).rglob("*") if path.suffix in KINDS)


@pytest.mark.parametrize("path", WORDS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_per_cent_sign_stands_right_behind_its_number(path):
    assert re.findall(r"[0-9}][  ]%.*", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", [path for path in WORDS if path.suffix == ".md"], ids=lambda path: path.name)
def test_each_part_of_a_text_has_a_heading_of_its_own(path):
    """Of two alike the second would be said in place of the first."""
    headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(set(headings))
