"""What there is to try with a box from a map, and with a network that says boxes."""

from lessons.core.percent import percent
from lessons.texts.steps import BY_ITSELF, Known, Preset, Step, Steps

_MAP, _LEARNED = {"localisation_view": "Box from a map"}, {"localisation_view": "Box learned"}
_FIRST = {"localisation_class": BY_ITSELF}  # the most probable one
_AS_GOOD_AS_THE_SAME = 0.995  # an IoU


def _of_class(known: Known) -> str:
    about = f"“{{label}}” gets {percent(known['probability'])}, and "
    if known["agreement"] >= _AS_GOOD_AS_THE_SAME:
        return f"{about}its reasons lie in the same place as those for “{{first_label}}”."
    return (
        f"{about}has reasons of its own. Its box and the white one of “{{first_label}}” share "
        "{agreement:.0%} of what they cover together."
    )


def _guesses_of_class(known: Known) -> list[str]:
    answers = ["Not at all", "A little: they share half or more", "Far: they share less than half"]
    agreement = known.get("agreement", 0)
    right = answers[0 if agreement >= _AS_GOOD_AS_THE_SAME else 1 if agreement >= _HALF else 2]
    return [right, *(answer for answer in answers if answer != right)]


def _of_threshold(known: Known) -> str:
    right = _guesses_of_threshold(known)[0]
    if known["grows"]:
        return f"{right}, from {{first_share:.0%}} of the picture to {{share:.0%}}: more places reach a lower threshold."
    return f"{right}, {{share:.0%}} of the picture: no place outside it reaches the lower threshold either."


def _guesses_of_threshold(known: Known) -> list[str]:
    answers = ["It grows", "It stays as it is", "It shrinks"]
    right = answers[0 if known.get("grows", True) else 1]
    return [right, *(answer for answer in answers if answer != right)]


def _of_epochs(known: Known) -> str:
    values = " and ".join((", ".join(f"{value:.2f}" for value in known["values"][:-1]), f"{known['values'][-1]:.2f}"))
    return (
        f"One around the middle, whatever the scene: IoU {values}. Place and size come with the training; "
        f"after {known['epochs']} epochs the mean is {known['mean']:.2f}."
    )


_HALF = 0.5  # the IoU from which on a box counts as found


def _of_own(known: Known) -> str:
    half = "half or more" if known["own_iou"] >= _HALF else "less than half"
    start = "Yes" if known["own_iou"] >= _HALF else "No"
    return (
        f"{start}, {half}: the IoU is {known['own_iou']:.2f}. You looked for the whole thing. "
        "The network's box surrounds what convinced it: nobody ever showed it a box."
    )


def _guesses_of_own(known: Known) -> list[str]:
    answers = ["Yes, half or more", "No, less than half"]
    return answers[::-1] if (known.get("own_iou") or 0) < _HALF else answers


TO_TRY = Steps(
    (
        Step(
            "own",
            "You first: drag your box around {thing}. Then switch on *Ask the network*. What both boxes share, of all that "
            "they cover together, is the **IoU**, 0 to 1. Will it be half (0.5) or more?",
            lambda known: known["own_iou"] is not None,
            _of_own,
            _guesses_of_own,
            {"localisation_view": "Your box", "localisation_own": "90 40 380 290", "localisation_ask": True},
            {"localisation_view": "Your box"},
        ),
        Step(
            "threshold",
            "This is how it got its box: places below a threshold are dropped. Lower it to 10%. What happens to the box?",
            lambda known: known["threshold"] <= 12,
            _of_threshold,
            _guesses_of_threshold,
            _MAP | {"localisation_threshold": 10},
            _MAP | {"localisation_threshold": 40} | _FIRST,
        ),
        Step(
            "class",
            "Choose another class from the list. How far does the box move from where it was (white)?",
            lambda known: known["is_other_class"],
            _of_class,
            _guesses_of_class,
            _MAP | {"localisation_class": "282: tiger cat"},
            _MAP | {"localisation_threshold": 40} | _FIRST,
        ),
        Step(
            "epochs",
            "*Box learned* is a network that was shown boxes. Pull it back to epoch 0. Which box did it predict at first?",
            lambda known: known["epoch"] == 0,
            _of_epochs,
            lambda _: ["One around the middle", "The whole picture", "Another one each time"],
            _LEARNED | {"localisation_shown_epoch": 0},
            _LEARNED | {"localisation_shown_epoch": 10},
        ),
    ),
    (
        Preset(
            "Only the hottest",
            _MAP | {"localisation_threshold": 90} | _FIRST,
            "The box shrinks to what convinced the network most. Nobody told it how far the whole thing reaches.",
        ),
        Preset(
            "All that counts",
            _MAP | {"localisation_threshold": 5} | _FIRST,
            "Now the box holds all that counts at least a little, and the surroundings with it.",
        ),
    ),
)
