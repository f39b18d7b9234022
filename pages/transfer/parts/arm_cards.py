"""The four ways to train side by side: what learns in each, and a dot for each validation picture once it has learned."""

from html import escape
from typing import Any

import streamlit as st

from lessons.texts import counted, words
from lessons.training.head_size import CONVOLUTIONS
from lessons.training.settings import ARMS
from pages.transfer.parts.answer_wall import answer_wall

COLOURS = {
    "scratch": "light-dark(#7a6c54, #b3a384)",
    "random": "light-dark(#574f44, #bdb3a2)",
    "frozen": "light-dark(#b4572c, #f0907a)",
    "fine_tuned": "var(--accent)",
}
_NOTES = {
    "scratch": "A small new network. It has never seen a picture, and all of it learns.",
    "random": "The same layers, never trained. Only the head learns: is that enough?",
    "frozen": "Its base has seen 1.3 million photos, and stays. Only the head learns.",
    "fine_tuned": "First the head, then the last {unfrozen} layers too, in tiny steps: fine-tuning.",
}
HIGH = 122  # pixels of the dots of a way
_OF_SCRATCH = 3  # convolutions of the small network
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2); font-variant-numeric: tabular-nums;"


def arm_cards(runs, chosen, network, unfrozen, *, images, learning=None):
    """Draw the ways to train, side by side.

    Parameters
    ----------
    runs : dict of a key of ARMS -> lessons.training.results.ClassifierRun, of those that were trained
    chosen : keys of ARMS that are trained next
    network : str, a key of `lessons.training.settings.BASES`
    unfrozen : int, the last convolutions that are fine-tuned
    images : function of a run to its validation pictures, none where they are not at hand
    learning : dict of a key of ARMS -> how far it is, in words, of those that are being trained now; or None
    """
    learning = learning or {}
    for arm, place in zip(ARMS, st.columns(len(ARMS), gap="small"), strict=True):
        with place, st.container(key=f"arm_{arm}", gap="xsmall"):
            run = None if arm in learning else runs.get(arm)
            st.html(arm_head(arm, run, network, unfrozen))
            if run is not None:
                labels = [row.label for row in run.validation_report.classes]
                answer_wall(
                    run.validation_report, labels, key=f"arm_{arm}_wall", images=images(run), colour=COLOURS[arm], high=HIGH
                )
                st.html(arm_result(arm, run))
            else:
                said = learning.get(arm) or ("Press Train." if arm in chosen and not learning else "Not chosen yet.")
                st.html(f'<div style="{_SMALL}">{escape(said)}</div>')


def arm_head(arm: str, run: Any, network: str, unfrozen: int) -> str:
    """The name of a way to train, what it is, and its layers: of its run as it was trained, if there is one. HTML."""
    if run is not None and arm != "scratch":
        network, unfrozen = run.settings.network, run.settings.unfrozen
    note = _NOTES[arm].format(unfrozen=unfrozen)
    return (
        f'<div style="border-top: 4px solid {COLOURS[arm]}; padding-top: 8px; min-width: 0;">'
        f'<div style="font-size: 15px; line-height: 20px; font-weight: 600; letter-spacing: -0.02em;">{escape(ARMS[arm])}</div>'
        f'<div style="{_SMALL} min-height: 36px; padding-bottom: 8px;">{note}</div>{_layers(arm, network, unfrozen)}</div>'
    )


def _layers(arm: str, network: str, unfrozen: int) -> str:
    """A bar for each convolution and a square for the head: filled learns, empty is frozen, dashed is random."""
    count = _OF_SCRATCH if arm == "scratch" else CONVOLUTIONS[network]
    learns = {"scratch": count, "fine_tuned": unfrozen}.get(arm, 0)
    wide, gap, thick = (9, 3, 1.5) if count < 20 else (2, 1, 1)
    line = "dashed" if arm == "random" else "solid"
    empty = f"border: {thick}px {line} var(--line2);"
    bars = [empty] * (count - learns) + [f"background: {COLOURS[arm]};"] * learns
    box = "height: 22px; border-radius: 2px; box-sizing: border-box;"
    drawn = "".join(f'<div style="{box} flex: 0 1 {wide}px; {look}"></div>' for look in bars)
    square = "flex: none; width: 22px; margin-left: 6px; border-radius: 5px;"
    head = f'<div style="{box} {square} background: {COLOURS[arm]};"></div>'
    return f'<div style="display: flex; gap: {gap}px; overflow: hidden;">{drawn}{head}</div>'


def arm_result(arm: str, run: Any) -> str:
    """How many of the pictures held back were right, as HTML."""
    report = run.validation_report
    count, right = len(report.targets), round(report.accuracy * len(report.targets))
    number = f"font-size: 30px; line-height: 34px; font-weight: 600; color: {COLOURS[arm]};"
    told = f"{right} of {count} right<br>likely {report.interval_text}"
    row = "display: flex; gap: 12px; align-items: center;"
    shown = f'<div style="{row}"><span style="{number}">{report.accuracy:.0%}</span><span style="{_SMALL}">{told}</span></div>'
    each = run.settings.pictures_per_class
    about = {
        "pictures": f"{each} of each" if each else "All pictures",
        "size": run.settings.image_size,
        "epochs": counted(len(run.history), "epoch"),
    }
    return f'{shown}<div style="{_SMALL} font-size: 13px;">{words("fine_tune", "learned_from", **about)}</div>'
