"""What there is to try where pictures are brought."""

from lessons.texts.steps import Preset, Step, Steps

ENOUGH = 5  # pictures of a class

TO_TRY = Steps(
    (
        Step(
            "first",
            f"Name a class, and bring {ENOUGH} pictures of it or more.",
            lambda known: known["most"] >= ENOUGH,
            "{most} pictures of one class. From one class alone there is nothing to tell apart: bring a second one.",
        ),
        Step(
            "burst",
            "You hold the camera's button once. May its pictures be split between training and test? See *By hand*.",
            lambda known: known["section"] == "By hand",
            "Pictures of one moment are nearly the same: a test with them would ask for what was shown before.",
            lambda _: ["No, they stay together", "Yes, by chance", "Yes, half and half"],
            {"collect_section": "By hand"},
        ),
        Step(
            "second",
            "Bring a second class, in front of the same background. Why the same?",
            lambda known: known["learning"] > 0,
            "{learning} pictures are for training, {test} for the test. Different backgrounds would give the classes away.",
            lambda _: [
                "So that the background can't tell the classes apart",
                "So that the pictures look nicer",
                "So that training is faster",
            ],
        ),
    ),
    (
        Preset(
            "Many at once",
            {"collect_way": "Camera"},
            "Many pictures within seconds, but all of one moment: a burst is never split between training and test.",
        ),
        Preset(
            "One at a time",
            {"collect_way": "Draw"},
            "Each drawing counts as a moment of its own, unless it is nearly the same as another one.",
        ),
    ),
)
