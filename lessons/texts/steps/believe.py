"""What there is to try where explanations are put to a test."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "destroy",
            "Press *Destroy the network*. Which of the three maps will change least?",
            lambda known: known["stages"] > 0,
            "{most} is still the most alike after a few layers: {high:.2f}, where 1 is the same map.",
            lambda known: [known["most"], *(name for name in known["methods"] if name != known["most"])],
        ),
        Step(
            "end",
            "Move the slider to the end, where every layer is shuffled. Is anything of your picture's shape left?",
            lambda known: 0 < known["stages"] == known["stage"] + 1,
            "This network knows nothing any more. What a map still shows comes from the picture, not from what was learned.",
        ),
        Step(
            "class",
            "Ask about another class, and destroy the network again. Do the maps tell the two classes apart?",
            lambda known: known["is_other_class"] and known["stages"] > 0,
            "Open *Two more tests*: a map that hardly changes with the class can't explain why it was this one.",
        ),
    ),
    (
        Preset(
            "Other weights",
            {"believe_seed": 1},
            "Shuffled in another order: the test must not depend on luck. Destroy it again.",
        ),
        Preset("The first order", {"believe_seed": 0}, "Shuffled as at first: the same seed gives the same maps."),
    ),
)
