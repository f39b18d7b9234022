"""What there is to try with a wish, its facts, and the approach that follows from them."""

from dataclasses import replace

from lessons.advice.approach import PARTS, Task, recommend
from lessons.advice.deciding import FACTS
from lessons.advice.freezing import MANY
from lessons.texts.steps import Known, Preset, Step, Steps
from lessons.texts.wishes import OWN, WISHES

_ALL = list(PARTS)
_FACT = {
    "answer": "What it tells",
    "smallest": "How many pictures of the rarest class",
    "rarest": "Its share of all",
    "costly": "The worst mistake",
    "likeness": "What they look like",
    "place": "Where it runs",
    "turns": "How they may be turned",
    "groups": "What belongs together",
}


def _set(wish: str, **values: object) -> dict[str, object]:
    """Where the controls stand for a wish."""
    task = WISHES[wish].task
    facts = {("approach_per_class" if fact == "smallest" else f"approach_{fact}"): getattr(task, fact) for fact in FACTS}
    facts["approach_rarest"] = round(100 * task.rarest, 1)
    return {"approach_wish": wish, **facts, **values}


def _changes(task: Task) -> int:
    """How many decisions change where a task asks for pixels instead of one class."""
    pixels, one = (recommend(replace(task, answer=answer)) for answer in ("pixels", "one class"))
    return sum(pixels[part] != one[part] for part in one)


def _counts(known: Known) -> list[str]:
    right = _changes(known["task"])
    return [str(right), *(str(other) for other in (right - 2, right - 1, right + 2) if 0 <= other <= 6)]


def _of_pixels(known: Known) -> str:
    return f"{_changes(known['task'])} of 6: pixels need another network, another loss and another figure than a single class."


def _strongest(known: Known) -> str:
    return max(FACTS, key=lambda fact: known["counts"][fact])


def _facts(known: Known) -> list[str]:
    right = _strongest(known)
    fewer = [fact for fact in FACTS if known["counts"][fact] < known["counts"][right]]
    return [_FACT[fact] for fact in (right, *fewer[-3:])]


def _of_facts(known: Known) -> str:
    right = _strongest(known)
    return f"“{_FACT[right]}”: it decides {known['counts'][right]} of the 6. So ask for that first."


def _of_amount(known: Known) -> str:
    few = recommend(replace(known["task"], smallest=30))["training"].choice
    return f"More of it. With 30 pictures: “{few}”. With {known['task'].smallest:,}: “{known['rules']['training'].choice}”."


TO_TRY = Steps(
    (
        Step(
            "mirror",
            "Choose *A clinic*. May its scans be mirrored? Then press *Which augmentation*.",
            lambda known: known["wish"] == "clinic" and known["at"] == "augmentation",
            "No: mirrored, left and right change places, and it matters which side is ill. The fact that lit up says so.",
            lambda _: ["No", "Yes"],
            _set("clinic", approach_lit=["augmentation"], approach_at="augmentation"),
        ),
        Step(
            "lit",
            "Press the other questions, until all six are answered. Which fact decides most of them?",
            lambda known: len(known["lit"]) == len(PARTS),
            _of_facts,
            _facts,
            {"approach_lit": _ALL, "approach_at": "split"},
        ),
        Step(
            "more",
            f"Now set *Pictures of the rarest class* to {2 * MANY:,} or more. Does more of the network learn then, or less?",
            lambda known: known["task"].smallest >= 2 * MANY,
            _of_amount,
            lambda _: ["More of it", "Less of it", "As much as before"],
            {"approach_per_class": 3000, "approach_at": "training"},
            start={"approach_per_class": 100},
        ),
        Step(
            "pixels",
            "Set *What shall it say?* to *pixels*. How many of the six answers are others than for one class?",
            lambda known: known["task"].answer == "pixels",
            _of_pixels,
            _counts,
            {"approach_answer": "pixels"},
            start={"approach_answer": "one class"},
        ),
        Step(
            "own",
            "Press *Your own wish*. Change at least one fact to how it is for you, and answer all six questions.",
            lambda known: known["wish"] == OWN and known["task"] != Task() and len(known["lit"]) == len(PARTS),
            "That is a plan, and you made it before any training. Below stands what you can do with it.",
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
            "The network has to be small and quick, and more of it may learn. Its figure is mAP.",
        ),
    ),
)
