"""A plan for each of the three paths: one lesson of 45 minutes, an afternoon with breaks, ten lessons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lessons.catalog import PATHS, Lesson, path
from lessons.teaching.lesson_on_paper import without_numbers
from lessons.texts import words
from lessons.texts.steps import steps_of

BREAK = 10  # minutes
MOST_AT_ONCE = 60  # minutes between two breaks
SITTINGS = 10  # of the whole course
TITLES = {"short": "One lesson of 45 minutes", "long": "An afternoon", "full": "Ten lessons"}
"""Name of a path -> its plan's."""


@dataclass(frozen=True)
class Part:
    """What is done from one minute to another; a break where there is no lesson."""

    begins: int  # minutes after the beginning of its sitting
    ends: int
    lesson: Lesson | None


def sittings_of(name: str) -> list[list[Part]]:
    """The parts of a path, sitting by sitting: ten for the whole course, one for the other two."""
    lessons = path(name)
    if name == "full":
        groups = evenly([entry.minutes for entry in lessons], SITTINGS)
        return [_in_a_row([lessons[place] for place in group]) for group in groups]
    return [_in_a_row(lessons)]


def path_sheet(name: str) -> list[str]:
    """The plan of a path, as pieces of Markdown: one for each sitting."""
    sittings = sittings_of(name)
    minutes = sum(entry.minutes for entry in path(name))
    tables = []
    for number, parts in enumerate(sittings, 1):
        heading = f"### Lesson {number} · {parts[-1].ends} minutes\n\n" if len(sittings) > 1 else ""
        rows = "\n".join(map(_row, parts))
        tables.append(f"{heading}| Minute | Page | Its question | Begin with |\n| --- | --- | --- | --- |\n{rows}")
    about = f"{PATHS[name].summary} {minutes} minutes without breaks. The minutes are estimates."
    return [f"## {TITLES[name]}\n\n*{about}*", *tables]


def evenly(minutes: Sequence[int], parts: int) -> list[range]:
    """Places in a row, cut into so many runs whose sums are as equal as can be: the sum of their squares is the least."""

    @cache
    def best(start: int, left: int) -> tuple[int, tuple[int, ...]]:
        if left == 1:
            return sum(minutes[start:]) ** 2, (len(minutes),)
        found = []
        for end in range(start + 1, len(minutes) - left + 2):
            cost, ends = best(end, left - 1)
            found.append((sum(minutes[start:end]) ** 2 + cost, (end, *ends)))
        return min(found)

    ends = best(0, parts)[1]
    return [range(start, end) for start, end in zip((0, *ends), ends, strict=False)]


def _in_a_row(lessons: Sequence[Lesson]) -> list[Part]:
    """Lessons one after the other, with a break before one that would make it too long."""
    parts: list[Part] = []
    now, since = 0, 0
    for entry in lessons:
        if parts and now + entry.minutes - since > MOST_AT_ONCE:
            parts.append(Part(now, now + BREAK, None))
            now = since = now + BREAK
        parts.append(Part(now, now + entry.minutes, entry))
        now += entry.minutes
    return parts


def _row(part: Part) -> str:
    when = f"{part.begins}–{part.ends}"
    if part.lesson is None:
        return f"| {when} | *Break* | | |"
    to_try = steps_of(part.lesson.slug)
    first = without_numbers(to_try.steps[0].task) if to_try else ""
    return f"| {when} | **{part.lesson.title}** | {words(part.lesson.slug, 'question')} | {first} |"
