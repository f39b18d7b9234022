"""What there is to try with a box from a map, and with a network that says boxes."""

from lessons.core.percent import percent
from lessons.texts.steps import Known, Preset, Step, Steps

_MAP, _LEARNED = {"localisation_view": "Box from a map"}, {"localisation_view": "Box learned"}
SHAPES = ("square", "circle", "triangle")
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
    answers = ["No, it changes", "Yes, exactly"]
    return answers[::-1] if known.get("agreement", 0) >= _AS_GOOD_AS_THE_SAME else answers


def _of_epochs(known: Known) -> str:
    values = " and ".join((", ".join(f"{value:.2f}" for value in known["values"][:-1]), f"{known['values'][-1]:.2f}"))
    return (
        f"One around the middle, whatever the scene: IoU {values}. Place and size come with the training; "
        f"after {known['epochs']} epochs the mean is {known['mean']:.2f}."
    )


def _wrong(known: Known) -> list[str]:
    """The shape that gets a wrong name in the end: the right answer first, once it is seen."""
    first = next(iter(known.get("wrong", ())), SHAPES[0])
    return [f"The {first}", *(f"The {shape}" for shape in SHAPES if shape != first)]


def _of_wrong(known: Known) -> str:
    told = " and ".join(f"the {shape} is called {called}" for shape, called in known["wrong"].items()) or "none: all are right"
    values = ", ".join(f"{value:.2f}" for value in known["values"])
    return f"{told[0].upper()}{told[1:]}. The IoUs are {values}: a name and a box are two answers, judged apart."


TO_TRY = Steps(
    (
        Step(
            "threshold",
            "Lower the threshold to 10%. What happens to the box?",
            lambda known: known["threshold"] <= 12,
            "It grows, or it stays: more places reach a lower threshold, so what is left can only grow.",
            lambda _: ["It grows, or it stays", "It shrinks, or it stays", "It moves elsewhere"],
            {"localisation_threshold": 10},
            _MAP | {"localisation_threshold": 40},
        ),
        Step(
            "class",
            "Choose another class from the list. Does the box stay where it is?",
            lambda known: known["is_other_class"],
            _of_class,
            _guesses_of_class,
            {"localisation_class": "282: tiger cat"},
            _MAP | {"localisation_threshold": 40},
        ),
        Step(
            "wrong",
            "Now show *Box learned*: a network that predicts a box and a name. One of three shapes gets a wrong name. "
            "Which one?",
            lambda known: known["epoch"] is not None,
            _of_wrong,
            _wrong,
            {"localisation_view": "Box learned"},
            _MAP,
        ),
        Step(
            "epochs",
            "Go back to epoch 0 of *Box learned*: which box did it predict before it had learned anything?",
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
            _MAP | {"localisation_threshold": 90},
            "The box holds what convinced the network most. Is that the whole thing, or a part of it?",
            _MAP,
        ),
        Preset(
            "All that counts",
            _MAP | {"localisation_threshold": 5},
            "Now the box holds all that counts at least a little, and the surroundings with it.",
            _MAP,
        ),
    ),
)
