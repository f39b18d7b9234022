"""What there is to try with a wish, its facts, and the approach that follows from them."""

from dataclasses import replace

from lessons.advice.approach import PARTS, recommend
from lessons.advice.deciding import FACTS
from lessons.advice.freezing import MANY
from lessons.texts.steps import Known, Preset, Step, Steps
from lessons.texts.wishes import OWN, WISHES

_ALL = list(PARTS)


def _set(wish: str, **values: object) -> dict[str, object]:
    """Where the controls stand for a wish."""
    task = WISHES[wish].task
    facts = {("approach_per_class" if fact == "smallest" else f"approach_{fact}"): getattr(task, fact) for fact in FACTS}
    facts["approach_rarest"] = round(100 * task.rarest, 1)
    return {"approach_wish": wish, **facts, **values}


def _of_loss(known: Known) -> str:
    choice = recommend(replace(known["task"], answer="boxes"))["loss"].choice
    return f"Both. The plan says it at *{PARTS['loss']}*: “{choice}”."


def _of_amount(known: Known) -> str:
    few = recommend(replace(known["task"], smallest=30))["training"].choice
    return f"More of it. With 30 pictures: “{few}”. With {known['task'].smallest:,}: “{known['rules']['training'].choice}”."


TO_TRY = Steps(
    (
        Step(
            "where",
            "You want to know *what* is there, and *where*. Press that picture. What counts as a mistake then?",
            lambda known: known["task"].answer == "boxes" and known["wish"] == OWN,
            _of_loss,
            lambda _: ["Both", "A wrong name", "A wrong place"],
            {"approach_answer": "boxes"},
            start={"approach_answer": "one class", "approach_wish": OWN},
        ),
        Step(
            "mirror",
            "Choose *A clinic*. May its scans be mirrored? Then press *Which augmentation*.",
            lambda known: known["wish"] == "clinic" and known["at"] == "augmentation",
            "No: a mirror swaps left and right, and it matters which side is ill. The fact that lit up says so.",
            lambda _: ["No", "Yes"],
            _set("clinic", approach_lit=["augmentation"], approach_at="augmentation"),
        ),
        Step(
            "more",
            "Press the fact *Pictures*, and take 3,000 or more. Does more of the network learn then, or less?",
            lambda known: known["task"].smallest >= 2 * MANY,
            _of_amount,
            lambda _: ["More of it", "Less of it", "As much as before"],
            {"approach_per_class": 3000, "approach_at": "training"},
            start={"approach_per_class": 100},
        ),
        Step(
            "own",
            "Press *Your own wish*, and answer its eight questions. Watch the plan grow.",
            lambda known: known["wish"] == OWN and len(known["lit"]) == len(PARTS),
            "That is a plan, and you made it before any training. What you can do with it is below.",
            by={"approach_wish": OWN, "approach_per_class": 30, "approach_lit": _ALL, "approach_at": "training"},
        ),
    ),
    (
        Preset(
            "Clinic, solved",
            _set("clinic", approach_lit=_ALL, approach_at="augmentation"),
            "Nothing is mirrored, because it matters which side is ill. All pictures of a patient stay together.",
        ),
        Preset(
            "Phone app, solved",
            _set("phone", approach_lit=_ALL, approach_at="network"),
            "The network has to be small and quick, and more of it may learn. One number, mAP, tells how good it is.",
        ),
    ),
)
