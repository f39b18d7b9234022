"""Wishes that people with pictures have: what stands in a picture of each, and the facts of its task."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from lessons.advice.approach import Task
from lessons.advice.deciding import mattering
from lessons.images.decoding import decode_image
from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.samples import SAMPLES, package_file

OWN = "own"  # the learner's wish, about the learner's picture


@dataclass(frozen=True)
class Wish:
    """What somebody with pictures wants, what they have, and what they say when they are asked."""

    title: str
    wish: str  # as a question about a picture
    who: str  # who speaks
    has: str  # what pictures there are, with the numbers of the task
    says: Mapping[str, str]  # a fact that is asked for -> what they answer
    thanks: str  # as the plan is whole
    stands: str  # what the picture is
    load: Callable[[], npt.NDArray[np.uint8]]
    task: Task
    rare: str  # the rarest kind, in two words: so many of them there are
    box: tuple[float, float, float, float] = (0.2, 0.15, 0.8, 0.9)  # left, top, right, bottom of the thing, as shares

    def told(self, words: str) -> str:
        """What they say, with the numbers of the task."""
        task = self.task
        numbers = {"smallest": task.smallest, "total": round(task.smallest / task.rarest)}
        return words.format(rarest=task.rarest, common=1 - task.rarest, **numbers)


def _head() -> npt.NDArray[np.uint8]:
    """The drawing of a head, with black at its sides, and an R on one of them, as on real scans."""
    drawn = decode_image(package_file("skimage", "data/phantom.png").read_bytes())
    head = np.pad(drawn, ((0, 0), (67, 67), (0, 0)))
    cv2.putText(head, "R", (140, 380), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (255, 255, 255), 4, cv2.LINE_AA)
    return head


def _part(name: str, rows: slice, columns: slice) -> Callable[[], npt.NDArray[np.uint8]]:
    return lambda: decode_image(package_file("skimage", f"data/{name}").read_bytes())[rows, columns]


TOLD = ("smallest", "rarest", "likeness", "place")
"""The facts that somebody tells at once; the others they are asked for."""

WISHES = {
    "clinic": Wish(
        "A clinic",
        "Who needs a doctor first?",
        "The doctor",
        "We have {total:,} scans of heads. Only {smallest} of them show somebody who is ill.",
        {
            "answer": "One word for each scan: healthy, or ill. Then I know whom to see first.",
            "costly": "The worst is to miss somebody who is ill. A false alarm costs me five minutes.",
            "turns": "Never mirror a scan! The operation would be on the wrong side.",
            "groups": "I take several scans of each patient. They look nearly alike.",
        },
        "Thank you! I would have put one patient's scans on both sides of the test.",
        "A drawn head stands for the scans. R: the right side.",
        _head,
        Task(smallest=30, rarest=0.03, costly="a miss", likeness="of another kind", turns="only a little",
             groups="all of a patient"),
        "Ill ones",
    ),
    "phone": Wish(
        "A phone app",
        "Where is a motorbike?",
        "The app's maker",
        "We drew {total:,} boxes in photos. {smallest:,} are around motorbikes, our rarest thing. It has to run on a phone.",
        {
            "answer": "What it is, and where. The app draws a box around it.",
            "turns": "A mirrored street is still a street. But nothing in it stands on its head.",
            "groups": "Each person took many photos on one walk, of the same bikes.",
        },
        "Thank you! I would have taken the largest network, and it would not fit on a phone.",
        "A motorbike in a garage.",
        DETECTOR_PICTURES["motorbike"].load,
        Task(answer="boxes", smallest=3000, rarest=0.2, place="phone", groups="all of a person"),
        "Motorbikes",
        (0.08, 0.11, 0.96, 0.9),
    ),
    "mint": Wish(
        "A mint",
        "Which coin has a flaw?",
        "The mint master",
        "We have photos of {total:,} coins. Only {smallest} of the coins have a flaw.",
        {
            "answer": "One word for each coin: good, or flawed.",
            "costly": "A bad coin must not leave the house. To look twice is cheap.",
            "turns": "A coin lies as it falls. Turn it as you like.",
            "groups": "The coins of one batch are struck with the same stamp. They look alike.",
        },
        "Thank you! “{common:.0%} right” would have sounded good to me, with no flaw found at all.",
        "An ancient Greek coin.",
        _part("coins.png", slice(3, 86), slice(300, 384)),
        Task(smallest=100, rarest=0.01, costly="a miss", likeness="of another kind", turns="to any angle",
             groups="all of a batch"),
        "Flawed coins",
    ),
    "probe": Wish(
        "A space probe",
        "Where must it not land?",
        "The pilot",
        "We have {smallest:,} pictures with rocks in them. Of all their pixels, {rarest:.0%} are rock.",
        {
            "answer": "For each pixel: flat ground, slope or rock.",
            "turns": "From above there is no up and down. Turn it as you like.",
            "groups": "Pictures of one region overlap. They show the same rocks.",
        },
        "Thank you! I would have been proud of {common:.0%} of right pixels, and landed on a rock.",
        "The Moon, from above.",
        _part("moon.png", slice(0, 384), slice(0, 512)),
        Task(answer="pixels", smallest=1000, rarest=0.03, likeness="of another kind", turns="to any angle",
             groups="all of a region"),
        "Rock pictures",
    ),
    "meadow": Wish(
        "A meadow",
        "Which flower is that?",
        "The botanist",
        "People sent in {total:,} photos of flowers. Of the rarest kind there are {smallest}.",
        {
            "answer": "The name of the flower. There is one in each photo.",
            "costly": "No mistake is worse than another.",
            "turns": "A mirrored flower is as good. But it does not hang from the sky.",
            "groups": "Each person sent in several photos, often of the same flower.",
        },
        "Thank you! I would have forgotten the rarest flower.",
        "A dahlia. People send in their photos.",
        SAMPLES["flower"].load,
        Task(smallest=300, rarest=0.03, groups="all of a person"),
        "Rarest flower",
    ),
}  # fmt: skip
"""Name -> a wish, with a picture that comes along."""


def asked_of(wish: Wish) -> list[str]:
    """The facts that somebody is asked for: those that they have not told, and that decide something."""
    return [fact for fact in mattering(wish.task) if fact not in TOLD]


def wish_of(task: Task) -> str:
    """The name of the wish with just these facts; OWN for all others."""
    return next((name for name, wish in WISHES.items() if wish.task == task), OWN)
