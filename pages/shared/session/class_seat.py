"""This browser's place in a class: the teacher's or a learner's. It lies on the desk, and so a reload finds it again."""

import os
import secrets
from dataclasses import dataclass

import streamlit as st

from lessons.classroom.class_errors import ElsewhereError
from lessons.classroom.class_grid import Slip
from lessons.classroom.open_classes import OpenClasses
from lessons.classroom.school_class import ClassError, SchoolClass, new_secret
from lessons.classroom.vote import Asked
from pages.shared.session.class_wake import wake_class
from pages.shared.session.desk import desk
from pages.shared.session.desks import EARLIER_JOBS, JOB, SEAT

CLASSES = OpenClasses(tell=wake_class, letter=os.environ.get("PIXELS_LETTER", ""))
TOGETHER, TOURNAMENT, HUMAN_TEST = "classroom", "tournament", "human_test"  # jobs on pictures of all, on the teacher's desk
PARAMETER = "class"  # of any address: the code of a class to join
_YOURS_IS_OVER = "Your class is over, and everything about it is forgotten. Open another one when you need it."
_TOLD = "class_told"
_ELSEWHERE = "class_elsewhere"
_KEY = "class_key"  # by which a class knows this browser again, if it was taken out


@dataclass(frozen=True)
class Seat:
    """A place in a class. The key is the teacher's secret, or the learner's own: it stands on no page."""

    school_class: SchoolClass
    key: str
    teaches: bool

    @property
    def code(self):
        """The code of the class."""
        return self.school_class.code

    def leave(self):
        """Go: with the teacher the class ends."""
        if not self.teaches:
            self.school_class.leave(self.key)
        elif not self.school_class.is_over:
            self.school_class.end(self.key)

    def look(self):
        """What there is to see from here: of the whole class, or of what a learner needs. ClassError where it is over."""
        return self.school_class.snapshot(self.key) if self.teaches else self.school_class.view(self.key)


def seat():
    """This browser's Seat, or None. One in a class that is over, or that took the learner out, is given up, and why is told."""
    place = desk().get(SEAT)
    if place is None:
        return None
    try:
        place.look()
    except ClassError as error:
        desk().pop(SEAT, None)
        forget_common_jobs()
        tell_of_class(_YOURS_IS_OVER if place.teaches else str(error))
        return None
    return place


def open_class():
    """Open a class, whose teacher this browser is."""
    leave_class()
    try:
        school_class, secret = CLASSES.open()
    except ClassError as error:
        tell_of_class(str(error))
    else:
        desk()[SEAT] = Seat(school_class, secret, teaches=True)


def join_class(text, *, is_typed=True):
    """Join the class of a code that was typed or stood in an address. Whether one is in a class now.

    Else why not is told, or the browser has to go to the server that has the class. An address has led there already.
    """
    place = seat()
    try:
        school_class = CLASSES.find(text)
        if place is None or place.school_class is not school_class:
            if place is not None and place.teaches:
                raise ClassError(f"You teach the class {place.code}. End it first, then join another.")
            key = desk().setdefault(_KEY, new_secret())
            school_class.join(key)
            leave_class()
            desk()[SEAT] = Seat(school_class, key, teaches=False)
    except ElsewhereError as error:
        if is_typed and not teaches_class():
            st.session_state[_ELSEWHERE] = error.code
        else:
            tell_of_class(str(error))
        return False
    except ClassError as error:
        tell_of_class(str(error))
        return False
    return True


def code_elsewhere():
    """The code of a class that another server has, which the browser is to go to now; None where there is none."""
    return st.session_state.pop(_ELSEWHERE, None)


def join_from_address():
    """Join the class that the address names, if it names one. The parameter goes: a reload finds the place by the desk."""
    asked = st.query_params.get(PARAMETER)
    if asked is not None:
        del st.query_params[PARAMETER]
        join_class(asked, is_typed=False)


def leave_class():
    """Leave the class, if one is in one."""
    place = desk().pop(SEAT, None)
    if place is not None:
        place.leave()
        forget_common_jobs()


def forget_common_jobs(*keys):
    """Let go of the jobs on pictures of all, or of some of them, and so of what the workers have of the pictures."""
    own = desk()
    for key in keys or (TOGETHER, TOURNAMENT, HUMAN_TEST):
        job = own.pop(f"{JOB}_{key}", None)
        own.pop(f"{EARLIER_JOBS}_{key}", None)
        if job is not None:
            job.stop()


def tell_of_class(sentence):
    """Have a sentence shown once, with the next run of the page."""
    st.session_state[_TOLD] = sentence


def told_of_class():
    """The sentence that is to be shown, or None."""
    return st.session_state.pop(_TOLD, None)


def question_of(asked):
    """The lessons.texts.warm_ups.WarmUp that a class is asked: every phone makes the same one."""
    if asked.made is not None:
        return asked.made
    from lessons.texts.warm_ups import question_from_seed  # takes seconds, the first time

    return question_from_seed(asked.slug, asked.number, asked.seed)


def teaches_class():
    """Whether this browser is the teacher's of a class."""
    place = desk().get(SEAT)
    return place is not None and place.teaches and not place.school_class.is_over


def ask_class(slug, number, question):
    """Ask the class a question as it stands on this page; with numbers of its own, if it rests on the page's picture.

    Returns whether it has numbers of its own. ClassError where the class is over.
    """
    from lessons.texts.warm_ups import (
        question_from_seed,
        question_on_the_wall,
        rests_on_the_page,
    )  # takes seconds, the first time

    place, seed, made = desk()[SEAT], 0, None
    if rests_on_the_page(slug, number):
        seed = 1 + secrets.randbelow(1_000_000)
        question = question_from_seed(slug, number, seed).question
    else:
        made = question_on_the_wall(slug, number, question)
    place.school_class.ask(place.key, Asked(slug, number, seed, len(question.choices), made))
    return made is None


def tell_progress(progress):
    """Tell the class how far the learner is, if one is in a class as a learner."""
    _tell("tell_progress", progress)


def tell_slip(slug, number, choice):
    """Tell the class which wrong lessons.texts.questions.Choice was a first answer, if one is in a class as a learner."""
    _tell("tell_slip", Slip(slug, number, choice.note, dict(choice.experiment)))


def _tell(what, told):
    place = desk().get(SEAT)
    if place is not None and not place.teaches:
        try:
            getattr(place.school_class, what)(place.key, told)
        except ClassError:
            return  # the next look says why
