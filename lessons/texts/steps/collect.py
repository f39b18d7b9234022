"""What there is to try where pictures are brought."""

from lessons.texts.steps import Known, Preset, Step, Steps

ENOUGH = 5  # pictures of a class
TOGETHER, CHANCE = "Moments together", "By chance"  # how the table is split


def _first(known: Known) -> str:
    if known["classes"] > 1:
        return "{classes} classes, {most} pictures in the largest. Many pictures of one moment are worth little more than one."
    return "{most} pictures of one class. From one class alone there is nothing to tell apart: bring a second one."


def _torn(known: Known) -> list[str]:
    if not known["locked"]:  # nothing is split yet
        return ["Some of them", "None", "All of them"]
    some = [f"{known['torn']} of {known['locked']}"] if known["torn"] else []
    return [*some, "None", f"All {known['locked']}"]


def _chance(known: Known) -> str:
    if not known["torn"]:
        return "None: you were lucky with this draw. Bring a burst, and look again."
    return (
        "{torn} of {locked}, tied with red lines. A network that memorised the twin is right without understanding anything: "
        "so the real split keeps moments together."
    )


TO_TRY = Steps(
    (
        Step(
            "chance",
            f"Split the table: *{CHANCE}*. How many test pictures have a twin in training?",
            lambda known: known["split"] == CHANCE and known["locked"] > 0,
            _chance,
            _torn,
            {"collect_split": CHANCE},
        ),
        Step(
            "first",
            f"Name a class, and bring {ENOUGH} pictures of it or more.",
            lambda known: known["most"] >= ENOUGH,
            _first,
        ),
        Step(
            "burst",
            "You hold the camera's button once. May its pictures be split between training and test? See *By hand*.",
            lambda known: known["section"] == "By hand",
            "Pictures of one moment are nearly the same: a test with them would ask about what was shown before.",
            lambda _: ["No, they stay together", "Yes, by chance", "Yes, half and half"],
            {"collect_section": "By hand"},
        ),
        Step(
            "second",
            "Bring a second class. Best in front of the same background as the first: why?",
            lambda known: known["learning"] > 0,
            "{learning} pictures are for training, {test} for the test. Different backgrounds would give the classes away.",
            lambda _: [
                "So that the background can't give them away",
                "So that the pictures look nicer",
                "So that training is faster",
            ],
        ),
    ),
    (
        Preset(
            CHANCE,
            {"collect_split": CHANCE},
            "Every picture is drawn by itself, and moments are torn apart. Only to look at: training keeps them together.",
        ),
        Preset(
            TOGETHER,
            {"collect_split": TOGETHER},
            "Every moment is on one side, as your pictures really are split.",
        ),
    ),
)
