"""What there is to try with a network that says how sure it is."""

from lessons.texts.steps import Known, Preset, Step, Steps

ELSE = "Something else"
SURE = 0.9
_SHARES = ("9 in 10 or more", "About 8 in 10", "7 in 10 or fewer")
_LEANS = ("Too sure of itself", "About as sure as right", "Not sure enough")


def _share_of_sure(known: Known) -> str:
    share = known["sure_share"]
    return _SHARES[0] if share is None or share > 0.88 else _SHARES[1] if share > 0.75 else _SHARES[2]


def _sure_seen(known: Known) -> str:
    if known["sure_share"] is None:
        return "It is that sure of none of its answers."
    return f"{_share_of_sure(known)}: {{sure_right}} of {{sure}}, {known['sure_share']:.0%}. It promised {SURE:.0%} or more."


def lean_name(lean: float) -> str:
    """What to call a mean confidence less the accuracy."""
    return _LEANS[0] if lean > 0.05 else _LEANS[2] if lean < -0.05 else _LEANS[1]


def _holds(known: Known) -> list[str]:
    """What is left on the test of how far off it was, at the temperature that was fitted: the right answer first."""
    options = ["Yes: less than half as far off", "A little: it stays off", "No: it is no better there"]
    left = known["error"] / known["error_before"] if known["error_before"] else 1.0
    place = 0 if left < 0.5 else 1 if left < 0.95 else 2
    return [options[place], *options[:place], *options[place + 1 :]]


_COUNTED = {"confidence_epochs": 300, "confidence_temperature": 1.0, "confidence_counted": True}
TO_TRY = Steps(
    (
        Step(
            "count",
            f"It is at least {SURE:.0%} sure of {{sure}} answers. How many of them are right? Guess, then switch on *Count*.",
            lambda known: known["is_counted"],
            _sure_seen,
            lambda known: [_share_of_sure(known), *_SHARES],
            {"confidence_counted": True},
        ),
        Step(
            "earlier",
            "It learned for 300 epochs. Go back to 30. How sure is it then?",
            lambda known: known["is_counted"] and known["epochs"] == 30,
            lambda known: f"{lean_name(known['lean'])}: it says {{said:.0%}}, and {{accuracy:.0%}} are right.",
            lambda known: [lean_name(known["lean"]), *_LEANS],
            {"confidence_epochs": 30, "confidence_counted": True},
            start=_COUNTED,
        ),
        Step(
            "temperature",
            "It has learned for 300 epochs again. Pull *Temperature* to 2 or more. How many of its {count} answers change?",
            lambda known: known["epochs"] in (300, None) and known["temperature"] >= 2,
            "None. All are less sure, in the same order. Its promise is off by {error:.1%}; at 1 by {error_before:.1%}.",
            lambda known: ["None", f"About {known['count'] // 10}", f"About {known['count'] // 3}"],
            {"confidence_epochs": 300, "confidence_temperature": 2.5, "confidence_counted": True},
            start=_COUNTED,
        ),
        Step(
            "fit",
            "*Fit it* finds the best temperature on validation pictures. Will it hold on the test? Guess, and press *Fit it*.",
            lambda known: known["is_counted"] and known["is_fitted"],
            "At {temperature:.1f} it is off by {error:.1%} on the test; at 1 by {error_before:.1%}. No answer has changed.",
            _holds,
            start={"confidence_epochs": 300, "confidence_counted": True},
        ),
        Step(
            "else",
            f"Open *{ELSE}* below. Will a calibrated network say that it does not know a heart?",
            lambda known: known["is_else"],
            "No: it has to name one of its classes, and may be sure of it. Calibration holds for pictures like the test’s.",
            lambda _: ["No", "Yes, it is honest now"],
            {"confidence_section": ELSE},
        ),
    ),
    (
        Preset(
            "Too sure",
            {"confidence_epochs": 300, "confidence_temperature": 1.0, "confidence_counted": True},
            "It is right about all that it learned from, and so it is sure of everything else, too. Look at the red.",
        ),
        Preset(
            "Too modest",
            {"confidence_epochs": 10, "confidence_temperature": 1.0, "confidence_counted": True},
            "It has hardly begun, and is right far more often than it says. Look at the blue; then fit it.",
        ),
    ),
)
