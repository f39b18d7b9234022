"""A path through the course as a line: a dot for each lesson, filled as far as it was worked through."""

from html import escape

import streamlit as st

from lessons.catalog import SECTIONS
from lessons.progress.marks import MARKS, duration_text, mark_of, minutes_left_of

_FEW = 5  # lessons: the names of more do not fit below their dots, and those of their sections stand there
_SECTIONS = {"transfer": "Transfer", "beyond": "Beyond"}  # names where there is little room


def path_line(path, lessons, progress, following):
    """Show a path: its name, how long it takes, what is on it, and its line.

    Parameters
    ----------
    path : lessons.catalog.Path
    lessons : sequence of lessons.catalog.Lesson, those of the path
    progress : lessons.progress.notes.Progress
    following : Lesson to go on with, or None
    """
    minutes, left = sum(lesson.minutes for lesson in lessons), minutes_left_of(progress, lessons)
    long = f"{len(lessons)} lessons, {duration_text(minutes)}" if left == minutes else f"{duration_text(left)} left"
    dots = "".join(_dot(lesson, mark_of(progress.of(lesson.slug)), lesson is following) for lesson in lessons)
    size = "few" if len(lessons) <= _FEW else "many"
    parts = _sections(lessons) if size == "many" else ""
    st.html(
        f'<section class="path"><h2>{escape(path.title)}<span>{long if left else "done"}</span></h2>'
        f'<p>{escape(path.summary)}</p><ol class="path-line {size}">{dots}</ol>{parts}</section>'
    )


def _sections(lessons):
    """The names of the sections, each below its first dot."""
    firsts = {each.section: place for place, each in reversed([*enumerate(lessons)])}
    last = max(len(lessons) - 1, 1)
    names = "".join(
        f'<span style="--from:{place / last:.3f}">{_SECTIONS.get(section, SECTIONS[section])}</span>'
        for section, place in firsts.items()
    )
    return f'<div class="path-parts" aria-hidden="true">{names}</div>'


def legend():
    """What the dots say."""
    st.html(f'<p class="path-legend">{"".join(f"<span>{_circle(mark)}{mark}</span>" for mark in MARKS)}</p>')


def _dot(lesson, mark, is_next):
    title = escape(lesson.short or lesson.title)
    kind = ' class="next"' if is_next else ""
    named = f'<span class="name">{title}<span class="mark">: {mark}</span></span>'
    return f'<li{kind} title="{title}: {mark}">{_circle(mark)}{named}</li>'


def _circle(mark):
    return f'<i class="{mark.replace(" ", "-")}"></i>'
