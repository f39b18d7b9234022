"""The four ways to train side by side: what learns in each, and a dot for each validation picture once it has learned."""

from collections.abc import Collection, Mapping
from html import escape
from typing import Any

from lessons.figures.answer_dots import answer_dots
from lessons.training.head_size import CONVOLUTIONS
from lessons.training.settings import ARMS

COLOURS = {
    "scratch": "light-dark(#7a6c54, #b3a384)",
    "random": "light-dark(#574f44, #bdb3a2)",
    "frozen": "light-dark(#b4572c, #f0907a)",
    "fine_tuned": "var(--accent)",
}
_NOTES = {
    "scratch": "A small network of its own: all of it learns.",
    "random": "The control: it has seen nothing before.",
    "frozen": "It has seen ImageNet. Only the new head learns.",
    "fine_tuned": "First the head learns, then the last {unfrozen} too.",
}
_OF_SCRATCH = 3  # convolutions of the small network
_WIDE, _HIGH = 160, 96  # pixels that the dots may take
_SIDES = (12, 10, 8, 7, 6, 5)  # pixels from one dot to the next
_WRAPPING, _TWO = "repeat(auto-fit, minmax(max(160px, 20%), 1fr))", "repeat(2, minmax(0, 1fr))"
_GRID = "display: grid; grid-template-columns: {columns}; gap: 16px;"
_LARGE = "font-size: 30px; line-height: 34px; font-weight: 600;"
_SMALL = "font-size: 14px; line-height: 18px; color: var(--ink2); font-variant-numeric: tabular-nums;"


def arm_cards(
    runs: Mapping[str, Any], chosen: Collection[str], network: str, unfrozen: int, *, learning: bool = False
) -> tuple[str, str]:
    """Draw the ways to train.

    Parameters
    ----------
    runs : dict of a key of ARMS -> lessons.training.results.ClassifierRun, of those that were trained
    chosen : keys of ARMS that are trained next
    network : str, a key of `lessons.training.settings.BASES`
    unfrozen : int, the last convolutions that are fine-tuned
    learning : bool, whether some are learning now: then the cards leave room for that

    Returns
    -------
    (str, str) : HTML in the page's colours, and the words for it
    """
    cards, told = [], []
    for arm, name in ARMS.items():
        run = runs.get(arm)
        if run is None:
            said = "" if learning else "Press Train." if arm in chosen else "Not chosen."
            result = f'<div style="{_SMALL}">{said}</div>'
        else:
            result, finding = _result(run, COLOURS[arm])
            told.append(f"{name}: {finding}")
        is_of_run = run is not None and arm != "scratch"
        drawn = _layers(arm, run.settings.network if is_of_run else network, run.settings.unfrozen if is_of_run else unfrozen)
        note = _NOTES[arm].format(unfrozen=run.settings.unfrozen if is_of_run else unfrozen)
        cards.append(
            f'<div style="border-top: 4px solid {COLOURS[arm]}; padding-top: 8px; min-width: 0;">'
            f'<div style="font-size: 16px; line-height: 20px; font-weight: 600;">{escape(name)}</div>'
            f'<div style="{_SMALL} padding-bottom: 8px;">{note}</div>{drawn}{result}</div>'
        )
    grid = _GRID.format(columns=_TWO if learning else _WRAPPING)
    finding = " ".join(told) or "None of the four ways has been trained yet."
    return f'<div role="img" aria-label="{escape(finding)}" style="{grid}">{"".join(cards)}</div>', finding


def _layers(arm: str, network: str, unfrozen: int) -> str:
    """A bar for each convolution and a square for the head: filled learns, empty is frozen, dashed is random."""
    count = _OF_SCRATCH if arm == "scratch" else CONVOLUTIONS[network]
    learns = {"scratch": count, "fine_tuned": unfrozen}.get(arm, 0)
    wide, gap, thick = (10, 4, 1.5) if count < 20 else (3, 1, 1)
    line = "dashed" if arm == "random" else "solid"
    empty = f"border: {thick}px {line} var(--line2);"
    bars = [empty] * (count - learns) + [f"background: {COLOURS[arm]};"] * learns
    box = "height: 22px; border-radius: 2px; box-sizing: border-box;"
    drawn = "".join(f'<div style="{box} flex: 0 1 {wide}px; {look}"></div>' for look in bars)
    square = "flex: none; width: 22px; margin-left: 6px; border-radius: 5px;"
    head = f'<div style="{box} {square} background: {COLOURS[arm]};"></div>'
    return f'<div style="display: flex; gap: {gap}px; padding-bottom: 10px; overflow: hidden;">{drawn}{head}</div>'


def _result(run: Any, colour: str) -> tuple[str, str]:
    report = run.validation_report
    count, right = len(report.targets), round(report.accuracy * len(report.targets))
    side = next((side for side in _SIDES if _height(report, side) <= _HIGH), _SIDES[-1])
    labels = [row.label for row in report.classes]
    dots, _ = answer_dots(report.targets, report.answers, labels, colour=colour, named=False, in_row=_WIDE // side, side=side)
    number = (
        f'<span style="font-size: 30px; line-height: 34px; font-weight: 600; color: {colour};">{report.accuracy:.0%}</span>'
    )
    words = f"{right} of {count} right; {report.interval_text}"
    row = "display: flex; flex-wrap: wrap; gap: 0 10px; align-items: baseline; padding-top: 4px;"
    return f'{dots}<div style="{row}">{number}<span style="{_SMALL}">{words}</span></div>', f"{right} of {count} right."


def _height(report: Any, side: int) -> int:
    lines = sum(-(-row.pictures // (_WIDE // side)) for row in report.classes)
    return lines * side + 2 * len(report.classes)
