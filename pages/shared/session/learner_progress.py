"""What the learner has done in the lessons: noted on the desk, as lessons/progress has it."""

import time

from lessons.progress.notes import Progress, merged
from lessons.progress.progress_text import from_text, is_step_name, to_text
from lessons.progress.spacing import due_ideas
from pages.shared.session.desk import desk
from pages.shared.session.desks import PROGRESS

_ROUND = "state_warm_up"
_NEW_VISIT = 60  # seconds after which a page that is still open counts as opened once more


def progress():
    """What the learner has done so far: a lessons.progress.notes.Progress."""
    return desk().get(PROGRESS, Progress())


def note_opened(lesson):
    """Note that a page was opened, if it is a lesson of the catalog's."""
    now = _now()
    if lesson.teaches and now - progress().of(lesson.slug).opened >= _NEW_VISIT:
        _note(lambda done: done.opened(lesson.slug, now))


def note_step(slug, name, there=0):
    """Note that a step to try was done.

    Parameters
    ----------
    slug : str, of the lesson
    name : str, of the step: small letters, digits and underscores, the same for as long as the step is
    there : int, how many steps the lesson has
    """
    if not is_step_name(name):
        raise ValueError(f"a step's name has small letters, digits and underscores, at most 32. Received: {name!r}")
    if name not in progress().of(slug).steps:
        _note(lambda done: done.step(slug, name, there))


def note_answer(slug, question, right, there):
    """Note the first answer to a question as it stands on the screen.

    Parameters
    ----------
    slug : str, of the lesson
    question : int, its number in the lesson, from 1
    right : bool
    there : int, how many questions the lesson has
    """
    now = _now()
    _note(lambda done: done.tried(slug, question, right, now, there))


def note_found(slug, question):
    """Note that the right answer to a question was found after others."""
    _note(lambda done: done.found(slug, question))


def note_trained(slug):
    """Note that a network was trained in a lesson."""
    if not progress().of(slug).trained:
        _note(lambda done: done.trained(slug))


def due_questions():
    """(slug, number) of the questions that come back by now, those first that were answered wrong."""
    if not due_ideas(progress(), time.time()):
        return []
    from lessons.texts.warm_ups import ideas_that_come_back  # takes a second, the first time

    return due_ideas(progress(), time.time(), ideas_that_come_back())


def begin_warm_up(most):
    """Begin a round of the questions that come back, with the numbers that are their turn."""
    number = desk().get(_ROUND, (0, ()))[0]
    asked = [(slug, question, progress().of(slug).ideas[question].tries) for slug, question in due_questions()[:most]]
    desk()[_ROUND] = (number + 1, tuple(asked))


def warm_up_round():
    """(the number of the round, its lessons.texts.warm_ups.WarmUp): the same ones until another round begins."""
    from lessons.texts.warm_ups import warm_up

    number, asked = desk().get(_ROUND, (0, ()))
    return number, [warm_up(*each) for each in asked]


def progress_text():
    """All of it as a text, for what keeps it elsewhere."""
    return to_text(progress())


def take_progress(text):
    """Add what a text of another place tells of: a stranger's, so that what is wrong in it is left out.

    Returns
    -------
    bool, whether it told of anything that was not known here
    """
    before = progress()
    _note(lambda done: merged(done, from_text(text, time.time())))
    return progress() != before


def _note(change):
    own = desk()
    with own.lock:
        own[PROGRESS] = change(own.get(PROGRESS, Progress()))


def _now():
    return int(time.time())
