"""Progress as a short text, as a browser keeps it; and read again, as a stranger's input: what is wrong in it is left out."""

import json
import re
from typing import Any

from lessons.catalog import CATALOG
from lessons.progress.notes import MOST_QUESTIONS, MOST_STEPS, MOST_TRIES, Idea, LessonProgress, Progress, Try

VERSION = 1
LONGEST = 131_072  # letters: more than all lessons with all their steps and questions take
AHEAD = 24 * 3600  # seconds by which another machine's clock may be ahead
_STEP = re.compile(r"[a-z0-9_]{1,32}")
_SLUGS = frozenset(entry.slug for entry in CATALOG)


def is_step_name(name: object) -> bool:
    """Whether a step to try may have this name: small letters, digits and underscores, at most 32."""
    return isinstance(name, str) and _STEP.fullmatch(name) is not None


def to_text(progress: Progress) -> str:
    """Progress as JSON. The same progress is always the same text."""
    lessons = {slug: _lesson_out(done) for slug, done in progress.lessons.items()}
    return json.dumps({"v": VERSION, "l": lessons}, separators=(",", ":"), sort_keys=True)


def from_text(text: object, now: float) -> Progress:
    """The progress that a text tells of; none where it is no such text.

    Parameters
    ----------
    text : what claims to be the text of `to_text`, of unknown origin
    now : float, seconds since 1970; what claims to be of a later day is left out
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return Progress()
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return Progress()
    if not isinstance(told, dict) or told.get("v") != VERSION:
        return Progress()
    lessons, latest = _table(told.get("l")), int(now) + AHEAD
    read = {slug: _lesson_in(_table(done), latest) for slug, done in lessons.items() if slug in _SLUGS}
    return Progress({slug: done for slug, done in read.items() if done != LessonProgress()})


def _lesson_out(done: LessonProgress) -> dict[str, Any]:
    """One lesson. What is as at first is not written; a try is its time, below zero where the answer was wrong."""
    tries = {number: [each.when if each.right else -each.when for each in idea.tries] for number, idea in done.ideas.items()}
    written = {
        "o": done.opened,
        "s": sorted(done.steps),
        "n": done.steps_there,
        "q": tries,
        "f": sorted(number for number, idea in done.ideas.items() if idea.found),
        "a": done.questions_there,
        "t": int(done.trained),
    }
    return {name: value for name, value in written.items() if value}


def _lesson_in(told: dict[str, Any], latest: int) -> LessonProgress:
    names = [name for name in _list(told.get("s")) if is_step_name(name)]
    found = {number for number in _list(told.get("f")) if _is_whole(number, 1, MOST_QUESTIONS)}
    tries = {
        int(number): _tries(times, latest)
        for number, times in _table(told.get("q")).items()
        if number.isascii() and number.isdigit() and len(number) < 4 and 1 <= int(number) <= MOST_QUESTIONS
    }
    return LessonProgress(
        opened=_whole(told.get("o"), latest),
        steps=frozenset(sorted(set(names))[:MOST_STEPS]),
        steps_there=_whole(told.get("n"), MOST_STEPS),
        ideas={number: Idea(tries.get(number, ()), number in found) for number in sorted({*found, *tries})},
        questions_there=_whole(told.get("a"), MOST_QUESTIONS),
        trained=bool(_whole(told.get("t"), 1)),
    )


def _tries(times: object, latest: int) -> tuple[Try, ...]:
    known = {Try(abs(time), time > 0) for time in _list(times) if _is_whole(time, -latest, latest) and time}
    return tuple(sorted(known)[-MOST_TRIES:])


def _whole(value: object, largest: int) -> int:
    return value if _is_whole(value, 0, largest) else 0  # type: ignore[return-value]


def _is_whole(value: object, smallest: int, largest: int) -> bool:
    return type(value) is int and smallest <= value <= largest


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
