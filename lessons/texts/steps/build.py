"""What there is to try where a network is built."""

from lessons.core.architecture import PRESETS, format_stack, parse_stack
from lessons.texts.steps import Known, Preset, Step, Steps

STACK = format_stack(parse_stack(next(iter(PRESETS.values()))))  # with which the page begins
_FEW, _MOST = 0.5, 0.9  # of the test pictures


def _shares(known: Known) -> list[str]:
    """How many test pictures it labels correctly: the right answer first."""
    options = ["Fewer than 50", "50 to 90", "More than 90"]
    if known["result"] is None:
        return options
    place = 0 if known["accuracy"] < _FEW else 2 if known["accuracy"] > _MOST else 1
    return [options[place], *options[:place], *options[place + 1 :]]


TO_TRY = Steps(
    (
        Step(
            "train",
            "Press *Train*. How many of 100 test pictures will this network label correctly?",
            lambda known: known["result"] is not None,
            "It labels {accuracy:.0%} of the test pictures correctly: pictures that it never saw.",
            _shares,
        ),
        Step(
            "draw",
            "Draw one of the shapes. Then pull the slider below it to 0 and back: when does the network know it?",
            lambda known: known["result"] is not None and known["drawn"],
            "It knows the shape once its bar stays the longest. Even at epoch 0, when it has learned nothing, the "
            "bars add up to 100%: anything that you draw gets an answer.",
        ),
        Step(
            "without",
            "Open *The layers* below, and start from *softmax regression*, which has no convolution. Will it get more right?",
            lambda known: known["convolutions"] == 0,
            "Usually fewer: each of its {parameters:,} parameters belongs to one place, so a moved shape is new to it.",
            lambda _: ["Usually fewer", "Usually more", "Just as many"],
            {"build_stack": "flatten"},
            start={"build_size": 32},
        ),
        Step(
            "size",
            "Under More, make the pictures only 16 pixels wide. What happens to the parameters?",
            lambda known: known["size"] == 16,
            "{parameters:,} now. Convolutions keep theirs; a dense layer after flatten has one for each cell that is left.",
            lambda _: ["Fewer after flatten", "Fewer everywhere", "As many as before"],
            {"build_size": 16},
            start={"build_size": 32, "build_stack": STACK},
        ),
    ),
    (
        Preset(
            "Make it fail",
            {"build_rate": 3e-2, "build_epochs": 5},
            "With a learning rate of 0.03 its steps are too large. Press Train: does the curve climb, or jump about?",
        ),
        Preset(
            "Give it time",
            {"build_rate": 3e-3, "build_epochs": 30},
            "Thirty epochs. Press Train, and watch where the green curve stops getting better.",
        ),
    ),
)
