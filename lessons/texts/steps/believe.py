"""What there is to try where explanations are put to a test."""

from lessons.core.percent import alike
from lessons.texts.steps import Known, Preset, Step, Steps

KEPT = "is_kept"  # of what the page knows: whether stages are kept of what is asked about: the set-ups show these
_OF_THE_CAT = {KEPT: True}
_CAT = {"believe_class": "285: Egyptian cat", "believe_seed": 0}
_HALF = 0.5


def _stayed(known: Known) -> list[str]:
    """Which method's maps for two classes are most alike: the right answer first."""
    return sorted(known["methods"], key=lambda name: -known["classes"].get(name, 0))


def _told_stayed(known: Known) -> str:
    first, *others = _stayed(known)
    shares = {name: alike(value) for name, value in known["classes"].items()}
    rest = " and ".join(f"{name}’s {shares[name]}" for name in others)
    return f"{first}: {shares[first]} alike, {rest}. A map that hardly changes with the class can’t tell why it was this one."


def _is_alike(known: Known) -> list[str]:
    """Whether the map that changed least is still more than half alike at the end: the right answer first."""
    return ["Yes", "No"] if known["end"] > _HALF else ["No", "Yes"]


TO_TRY = Steps(
    (
        Step(
            "destroy",
            "Press *Destroy the network*. Which of the three maps will change least?",
            lambda known: known["stages"] > 0,
            "{most}: after a few layers it is still {high} alike to the map above it, {least} {low}.",
            lambda known: [known["most"], *(name for name in known["methods"] if name != known["most"])],
        ),
        Step(
            "end",
            "Move the slider to the end: every layer is shuffled. Is the map that changed least still more than half alike?",
            lambda known: 0 < known["stages"] == known["stage"] + 1,
            lambda known: (
                f"{_is_alike(known)[0]}: {known['most']} is {alike(known['end'])} alike now. And the network still names a "
                "class, with nothing learned: 100% must go somewhere."
            ),
            _is_alike,
        ),
        Step(
            "class",
            "A second test, with the whole network. Under *Class*, type *wall clock*. Which map hardly changes?",
            lambda known: bool(known["classes"]),
            _told_stayed,
            _stayed,
            by={"believe_class": "892: wall clock"},
            start={"believe_stage": 0},
        ),
    ),
    (
        Preset(
            "A few layers",
            _CAT | {"believe_stage": 14},
            "14 of 99 layers are shuffled, and the cat is a “beaver”. Which map does not notice?",
            _OF_THE_CAT,
        ),
        Preset(
            "All layers",
            _CAT | {"believe_stage": 99},
            "Nothing that was learned is left. What a map still shows of the cat comes from the picture alone.",
            _OF_THE_CAT,
        ),
    ),
)
