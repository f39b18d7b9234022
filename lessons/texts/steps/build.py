"""What there is to try where a network is built."""

from lessons.core.architecture import PRESETS, format_stack, parse_stack
from lessons.texts.steps import Known, Preset, Step, Steps

STACK = format_stack(parse_stack(next(iter(PRESETS.values()))))  # with which the page begins
_FEW, _MOST = 0.5, 0.9  # of the test pictures
_PLAIN = str.maketrans({"{": "{{", "}": "}}"})  # what a class is called may hold braces


def _shares(known: Known) -> list[str]:
    """How many test pictures it labels correctly: the right answer first."""
    options = ["Fewer than 50", "50 to 90", "More than 90"]
    if known["result"] is None:
        return options
    place = 0 if known["accuracy"] < _FEW else 2 if known["accuracy"] > _MOST else 1
    return [options[place], *options[:place], *options[place + 1 :]]


def _drawn_seen(known: Known) -> str:
    """What the network said of the drawing before and after."""
    (first, _), (last, share) = known["drawn"]
    told = f"“{first}”: its weights were random, and softmax always makes 100% of them. Now it says “{last}”, with {share:.0%}."
    return f"{told} If that is wrong, blame the network: it knows only the pictures that it learned from.".replace(
        "{", "{{"
    ).replace("}", "}}")


def _without(known: Known) -> list[str]:
    """Whether a network without convolutions gets more right: the right answer first."""
    options = ["Fewer", "More", "Just as many"]
    if len(known["right"]) < 2:
        return options
    without, with_them = known["right"]["without"], known["right"]["with"]
    place = 2 if without == with_them else int(without > with_them)
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
            "Draw one of the shapes. Then pull the slider below it to epoch 0. What does it say while it knows nothing?",
            lambda known: known["drawn"] is not None,
            _drawn_seen,
            lambda _: ["One of the shapes, at random", "Nothing", "All shapes alike"],
        ),
        Step(
            "without",
            "Beside *Set it up*, choose *No convolution*, which leaves only the last layer, and train. Will it get more right?",
            lambda known: len(known["right"]) == 2,
            "{right[without]:.0%} of the test pictures, and {right[with]:.0%} with convolutions. Without them, each weight "
            "belongs to one place: a shape that moves is new to it.",
            _without,
        ),
        Step(
            "size",
            "Under More, make the pictures only 16 pixels wide. What happens to the parameters?",
            lambda known: known["size"] == 16,
            "{parameters:,} now. Convolutions keep theirs; a dense layer after flatten has weights only for the cells "
            "that are left.",
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
        Preset(
            "No convolution",
            {"build_stack": "flatten"},
            "Every pixel goes straight to the answer: a weight for each of them and each class. Press Train.",
        ),
    ),
)
