"""The network in a box that travels: what it answers here, what is in the box, and what it then answers on another computer."""

from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from lessons.figures.pictures import filter_mosaic, picture_url
from lessons.images.resizing import square
from lessons.texts import words

PARTS = {"weights": "Weights", "scaling": "Scaling", "names": "Names", "proof": "Proof"}  # as lessons.takehome has them
ICONS = {
    "weights": ":material/grid_view:",
    "scaling": ":material/tonality:",
    "names": ":material/sell:",
    "proof": ":material/verified:",
}
_ALIKE = 1e-5  # as check.py has it
_MARKS = {"same": "✓", "other": "✗", "unchecked": "?"}


@dataclass(frozen=True)
class Answer:
    """The first answer of a network."""

    name: str  # as it is told where that is: a number where the names have not come
    share: float


@dataclass(frozen=True)
class Journey:
    """What a network answers before and after it travelled."""

    here: Answer
    there: Answer
    verdict: str  # of _MARKS
    shown: int  # the place of the picture that these are answers to
    answers: tuple[tuple[str, bool], ...]  # what each picture gets there, and whether it is as here
    is_alike: bool  # whether all numbers are the same

    @property
    def kept(self):
        """How many pictures get the same answer there as here."""
        return sum(is_kept for _, is_kept in self.answers)


def journey(labels, here, there, packed, *, shown):
    """A Journey, of all probabilities here and there of pictures of which one is shown, with these parts in the box."""
    names = labels if "names" in packed else [f"class {number}" for number in range(len(labels))]
    places = list(zip(here.argmax(axis=1).tolist(), there.argmax(axis=1).tolist(), strict=True))
    answers = tuple((names[after], before == after) for before, after in places)
    before, after = places[shown]
    is_alike = bool(np.abs(here - there).max() <= _ALIKE)
    verdict = "unchecked" if "proof" not in packed else "same" if is_alike else "other"
    first, then = Answer(labels[before], float(here[shown, before])), Answer(names[after], float(there[shown, after]))
    return Journey(first, then, verdict, shown, answers, is_alike)


def share_of(share):
    """A share as it is told."""
    return f"{share:.0%}" if share >= 0.005 else f"{share:.1%}"


def show_box(told, packed, *, pictures, kernels):
    """Show it: a Journey, the parts in the box, the proof pictures, and the network's first kernels or None."""
    image = picture_url(pictures[told.shown])
    tiles = "".join(_tile(part, part in packed, image, kernels) for part in PARTS)
    verdict = words("take_home", told.verdict)
    described = words(
        "take_home",
        "alt",
        here=told.here.name,
        there=told.there.name,
        packed=", ".join(PARTS[part].lower() for part in packed) or "nothing",
        verdict=verdict,
    )
    st.html(
        f'<div class="journey" role="img" aria-label="{escape(described)}">'
        f'<div class="place"><p class="where">{escape(words("take_home", "here"))}</p><img src="{image}" alt="">'
        f"{_said(told.here)}</div>"
        f'<div class="road"><div class="box"><i></i><i></i>{tiles}</div></div>'
        f'<div class="place there {told.verdict}"><p class="where">{escape(words("take_home", "there"))}</p>'
        f'<div class="screen"><img src="{image}" alt="">{_said(told.there)}</div><div class="keys"></div>'
        f'<p class="verdict"><b>{_MARKS[told.verdict]}</b> {escape(verdict)}</p></div></div>'
        f"{_proof(told, pictures, is_there='proof' in packed)}"
    )


def _proof(told, pictures, *, is_there):
    """The proof pictures with what they get there; where they stayed at home, their empty places."""
    said = words("take_home", "kept", kept=told.kept, count=len(told.answers)) if is_there else words("take_home", "no_proof")
    tiles = (
        f'<figure class="{"kept" if is_kept else "lost"}"><img src="{picture_url(thumbnail(picture))}" alt="">'
        f"<figcaption>{escape(name)}</figcaption></figure>"
        for picture, (name, is_kept) in zip(pictures, told.answers, strict=True)
    )
    shown = "".join(tiles) if is_there else '<figure class="gone"><i></i></figure>' * len(pictures)
    return f'<div class="proofs"><p>{said}</p><div class="row">{shown}</div></div>'


def thumbnail(picture):
    """A picture as it is shown small."""
    return square(picture, 96)


def _said(answer):
    return f'<p class="says"><span>{escape(answer.name)}</span> <b>{share_of(answer.share)}</b></p>'


def _tile(part, is_in, image, kernels):
    """A part as a picture: in the box, or its empty place."""
    inside = {"weights": _weights(kernels), "scaling": "", "names": "<u>A</u><u>B</u>", "proof": f'<img src="{image}" alt="">'}
    shown = f'<span class="{part}">{inside[part]}</span>' if is_in else "<span></span>"
    return f'<div class="part {"" if is_in else "out"}">{shown}{PARTS[part].lower()}</div>'


def _weights(kernels):
    return "" if kernels is None else f'<img src="{picture_url(filter_mosaic(kernels, side=16, columns=4))}" alt="">'
