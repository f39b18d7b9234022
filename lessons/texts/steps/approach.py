"""Steps to try for "Which approach?"."""

from collections.abc import Sequence
from dataclasses import replace

from lessons.advice.approach import HEADINGS, PARTS, Task, recommend
from lessons.advice.deciding import FACTS
from lessons.advice.freezing import MANY
from lessons.texts.steps import BY_ITSELF, Known, Preset, Step, Steps
from lessons.texts.wishes import OWN, WISHES

_CLINIC = WISHES["clinic"].task
_KNOWN = sorted(FACTS)
_ANEW = dict.fromkeys(("approach_at", "approach_asked", "approach_guess", "approach_lit_before"), BY_ITSELF)
_STAYS = ("split", "network", "loss")  # what to guess from at what stays as it is


def _set(wish: str, **values: object) -> dict[str, object]:
    """Where the controls stand for a wish of which all is known."""
    task = WISHES[wish].task
    facts = {("approach_per_class" if fact == "smallest" else f"approach_{fact}"): getattr(task, fact) for fact in FACTS}
    facts["approach_rarest"] = round(100 * task.rarest, 1)
    return {"approach_wish": wish, **facts, "approach_answered": _KNOWN, **_ANEW, **values}


def _changed(task: Task) -> list[str]:
    """The lines of the plan that are not as they are for the clinic."""
    before, now = recommend(_CLINIC), recommend(task)
    return [part for part in PARTS if before[part] != now[part]]


def _headings(parts: Sequence[str]) -> list[str]:
    return [HEADINGS[part] for part in parts]


def _which_changes(task: Task) -> list[str]:
    """The guesses at which line changes, the right one first."""
    changed = _changed(task)
    return _headings([*changed[:1], *(part for part in ("network", "loss", "split") if part not in changed)])


def _which_stays(task: Task) -> list[str]:
    """The guesses at which line stays, the right one first."""
    changed = _changed(task)
    return _headings([*(part for part in _STAYS if part not in changed), *(part for part in _STAYS if part in changed)])


def _of_amount(known: Known) -> str:
    few, many = recommend(_CLINIC)["training"].choice, known["rules"]["training"].choice
    return (
        f"{HEADINGS['training']}. With {_CLINIC.smallest}: “{few}”. Now: “{many}”. More pictures can teach more weights; "
        "what is asked of the network is the same as before."
    )


def _of_place(known: Known) -> str:
    stays = _which_stays(known["task"])[0]
    names = ", ".join(f"*{HEADINGS[part]}*" for part in _changed(known["task"]))
    return (
        f"{stays}. One patient's scans look alike, whatever the network tells. "
        f"Something else comes out now, so these change: {names}."
    )


TO_TRY = Steps(
    (
        Step(
            "clinic",
            "A clinic has a wish. Answer its questions from common sense, and hear the doctor. Watch the plan grow.",
            lambda known: known["wish"] == "clinic" and len(known["lit"]) == len(PARTS),
            "Six lines, before anything was trained. Press a line: it says why, and the facts that decide it light up.",
            by={"approach_wish": "clinic", "approach_answered": _KNOWN},
            start=_set("clinic", approach_answered=[]),
        ),
        Step(
            "more",
            "What if the clinic had 100 times as many scans? Press *Ill ones*, then *500 or more*. Which line changes?",
            lambda known: (
                known["wish"] == "clinic"
                and known["task"].smallest >= 2 * MANY
                and known["task"] == replace(_CLINIC, smallest=known["task"].smallest)
            ),
            _of_amount,
            lambda _: _which_changes(replace(_CLINIC, smallest=3000)),
            _set("clinic", approach_per_class=3000),
            start=_set("clinic"),
        ),
        Step(
            "where",
            "What if the doctor asks *where* it is, too? Press *It tells*, then *what, and where*. Which of these lines stays?",
            lambda known: known["wish"] == "clinic" and known["task"] == replace(_CLINIC, answer="boxes"),
            _of_place,
            lambda _: _which_stays(replace(_CLINIC, answer="boxes")),
            _set("clinic", approach_answer="boxes"),
            start=_set("clinic"),
        ),
        Step(
            "own",
            "Press *Your own wish*, and answer its eight questions. It is your plan, for your pictures.",
            lambda known: known["wish"] == OWN and len(known["answered"]) == len(FACTS),
            "The plan fits what you answered, and no more. Press its lines: would you do that? How to go on is below.",
            by={"approach_wish": OWN, "approach_answered": _KNOWN},
            start=_ANEW,
        ),
    ),
    (
        Preset(
            "Clinic plan",
            _set("clinic", approach_at="augmentation"),
            "Nothing is mirrored, because it matters which side is ill. All pictures of a patient stay together.",
        ),
        Preset(
            "Phone plan",
            _set("phone", approach_at="network"),
            "The network has to be small and quick, and more of it may learn. One number, mAP, tells how good it is.",
        ),
    ),
)
