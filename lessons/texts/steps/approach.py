"""Steps to try for "Which approach?"."""

from dataclasses import replace

from lessons.advice.approach import HEADINGS, PARTS, Task, recommend
from lessons.advice.deciding import FACTS
from lessons.advice.freezing import MANY
from lessons.texts.steps import Known, Preset, Step, Steps
from lessons.texts.wishes import OWN, WISHES

_CLINIC = WISHES["clinic"].task
_KNOWN = sorted(FACTS)


def _set(wish: str, **values: object) -> dict[str, object]:
    """Where the controls stand for a wish of which all is known."""
    task = WISHES[wish].task
    facts = {("approach_per_class" if fact == "smallest" else f"approach_{fact}"): getattr(task, fact) for fact in FACTS}
    facts["approach_rarest"] = round(100 * task.rarest, 1)
    return {"approach_wish": wish, **facts, "approach_answered": _KNOWN, **values}


def _changed(task: Task) -> list[str]:
    """The lines of the plan that are not as they are for the clinic."""
    before, now = recommend(_CLINIC), recommend(task)
    return [part for part in PARTS if before[part] != now[part]]


def _count(task: Task) -> str:
    return ("none", "one", "two", "three", "four", "five", "all six")[len(_changed(task))].capitalize()


def _counts(task: Task) -> list[str]:
    """The guesses at how many lines change, the right one first."""
    return [_count(task), *(count for count in ("One", "Three", "All six") if count != _count(task))][:3]


def _of_amount(known: Known) -> str:
    few, many = recommend(_CLINIC)["training"].choice, known["rules"]["training"].choice
    return f"{_count(known['task'])}: *{HEADINGS['training']}*. With {_CLINIC.smallest} pictures: “{few}”. Now: “{many}”."


def _of_place(known: Known) -> str:
    names = ", ".join(f"*{HEADINGS[part]}*" for part in _changed(known["task"]))
    return f"{_count(known['task'])}: {names}. Something else comes out now; the pictures are the same."


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
            "What if there were 3,000 pictures of ill people? Press the fact *Pictures*. How many of the six lines change?",
            lambda known: (
                known["wish"] == "clinic"
                and known["task"].smallest >= 2 * MANY
                and known["task"] == replace(_CLINIC, smallest=known["task"].smallest)
            ),
            _of_amount,
            lambda _: _counts(replace(_CLINIC, smallest=3000)),
            _set("clinic", approach_per_class=3000),
            start=_set("clinic"),
        ),
        Step(
            "where",
            "What if the doctor asks *where* it is, too? Press *It tells*: *what, and where*. How many lines change now?",
            lambda known: known["wish"] == "clinic" and known["task"] == replace(_CLINIC, answer="boxes"),
            _of_place,
            lambda _: _counts(replace(_CLINIC, answer="boxes")),
            _set("clinic", approach_answer="boxes"),
            start=_set("clinic"),
        ),
        Step(
            "own",
            "Press *Your own wish*, and answer its eight questions. It is your plan, for your pictures.",
            lambda known: known["wish"] == OWN and len(known["lit"]) == len(PARTS),
            "That is a plan, and you made it before any training. What you can do with it is below.",
            by={"approach_wish": OWN, "approach_answered": _KNOWN},
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
