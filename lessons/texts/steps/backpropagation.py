"""What there is to try where a network learns."""

from lessons.texts.steps import Known, Preset, Step, Steps

_ONE = {"backpropagation_look": "One weight", "backpropagation_rolled": 0, "backpropagation_begin": None}
_FIRST = {"backpropagation_look": "The network", "backpropagation_step": 0}
_LEAP = 10.0
_LEARNED = 0.9  # the probability from which on an answer counts as learned


def _rolled(known: Known) -> str:
    first, now = known["chances"][0], known["chances"][known["rolled"]]
    grown = "It grows" if now > first else "It does not grow"
    told = f"{grown}: from {first:.0%} to {now:.0%}. "
    return told + "The network has learned a little, by one number. Click anywhere on the hill: the ball starts there."


_BALL = {  # what becomes of the ball with long steps: as a guess, and what there is to see
    "leaps": (
        "It leaps over a valley",
        "a step is the slope times the learning rate. Here it carries the ball past a low place, up the other side.",
    ),
    "rolls": (
        "It rolls down sooner",
        "here the ground is so flat that even long steps stay short. On steeper ground it would leap.",
    ),
    "leaves": (
        "It rolls out of the picture",
        "this hill has no valley to leap over, it only goes down. With another picture it would leap.",
    ),
    "rests": (
        "It does not get there",
        "it came to flat ground. Without a slope there is no step, however large the learning rate is.",
    ),
}


def _leapt(known: Known) -> str:
    becomes, giant, careful = known["ball"]
    told = f"After all steps its loss is {giant:.2f}; with the careful 0.3 it would be {careful:.2f}."
    return f"{': '.join(_BALL[becomes])} {told}"


def _leaps(known: Known) -> list[str]:
    """What becomes of the ball: the right answer first."""
    guesses = [_BALL[ball][0] for ball in (known["ball"][0], "leaps", "rolls", "leaves")]
    return list(dict.fromkeys(guesses))[:3]


def _believes(known: Known) -> list[str]:
    """Whether the network learns a lie: the right answer first."""
    options = ["Yes, it learns the lie", "Only a little", "No, it stays with the truth"]
    first, *_, last = known["lie"]
    right = options[0] if last >= _LEARNED else options[1] if last > first else options[2]
    return [right, *(option for option in options if option != right)]


def _learned(known: Known) -> str:
    (truth, *_, true), (lie, *_, false) = known["truth"], known["lie"]
    told = f"{_believes(known)[0]}: “{{other}}” goes from {lie:.0%} to {false:.1%}. Told the truth, “{{own}}” goes from "
    return (
        f"{told}{truth:.0%} to {true:.1%}. The network can’t know what is true: it lowers the loss for the answer it is given."
    )


_ENDS = {  # how a descent seen from above ended
    "lowest": "as low as it gets in this picture.",
    "rests": "the ground there is flat, so it stopped. Elsewhere the loss gets down to {lowest:.2f}.",
    "gone": "it left this picture.",
    "moving": "it is still moving, and has no more steps. The lowest here is {lowest:.2f}.",
}


def _ended(known: Known) -> str:
    how, first, last, lowest = known["descent"]
    told = "Downhill, as the slope under the ball says: it knows nothing else. "
    return told + f"{known['steps']} steps: a loss of {first:.2f}, then {last:.2f}; {_ENDS[how].format(lowest=lowest)}"


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
            "Now giant steps, from the same start. Set the *learning rate* to 10, press *50 steps*. What does the ball do?",
            lambda known: known["look"] == "One weight" and known["rate"] == _LEAP and known["rolled"] >= 2,
            _leapt,
            _leaps,
            {"backpropagation_rate": _LEAP, "backpropagation_rolled": 2},
            start=_ONE | {"backpropagation_rate": 0.3},
        ),
        Step(
            "back",
            "All 15 numbers, at their first values. Press ▶: the slope travels back along the lines, from right to left. Where "
            "does it stop, at 0?",
            lambda known: known["reached"] >= 6,
            "At cells that were not used: {lost} of {cells} in the map. Pooling kept only the largest of four cells, ReLU none "
            "below 0. What was not used can’t have caused the error.",
            lambda _: ["At cells that were not used", "At the weights on the right", "Nowhere: all get a slope"],
            {"backpropagation_reached": "the kernel"},
            start=_FIRST | {"backpropagation_rate": 0.3, "backpropagation_reached": "the loss"},
        ),
        Step(
            "lie",
            "All 15 roll downhill: press *50 steps*. Then a lie: click “{other}”, and press again. Will it learn that, too?",
            lambda known: known["right"] == 1 and known["step"] >= 10,
            _learned,
            _believes,
            {"backpropagation_right": "class B", "backpropagation_step": 10},
            start=_FIRST | {"backpropagation_rate": 0.3, "backpropagation_right": "class A"},
        ),
        Step(
            "above",
            "Two weights at once, from above: dark is a high loss. Click a place. Where does the ball roll?",
            lambda known: known["is_put"],
            _ended,
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
