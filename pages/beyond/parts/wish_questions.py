"""What is asked about a task, one question after the other, each with its answers."""

from dataclasses import dataclass

import streamlit as st

from lessons.advice.approach import ANSWERS, COSTLY, GROUPS, LIKENESS, PLACES, TURNS
from lessons.advice.freezing import FEW, MANY, amount_of
from lessons.advice.wish_path import Option, icon, question, said_by, share_of_dots
from lessons.images.resizing import fit_within
from lessons.texts import words
from lessons.texts.wishes import WISHES


@dataclass(frozen=True)
class Asked:
    """A question about one fact: its name in a few words, the question, and its answers."""

    about: str
    asks: str
    words: dict  # value -> what stands on it

    @property
    def values(self):
        """What its answers stand for."""
        return tuple(self.words)


def as_a_card(pixels):
    """The middle of a picture, four wide and three high, and small."""
    rows, columns = pixels.shape[:2]
    wide, high = min(columns, rows * 4 // 3) or 1, min(rows, columns * 3 // 4) or 1
    top, left = (rows - high) // 2, (columns - wide) // 2
    return fit_within(pixels[top : top + high, left : left + wide], 480)


@st.cache_data(show_spinner=False)
def picture_of(name):
    """A wish's picture, as on its card."""
    return as_a_card(WISHES[name].load())


_ICONS = {
    "one class": "label", "several labels": "sell", "boxes": "select", "pixels": "grid_on", "same or not": "compare",
    10: "photo", 100: "photo_library", 3000: "apps",
    "both alike": "balance", "a miss": "visibility_off", "a false alarm": "notifications_active",
    "like ImageNet's": "photo_camera", "of another kind": "radiology",
    "only mirrored": "flip", "only a little": "block", "to any angle": "rotate_right",
    "server": "dns", "phone": "smartphone",
    "nothing at all": "image", "all of a patient": "stethoscope", "all of a camera": "photo_camera", "all of a region": "map",
    "all of a batch": "inventory_2", "all of a person": "person",
}  # fmt: skip
_TELLS = ("one name", "several names", "what, and where", "each pixel", "the same thing?")
_COUNTS = {10: f"fewer than {FEW}", 100: f"{FEW} to {MANY - 1}", 3000: f"{MANY} or more"}
_RARE = {1.0: "rare: 1 in 100", 30.0: "about as many as others"}
_COSTS = ("all alike", "to miss one", "a false alarm")
_LIKE = ("photos of things", "scans, drawings, maps")
_MAY_BE = ("mirrored, turned a little", "only turned a little", "turned to any angle")
_RUNS = ("a large computer", "a phone")


def _words(values, words):
    return dict(zip(values, words, strict=True))


QUESTIONS = {
    "answer": Asked("It tells", "What should it tell you about a picture?", _words(ANSWERS, _TELLS)),
    "smallest": Asked("Rarest kind", "How many pictures show the rarest kind?", _COUNTS),
    "rarest": Asked("Their share", "How rare is that kind among all pictures?", _RARE),
    "costly": Asked("Worst mistake", "Which mistake is the worst?", _words(COSTLY, _COSTS)),
    "likeness": Asked("They look like", "What do the pictures look like?", _words(LIKENESS, _LIKE)),
    "turns": Asked("May be", "May a picture be mirrored, or turned?", _words(TURNS, _MAY_BE)),
    "place": Asked("It runs on", "Where should it run?", _words(PLACES, _RUNS)),
    "groups": Asked(
        "Nearly alike",
        "Which pictures are nearly alike?",
        {value: "none" if value == "nothing at all" else value for value in GROUPS},
    ),
}
"""Fact -> what is asked, in the order in which it is asked."""


def place_of(fact, value):
    """The place of the answer that a value stands for, or None."""
    if fact == "smallest" and value is not None:
        return next(place for place, count in enumerate(_COUNTS) if amount_of(count) == amount_of(value))
    values = QUESTIONS[fact].values
    return values.index(value) if value in values else None


def said(fact, value):
    """The answer that a value stands for, in a few words."""
    asked, place = QUESTIONS[fact], place_of(fact, value)
    return "" if place is None else asked.words[asked.values[place]]


def ask(fact, value, number, offered=None):
    """HTML of the question about a fact whose control stands at that value; its number in words, and the answers to offer."""
    asked = QUESTIONS[fact]
    options = [
        Option(place, share_of_dots(each / 100) if fact == "rarest" else icon(_ICONS[each]), asked.words[each])
        for place, each in enumerate(asked.values)
        if offered is None or each in offered
    ]
    return question(fact, asked.asks, number, options, place_of(fact, value))


def talk(wish, task, known, asked, what_if, guess):
    """What is said and asked.

    Parameters
    ----------
    wish : lessons.texts.wishes.Wish or None for the learner's own
    task : lessons.advice.approach.Task, as it stands
    known : the facts that are known
    asked : the facts that are asked for, in their order
    what_if : a fact that is asked for again, or None
    guess : the last guess, as a fact and a value, or None

    Returns
    -------
    (str, str or None) : HTML, and the fact that is asked for
    """
    following = next((fact for fact in asked if fact not in known), None)
    fact = following or what_if
    said_before = _said(wish, guess, is_whole=following is None) if following or what_if is None or guess else ""
    if fact is None:
        return f'{said_before}<p class="invite">{words("approach", "what_if" if wish else "ready")}</p>', None
    if following:
        number, offered = f"{asked.index(fact) + 1} of {len(asked)}", _offered(wish, fact)
        value = None
    else:
        number, offered, value = "what if?", None, getattr(task, fact)
    return said_before + ask(fact, 100 * value if fact == "rarest" and value else value, number, offered), fact


def _said(wish, guess, *, is_whole):
    """What somebody has, what they answer to the last guess, or their thanks."""
    if wish is None:
        return "" if is_whole else said_by("You", words("approach", "own"))
    thanks = said_by(wish.who, wish.told(wish.thanks)) if is_whole else ""
    if guess is None:
        return thanks or said_by(wish.who, f"{wish.told(wish.has)} {wish.wish}")
    fact, value = guess
    is_right = value == getattr(wish.task, fact)
    return said_by(wish.who, wish.says[fact], "You guessed right." if is_right else f"Not “{said(fact, value)}”.") + thanks


def _offered(wish, fact):
    """The answers to guess from about somebody's task: of the groups only three, as most of them are out of the question."""
    if wish is None or fact != "groups":
        return None
    own = list(GROUPS).index(wish.task.groups)
    return {list(GROUPS)[place] for place in (0, own, own % (len(GROUPS) - 1) + 1)}
