"""What there is to try with the facts of a task, and the approach that follows from them."""

from dataclasses import replace

from lessons.advice.approach import Task, recommend
from lessons.texts.steps import Known, Preset, Step, Steps

_MACRO, _ACCURACY = "Macro F1, and the confusion matrix", "Accuracy, and the confusion matrix"


def _changes(task: Task) -> int:
    """How many decisions change where a task asks for pixels instead of one class."""
    pixels, one = (recommend(replace(task, answer=answer)) for answer in ("pixels", "one class"))
    return sum(pixels[part] != one[part] for part in one)


def _counts(known: Known) -> list[str]:
    right = _changes(known["task"])
    return [str(right), *(str(other) for other in (right - 2, right - 1, right + 2) if 0 <= other <= 6)]


def _of_pixels(known: Known) -> str:
    return f"{_changes(known['task'])} of 6: masks need another network, another loss and another figure than a single class."


def _of_amount(known: Known) -> str:
    return f"With {known['task'].smallest:,} pictures of the rarest class the advice is: {known['rules']['training'].choice}."


def _of_rarity(known: Known) -> str:
    never = 1 - known["task"].rarest
    return f"A model that never predicts the rare class is right in {never:.1%} of cases. In macro F1 each class counts alike."


TO_TRY = Steps(
    (
        Step(
            "more",
            "Collect 3,000 pictures of the rarest class instead of 100. Which answer changes?",
            lambda known: known["task"].smallest >= 3000,
            _of_amount,
            lambda _: ["What to train", "Which loss", "Which network"],
            {"approach_per_class": 3000},
        ),
        Step(
            "rare",
            "Now let the rarest class be only 1% of all pictures. Which figure do you report?",
            lambda known: known["task"].rarest <= 0.01 and known["rules"]["figure"].choice == _MACRO,
            _of_rarity,
            lambda _: [_MACRO, _ACCURACY],
            {"approach_rarest": 1.0},
        ),
        Step(
            "pixels",
            "Ask for *pixels* instead of one class. How many of the six answers change?",
            lambda known: known["task"].answer == "pixels",
            _of_pixels,
            _counts,
            {"approach_answer": "pixels"},
        ),
    ),
    (
        Preset(
            "A clinic",
            {
                "approach_answer": "one class",
                "approach_per_class": 30,
                "approach_rarest": 3.0,
                "approach_costly": "a miss",
                "approach_likeness": "of another kind",
                "approach_place": "server",
                "approach_turns": "only a little",
                "approach_groups": "all of a patient",
            },
            "Nothing is mirrored, because the heart is on the left. All pictures of a patient stay on one side.",
        ),
        Preset(
            "A phone app",
            {
                "approach_answer": "boxes",
                "approach_per_class": 3000,
                "approach_rarest": 20.0,
                "approach_costly": "both alike",
                "approach_likeness": "like ImageNet's",
                "approach_place": "phone",
                "approach_turns": "only mirrored",
                "approach_groups": "all of a person",
            },
            "The network has to be small and quick, and more of it may learn. Its figure is mAP.",
        ),
    ),
)
