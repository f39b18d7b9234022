"""How far the learner is with a lesson, as the icon that stands for it in lists."""

from lessons.progress.marks import ANSWERED, TO_COME, TRIED, mark_of
from pages.shared.session.learner_progress import progress

_ICONS = {TO_COME: ":material/radio_button_unchecked:", TRIED: ":material/contrast:", ANSWERED: ":material/check_circle:"}


def mark_icon(lesson):
    """A ring for a lesson to come, half filled for one that was tried, ticked for one that is answered; else the page's own."""
    return _ICONS[mark_of(progress().of(lesson.slug))] if lesson.teaches else lesson.icon
