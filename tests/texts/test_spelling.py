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
