"""What there is to try where a network learns."""

from lessons.texts.steps import Known, Preset, Step, Steps

_ONE = {"backpropagation_look": "One weight", "backpropagation_rolled": 0}
_FIRST = {"backpropagation_look": "The network", "backpropagation_step": 0}
_LEAP = 10.0


def _rolled(known: Known) -> str:
    first, now = known["chances"][0], known["chances"][known["rolled"]]
    grown = "It grows" if now > first else "It does not grow"
    told = f"{grown}: from {first:.0%} to {now:.0%}. "
    return told + "The network has learned a little, by one number. Click anywhere on the hill: the ball starts there."


_BALL = {  # what becomes of the ball with long steps: as a guess, and what there is to see
    "leaps": (
        "It leaps over it",
        "each step is the slope times the learning rate, and here it carries the ball past the lowest place.",
    ),
    "rolls": (
        "It rolls there sooner",
        "here the ground is so flat that even long steps stay short. On steeper ground it would leap.",
    ),
    "leaves": (
        "It rolls out of the picture",
        "this hill has no lowest place to leap over, it only goes down. With another picture it would leap.",
    ),
    "rests": (
        "It does not get there",
        "it came to flat ground. Without a slope there is no step, however large the learning rate is.",
    ),
}


def _leapt(known: Known) -> str:
    return ": ".join(_BALL[known["ball"]])


def _leaps(known: Known) -> list[str]:
    """What becomes of the ball: the right answer first."""
    guesses = [_BALL[ball][0] for ball in (known["ball"], "leaps", "rolls", "leaves")]
    return list(dict.fromkeys(guesses))[:3]


TO_TRY = Steps(
    (
        Step(
            "roll",
            "The ball is one weight of a network. Its height is how wrong the answer is. Press *50 steps*: what becomes of "
            "“{told}”?",
            lambda known: known["look"] == "One weight" and known["rolled"] >= 10,
            _rolled,
            lambda known: (
                ["It grows", "It shrinks", "It stays as it is"]
                if known["chances"][-1] > known["chances"][0]
                else ["It stays as it is", "It grows"]
            ),
            {"backpropagation_rolled": 10},
            start=_ONE | {"backpropagation_rate": 0.3},
        ),
        Step(
            "leap",
            "Set the *learning rate* to 10, and press *50 steps*. Does the ball find the lowest place?",
            lambda known: known["look"] == "One weight" and known["rate"] == _LEAP and known["rolled"] >= 2,
            _leapt,
            _leaps,
            {"backpropagation_rate": _LEAP, "backpropagation_rolled": 2},
            start=_ONE | {"backpropagation_rate": 0.3},
        ),
        Step(
            "back",
            "The network has 15 such numbers. Press ▶: their slopes are found from right to left. Where do slopes get lost?",
            lambda known: known["reached"] >= 6,
            "In pooling and in ReLU: {lost} of {cells} cells of the map have none. Point at any weight: its own sum appears.",
            lambda _: ["In pooling and in ReLU", "In the dense layer", "Nowhere"],
            {"backpropagation_reached": "the kernel"},
            start=_FIRST | {"backpropagation_rate": 0.3, "backpropagation_reached": "the loss"},
        ),
        Step(
            "learn",
            "Now all 15 roll downhill at once. Press *50 steps*. What becomes of “{told}”?",
            lambda known: known["step"] >= 10,
            "After {step} steps “{told}” gets {probability:.1%}, at first {first:.1%}. It would learn a lie just as well: "
            "click the other answer, and press again.",
            lambda _: ["It grows", "It jumps up and down", "It stays as it is"],
            {"backpropagation_step": 10},
            start=_FIRST | {"backpropagation_rate": 0.3},
        ),
        Step(
            "above",
            "Two weights at once, from above: dark is a high loss. Click a place. Where does the ball roll?",
            lambda known: known["is_put"],
            "Downhill, against the slope under the ball. It knows nothing else, so it may end in a hollow that is not the "
            "lowest, or where it is flat.",
            lambda _: ["Downhill", "Straight to the lowest place", "Along a line of equal loss"],
            {"backpropagation_look": "From above", "backpropagation_from_left": 2.5, "backpropagation_from_right": 2.5},
            start={"backpropagation_look": "From above", "backpropagation_rate": 0.3},
        ),
    ),
    (
        Preset(
            "Giant steps",
            {"backpropagation_look": "One weight", "backpropagation_rate": 30.0, "backpropagation_rolled": 3},
            "With a learning rate of 30, three steps throw the ball far across the hill. It may land lower, by luck.",
        ),
        Preset(
            "Too careful",
            {"backpropagation_look": "One weight", "backpropagation_rate": 0.01, "backpropagation_rolled": 50},
            "With a learning rate of 0.01 the ball hardly moves in fifty steps. The direction is right, the way is long.",
        ),
    ),
)
