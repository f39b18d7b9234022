"""What there is to try where explanations are put to a test."""

from lessons.core.percent import alike
from lessons.texts.steps import Known, Preset, Step, Steps


def _stayed(known: Known) -> list[str]:
    """Which method's maps for two classes are most alike: the right answer first."""
    return sorted(known["methods"], key=lambda name: -known["classes"].get(name, 0))


def _told_stayed(known: Known) -> str:
    first, *others = _stayed(known)
    shares = {name: alike(value) for name, value in known["classes"].items()}
    rest = " and ".join(f"{name}’s {shares[name]}" for name in others)
    return f"{first}: {shares[first]} alike, {rest}. A map that hardly changes with the class can’t tell why it was this one."


def _says(known: Known) -> list[str]:
    """What the network says whose layers are all shuffled: the right answer first."""
    options = ["Another class", "The same class as before", "Nothing at all"]
    return [options[1], options[0], options[2]] if known["keeps"] else options


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
            "Move the slider to the end, where every layer is shuffled. What does a network say that knows nothing?",
            lambda known: 0 < known["stages"] == known["stage"] + 1,
            lambda known: (
                f"{_says(known)[0]}: 100% must go somewhere. What a map still shows of your picture’s shape comes from "
                "the picture, not from what was learned."
            ),
            _says,
        ),
        Step(
            "class",
            "A second test, with the whole network. Under *Class*, type *wall clock*. Which map hardly changes?",
            lambda known: bool(known["classes"]),
            _told_stayed,
            _stayed,
            by={"believe_class": "892: wall clock"},
        ),
    ),
    (
        Preset(
            "Other weights",
            {"believe_seed": 1},
            "Shuffled in another order: the result should not depend on luck. Destroy it again.",
        ),
        Preset("The first order", {"believe_seed": 0}, "Shuffled as at first: the same seed gives the same maps."),
    ),
)
