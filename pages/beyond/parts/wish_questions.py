"""What is asked about a task, one question after the other, each with pictures of what its answers mean."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from lessons.advice.approach import ANSWERS, COSTLY, GROUPS, LIKENESS, PLACES, TURNS
from lessons.advice.freezing import amount_of
from lessons.advice.wish_path import Option, icon, many_pictures, marked_picture, question, share_of_dots, turned_picture
from lessons.images.resizing import fit_within
from lessons.texts.wishes import WISHES


@dataclass(frozen=True)
class Asked:
    """A question about one fact: its name in a few words, the question, its answers, and what is drawn for each of them."""

    about: str
    asks: str
    values: tuple
    draw: Callable  # of a picture, a value, and where the thing is in the picture, to HTML
    words: dict  # value -> what stands below


def as_a_card(pixels):
    """The middle of a picture, four wide and three high, and small."""
    rows, columns = pixels.shape[:2]
    wide, high = min(columns, rows * 4 // 3) or 1, min(rows, columns * 3 // 4) or 1
    top, left = (rows - high) // 2, (columns - wide) // 2
    return fit_within(pixels[top : top + high, left : left + wide], 320)


@st.cache_data(show_spinner=False)
def picture_of(name):
    """A wish's picture, as on its card."""
    return as_a_card(WISHES[name].load())


def _likeness(picture, value, box):
    return marked_picture(picture_of({"like ImageNet's": "meadow"}.get(value, "clinic")), None, box, "")


def _turns(picture, value, box):
    shown = {"only mirrored": picture_of("meadow"), "only a little": picture_of("clinic"), "to any angle": picture_of("mint")}
    return turned_picture(shown[value], value, "")


_ICONS = {
    "both alike": "balance", "a miss": "visibility_off", "a false alarm": "notifications_active",
    "server": "dns", "phone": "smartphone",
    "nothing at all": "image", "all of a patient": "stethoscope", "all of a camera": "photo_camera", "all of a region": "map",
    "all of a batch": "inventory_2", "all of a person": "person",
}  # fmt: skip
_TELLS = ("one name", "several names", "what, and where", "each pixel", "the same thing?")
_COUNTS = {10: "about 10", 100: "about 100", 3000: "3,000 or more"}
_TILES = {10: 3, 100: 12, 3000: 60}
_RARE = {1.0: "rare: 1 in 100", 30.0: "about as many as others"}
_COSTS = ("all alike", "to miss one", "a false alarm")
_LIKE = ("photos of things", "scans, drawings, maps")
_MAY_BE = ("mirrored", "neither", "turned to any angle")
_RUNS = ("a large computer", "a phone")

QUESTIONS = {
    "answer": Asked(
        "It tells",
        "What should it tell you about a picture?",
        tuple(ANSWERS),
        lambda picture, value, box: marked_picture(picture, value, box, ""),
        dict(zip(ANSWERS, _TELLS, strict=True)),
    ),
    "smallest": Asked(
        "Pictures",
        "How many pictures show the rarest kind?",
        tuple(_COUNTS),
        lambda picture, value, box: many_pictures(picture, _TILES[value]),
        _COUNTS,
    ),
    "rarest": Asked(
        "The rarest",
        "How rare is that kind among all pictures?",
        tuple(_RARE),
        lambda picture, value, box: share_of_dots(value / 100),
        _RARE,
    ),
    "costly": Asked(
        "Worst mistake",
        "Which mistake is the worst?",
        tuple(COSTLY),
        lambda picture, value, box: icon(_ICONS[value]),
        dict(zip(COSTLY, _COSTS, strict=True)),
    ),
    "likeness": Asked(
        "They look like",
        "What do the pictures look like?",
        tuple(LIKENESS),
        _likeness,
        dict(zip(LIKENESS, _LIKE, strict=True)),
    ),
    "turns": Asked(
        "May be",
        "How may a picture be changed and still be right?",
        tuple(TURNS),
        _turns,
        dict(zip(TURNS, _MAY_BE, strict=True)),
    ),
    "place": Asked(
        "It runs on",
        "Where should it run?",
        tuple(PLACES),
        lambda picture, value, box: icon(_ICONS[value]),
        dict(zip(PLACES, _RUNS, strict=True)),
    ),
    "groups": Asked(
        "Nearly alike",
        "Which pictures are nearly alike?",
        tuple(GROUPS),
        lambda picture, value, box: icon(_ICONS[value]),
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


def ask(fact, value, picture, box):
    """HTML of the question about a fact, about a picture, where the control of the fact stands at that value."""
    asked = QUESTIONS[fact]
    number = list(QUESTIONS).index(fact) + 1
    options = [Option(asked.draw(np.asarray(picture), each, box), asked.words[each]) for each in asked.values]
    return question(fact, f"{number} of {len(QUESTIONS)}. {asked.asks}", options, place_of(fact, value))
