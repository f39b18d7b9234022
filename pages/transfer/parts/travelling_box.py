"""The network in a box that travels: what it answers here, what is in the box, and what it then answers on another computer."""

import base64
from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from lessons.figures.pictures import filter_mosaic, webp
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
    is_alike: bool  # whether all numbers are the same


def journey(labels, here, there, packed):
    """A Journey, of all probabilities here and there, with these parts in the box."""
    before, after = int(here.argmax()), int(there.argmax())
    name = labels[after] if "names" in packed else f"class {after}"
    is_alike = bool(np.abs(here - there).max() <= _ALIKE)
    verdict = "unchecked" if "proof" not in packed else "same" if is_alike else "other"
    return Journey(Answer(labels[before], float(here[before])), Answer(name, float(there[after])), verdict, is_alike)


def share_of(share):
    """A share as it is told."""
    return f"{share:.0%}" if share >= 0.005 else f"{share:.1%}"


def show_box(told, packed, *, picture, kernels):
    """Show it: a Journey, the parts in the box, the picture that is looked at, and the network's first kernels or None."""
    image = _address(picture)
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
    )


def _said(answer):
    return f'<p class="says"><span>{escape(answer.name)}</span> <b>{share_of(answer.share)}</b></p>'


def _tile(part, is_in, image, kernels):
    """A part as a picture: in the box, or its empty place."""
    inside = {"weights": _weights(kernels), "scaling": "", "names": "<u>A</u><u>B</u>", "proof": f'<img src="{image}" alt="">'}
    shown = f'<span class="{part}">{inside[part]}</span>' if is_in else "<span></span>"
    return f'<div class="part {"" if is_in else "out"}">{shown}{PARTS[part].lower()}</div>'


def _weights(kernels):
    return "" if kernels is None else f'<img src="{_address(filter_mosaic(kernels, side=16, columns=4))}" alt="">'


def _address(image):
    return "data:image/webp;base64," + base64.b64encode(webp(image)).decode()
