"""Ways to train side by side: what learns in each, and a dot for each picture held back, a row for each class."""

from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import streamlit as st

from lessons.texts import counted, words
from lessons.training.head_size import CONVOLUTIONS
from lessons.training.settings import ARMS
from pages.transfer.parts.answer_wall import MOST, answer_wall

COLOURS = {
    "scratch": "light-dark(#7a6c54, #b3a384)",
    "random": "light-dark(#574f44, #bdb3a2)",
    "frozen": "light-dark(#b4572c, #f0907a)",
    "fine_tuned": "var(--accent)",
}
_NOTES = {
    "scratch": "Has seen nothing. All its layers learn.",
    "random": "As large, but has seen nothing. Only its end learns.",
    "frozen": "Has seen 1.3 million photos. Only a new end learns.",
    "fine_tuned": "The new end learns; then the last {unfrozen} layers, too.",
}
WIDE, HIGH, LARGEST = (290, 290, 168, 144), 214, 24  # pixels of the dots of a way, by how many there are, and of one dot
_OF_SCRATCH = 3  # convolutions of the small network
SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2); font-variant-numeric: tabular-nums;"


@dataclass(frozen=True, eq=False)
class HeldBack:
    """The pictures that were held back, and what a way says of them: what `answer_wall` takes for a report."""

    targets: np.ndarray
    answers: np.ndarray  # places in the labels; -1 where nothing was asked yet
    confidence: np.ndarray

    @classmethod
    def unasked(cls, targets: np.ndarray) -> "HeldBack":
        """The same before anything is said."""
        return cls(targets, np.full(len(targets), -1), np.zeros(len(targets)))

    @classmethod
    def so_far(cls, targets: np.ndarray, answers: np.ndarray) -> "HeldBack":
        """While it learns: how sure it is of each is not told."""
        return cls(targets, answers, np.ones(len(targets)))


@dataclass(frozen=True, eq=False)
class Learning:
    """How far a way is that is being trained, or waits for that."""

    told: str
    share: float | None = None  # of the pictures held back that it gets right by now
    answers: np.ndarray | None = None  # to these pictures, where it tells them


def size_of_dots(ways: int) -> dict[str, int]:
    """How large the dots may be where so many ways stand side by side: what `answer_wall` takes."""
    return {"wide": WIDE[min(ways, len(WIDE)) - 1], "high": HIGH, "largest": LARGEST}


def arm_card(arm, run, settings, targets, labels, *, size, images, learning=None):
    """Draw one way.

    Parameters
    ----------
    arm : str, a key of ARMS
    run : lessons.training.results.ClassifierRun or Arm, what came of it; None where it has not been trained
    settings : lessons.training.settings.TrainingSettings with which it is trained next
    targets : the classes of the pictures held back, as places in the labels
    labels : sequence of names, one per class
    size : what `size_of_dots` tells
    images : the pictures held back, none where they are not at hand
    learning : Learning, while it is being trained; or None
    """
    with st.container(key=f"arm_{arm}", gap="xxsmall"):
        run = None if learning else run
        st.html(arm_head(arm, run, settings.network, settings.unfrozen))
        if run is not None:
            said = run.validation_report
        elif learning is None or learning.answers is None:
            said = HeldBack.unasked(targets)
        else:
            said = HeldBack.so_far(targets, learning.answers)
        pictures = () if learning or (run is None and len(targets) > MOST) else images
        answer_wall(said, labels, key=f"arm_{arm}_wall", images=pictures, colour=COLOURS[arm], aligned=True, **size)
        st.html(arm_result(arm, run) if run is not None else arm_waits(arm, len(targets), learning))


def arm_head(arm: str, run: Any, network: str, unfrozen: int) -> str:
    """The name of a way to train, what it is, and its layers: of its run as it was trained, if there is one. HTML."""
    if run is not None and arm != "scratch":
        network, unfrozen = run.settings.network, run.settings.unfrozen
    note = _NOTES[arm].format(unfrozen=unfrozen)
    return (
        f'<div class="way" style="border-top: 4px solid {COLOURS[arm]};"><div class="name">{escape(ARMS[arm])}</div>'
        f'<div class="note">{note}</div>{_layers(arm, network, unfrozen)}</div>'
    )


def _layers(arm: str, network: str, unfrozen: int) -> str:
    """A bar for each convolution and a square for the head: filled learns, empty is frozen, dashed is random."""
    count = _OF_SCRATCH if arm == "scratch" else CONVOLUTIONS[network]
    learns = {"scratch": count, "fine_tuned": unfrozen}.get(arm, 0)
    wide, gap, thick = (9, 3, 1.5) if count < 20 else (2, 1, 1)
    line = "dashed" if arm == "random" else "solid"
    empty = f"border: {thick}px {line} var(--line2);"
    bars = [empty] * (count - learns) + [f"background: {COLOURS[arm]};"] * learns
    box = "height: 18px; border-radius: 2px; box-sizing: border-box;"
    drawn = "".join(f'<div style="{box} flex: 0 1 {wide}px; {look}"></div>' for look in bars)
    square = "flex: none; width: 18px; margin-left: 6px; border-radius: 5px;"
    head = f'<div style="{box} {square} background: {COLOURS[arm]};"></div>'
    return f'<div style="display: flex; gap: {gap}px; overflow: hidden;">{drawn}{head}</div>'


def arm_result(arm: str, run: Any) -> str:
    """How many of the pictures held back were right, as HTML."""
    report = run.validation_report
    count, right = len(report.targets), round(report.accuracy * len(report.targets))
    each = run.settings.pictures_per_class
    about = {
        "pictures": f"{each} of each" if each else "All pictures",
        "size": run.settings.image_size,
        "epochs": counted(len(run.history), "epoch"),
    }
    likely = f"Likely {report.interval_text} of all pictures of this kind"
    return _figure(
        arm,
        f"{(100 * right + count // 2) // count}%",
        f"{right} of {count} right",
        words("fine_tune", "learned_from", **about),
        likely,
    )


def arm_waits(arm: str, count: int, learning: Learning | None) -> str:
    """The same while there is no result yet."""
    if learning is None:
        return _figure(arm, "?", f"of {count} right", "Not trained with these yet")
    share = "?" if learning.share is None else f"{learning.share:.0%}"
    right = "" if learning.share is None else f"{round(learning.share * count)} "
    return _figure(arm, share, f"{right}of {count} right", learning.told)


def _figure(arm: str, share: str, told: str, more: str, hint: str = "") -> str:
    return (
        f'<div class="result" title="{escape(hint)}"><span class="share" style="color: {COLOURS[arm]};">{share}</span>'
        f"<span>{escape(told)}</span><small>{escape(more)}</small></div>"
    )
