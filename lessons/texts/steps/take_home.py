"""What there is to try where a network is taken home."""

from collections.abc import Callable

from lessons.texts.steps import Known, Preset, Step, Steps

_ALL = ["weights", "scaling", "names", "proof"]


def _all_but(*left: str) -> dict[str, list[str]]:
    return {"take_home_parts": [part for part in _ALL if part not in left]}


def _lacks(*left: str) -> Callable[[Known], bool]:
    return lambda known: known["parts"] == set(_ALL) - set(left)


def _after_scaling(known: Known) -> list[str]:
    """Whether it still answers as it did; what is right is measured."""
    said = ["Yes", "No, something else"]
    return said if known["there"] == known["here"] else said[::-1]


def _without_scaling(known: Known) -> str:
    if known["is_alike"]:
        return "Yes: this network has no scaling that could be missing."
    if known["there"] == known["here"]:
        return "Yes, by luck: the name is the same, but not the numbers. Of {count} proof pictures, {kept} keep their answer."
    return (
        "It says “{there}”, {there_share}! It learned from small numbers, and now it gets the pixels as they are. "
        "Of {count} proof pictures, {kept} keep their answer."
    )


TO_TRY = Steps(
    (
        Step(
            "names",
            "Take the *Names* out of the box. What will the other computer say?",
            _lacks("names"),
            "It says “{there}”, with the same {share}. A network answers in numbers; the names are a list beside it.",
            lambda known: ["Only a number", "Another name", "Nothing"],
            _all_but("names"),
            {"take_home_parts": _ALL},
        ),
        Step(
            "no_scaling",
            "Put everything back, and take out the *Scaling*: it turns pixels from 0 to 255 into small numbers. Still {here}?",
            _lacks("scaling"),
            _without_scaling,
            _after_scaling,
            _all_but("scaling"),
            _all_but("names"),
        ),
        Step(
            "no_proof",
            "Now take out the *Proof* as well: pictures with the right answers. What changes?",
            _lacks("scaling", "proof"),
            "Nobody notices. The answer is as before, but the other computer has nothing to check it by.",
            lambda known: ["Nobody notices the fault", "The answer gets worse", "The answer is right again"],
            _all_but("scaling", "proof"),
            _all_but("scaling"),
        ),
        Step(
            "pack",
            "Pack a network of your own into one file. None yet? *Train an example* first: it takes a few seconds.",
            lambda known: known["packed"] > 0,
            "{packed:.1f} MB, with all four parts inside. It works on any computer with Python and TensorFlow.",
            None,
            {},
            {"take_home_parts": _ALL},
        ),
    ),
    (
        Preset(
            "Forget the weights",
            _all_but("weights"),
            "Random weights, as before training: it still answers, and may sound sure, but it knows nothing.",
        ),
        Preset("Everything", _all_but(), "All four parts are in: the same answer, and it is checked."),
    ),
)
