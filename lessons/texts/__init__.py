"""The words of the lessons: one Markdown file per slug, its parts under second-level headings."""

import re
from functools import cache
from pathlib import Path
from typing import Any


@cache
def parts(slug: str) -> dict[str, str]:
    """The parts of a lesson's text: heading -> Markdown, with {name} where a number from the engine belongs."""
    text = Path(__file__).with_name(f"{slug}.md").read_text("utf-8")
    sections = (section.split("\n", 1) for section in text.split("\n## ")[1:])
    return {heading.strip(): body.strip() for heading, body in sections}


def words(slug: str, part: str, **numbers: Any) -> str:
    """One part of a lesson's text with its numbers filled in. Raises KeyError where the text or a number is missing."""
    return parts(slug)[part].format(**numbers)


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number and what it counts: "1 mistake", "2 mistakes". `several` is needed where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def figure(value: float) -> str:
    """A number as it stands in a sentence: whole from 100 on, in groups of three, else in three digits; with a true minus."""
    shown = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}" if abs(value) >= 0.001 else f"{value:.4f}"
    return "0" if float(shown.replace(",", "")) == 0 else shown.replace("-", "−")


def with_true_minus(text: str) -> str:
    """A text with minus signs before its numbers where there were hyphens; code keeps them."""
    return re.sub(r"`[^`]*`|(?<![\w-])-(?=[\d.])", lambda found: "−" if found[0] == "-" else found[0], text)


def in_full(value: float) -> str:
    """A small number without a power of ten: 0.00001, not 1e-05."""
    return f"{value:.8f}".rstrip("0").rstrip(".")
