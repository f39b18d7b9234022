"""What there is to try where a network learns."""

from lessons.texts.steps import Known, Preset, Step, Steps

_FIRST = {"backpropagation_look": "The network", "backpropagation_step": 0}


def _ways(known: Known) -> list[str]:
    """Which way a weight has to go: the right answer first."""
    both = ["As the weight grows", "As the weight shrinks"]
    return both if known["steepest"] < 0 else both[::-1]


TO_TRY = Steps(
    (
        Step(
            "turn",
            "Turn one weight: drag the slider under the curve. Which way does the loss fall?",
            lambda known: known["turned"],
            "At the start the slope of this weight is {steepest:.2f}. Each of the 15 learned numbers has a slope of its own. "
            "How to find all of them at once? Go back.",
            _ways,
            {"backpropagation_turned": True},
            start=_FIRST | {"backpropagation_reached": "the loss"},
        ),
        Step(
            "sums",
            "Press ›, *back to the sums*: slopes appear. Should the sum of “{wrong}” grow or shrink?",
            lambda known: known["reached"] >= 1,
            "Its sum should shrink: its *slope* is above zero, so the loss would grow with it.",
            lambda _: ["Its sum should shrink", "Its sum should grow"],
            {"backpropagation_reached": "the sums"},
            start=_FIRST | {"backpropagation_reached": "the loss"},
        ),
        Step(
            "back",
            "Press ▶: the slopes go back to the kernel. Where do they get lost?",
            lambda known: known["reached"] >= 6,
            "In pooling and in ReLU: {lost} of {cells} cells of the map have none. Point at any weight: its own sum appears.",
            lambda _: ["In pooling and in ReLU", "In the dense layer", "Nowhere"],
            {"backpropagation_reached": "the kernel"},
            start=_FIRST | {"backpropagation_reached": "the sums"},
        ),
        Step(
            "learn",
            "Press *50 steps*. What becomes of the probability of “{told}”?",
            lambda known: known["step"] >= 10,
            "After {step} steps “{told}” gets {probability:.1%}, at first {first:.1%}. It would learn a lie just as well: "
            "click the other answer, and press again.",
            lambda _: ["It grows", "It jumps up and down", "It stays as it is"],
            {"backpropagation_step": 10},
            start=_FIRST | {"backpropagation_rate": 0.3},
        ),
        Step(
            "above",
            "Show it *From above*: dark is a high loss. Click a place. Where does the ball roll?",
            lambda known: known["is_put"],
            "Downhill, against the slope under the ball. It knows nothing else, so it may end in a hollow that is not the "
            "lowest, or where it is flat.",
            lambda _: ["Downhill", "Straight to the lowest place", "Along a line of equal loss"],
            {"backpropagation_look": "From above", "backpropagation_from_left": 2.5, "backpropagation_from_right": 2.5},
        ),
    ),
    (
        Preset(
            "Giant steps",
            {"backpropagation_rate": 30.0, "backpropagation_step": 1},
            "A step with a rate of 30 throws weights and sums far. On one picture that may work; with many, it undoes what "
            "others need.",
        ),
        Preset(
            "Too careful",
            {"backpropagation_rate": 0.01, "backpropagation_step": 50},
            "With a rate of 0.01, fifty steps hardly change a number. The direction is right, the way is long.",
        ),
    ),
)
