"""Wishes that people with pictures have: what stands in a picture of each, and the facts of its task."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from lessons.advice.approach import Task
from lessons.images.decoding import decode_image
from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.samples import SAMPLES, package_file

OWN = "own"  # the learner's wish, about the learner's picture


@dataclass(frozen=True)
class Wish:
    """What somebody with pictures wants."""

    title: str
    wish: str  # as a question about a picture
    stands: str  # what the picture is
    load: Callable[[], npt.NDArray[np.uint8]]
    task: Task
    box: tuple[float, float, float, float] = (0.2, 0.15, 0.8, 0.9)  # left, top, right, bottom of the thing, as shares


def _head() -> npt.NDArray[np.uint8]:
    """The drawing of a head, with black at its sides, and an R on one of them, as on real scans."""
    drawn = decode_image(package_file("skimage", "data/phantom.png").read_bytes())
    head = np.pad(drawn, ((0, 0), (67, 67), (0, 0)))
    cv2.putText(head, "R", (140, 380), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (255, 255, 255), 4, cv2.LINE_AA)
    return head


def _part(name: str, rows: slice, columns: slice) -> Callable[[], npt.NDArray[np.uint8]]:
    return lambda: decode_image(package_file("skimage", f"data/{name}").read_bytes())[rows, columns]


WISHES = {
    "clinic": Wish(
        "A clinic",
        "Who needs a doctor first?",
        "A drawn head stands for the scans. R: the right side.",
        _head,
        Task(smallest=30, rarest=0.03, costly="a miss", likeness="of another kind", turns="only a little",
             groups="all of a patient"),
    ),
    "phone": Wish(
        "A phone app",
        "Where is a motorbike?",
        "A motorbike in a garage.",
        DETECTOR_PICTURES["motorbike"].load,
        Task(answer="boxes", smallest=3000, rarest=0.2, place="phone", groups="all of a person"),
        (0.08, 0.11, 0.96, 0.9),
    ),
    "mint": Wish(
        "A mint",
        "Which coin has a flaw?",
        "An ancient Greek coin.",
        _part("coins.png", slice(3, 86), slice(300, 384)),
        Task(smallest=100, rarest=0.01, costly="a miss", likeness="of another kind", turns="to any angle",
             groups="all of a batch"),
    ),
    "probe": Wish(
        "A space probe",
        "Where must it not land?",
        "The Moon, from above.",
        _part("moon.png", slice(0, 384), slice(0, 512)),
        Task(answer="pixels", smallest=1000, rarest=0.03, likeness="of another kind", turns="to any angle",
             groups="all of a region"),
    ),
    "meadow": Wish(
        "A meadow",
        "Which flower is that?",
        "A dahlia. People send in their photos.",
        SAMPLES["flower"].load,
        Task(smallest=300, rarest=0.03, groups="all of a person"),
    ),
}  # fmt: skip
"""Name -> a wish, with a picture that comes along."""


def wish_of(task: Task) -> str:
    """The name of the wish with just these facts; OWN for all others."""
    return next((name for name, wish in WISHES.items() if wish.task == task), OWN)
