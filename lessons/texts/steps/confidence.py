"""What there is to try with a network that says how sure it is."""

from lessons.texts.steps import Known, Preset, Step, Steps

ELSE = "Something else"
SURE = 0.9
HOT = 5.0  # a temperature far above the best one
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


def _best(known: Known) -> list[str]:
    """Where the temperature stands that is found: the right answer first."""
    options = ["Below 1", "From 1 to 2", "From 2 to 4", "Above 4"]
    best = known["best"]
    place = 0 if best < 1 else 1 if best < 2 else 2 if best <= 4 else 3
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
            "It has learned for 300 epochs again. Pull *Temperature* to {hot:.0f} or more. How many of its "
            "{count} answers change?",
            lambda known: known["epochs"] in (300, None) and known["temperature"] >= HOT,
            "None. For each picture the leading class still leads, but it is less sure of it: {said:.0%} on average, and "
            "{accuracy:.0%} are right.",
            lambda known: ["None", f"About {known['count'] // 10}", f"About {known['count'] // 3}"],
            {"confidence_epochs": 300, "confidence_temperature": HOT, "confidence_counted": True},
            start=_COUNTED,
        ),
        Step(
            "fit",
            "*Fit it* finds the most honest temperature, on {validation} other pictures: the *validation set*. Where is it? "
            "Guess, then press *Fit it*.",
            lambda known: known["is_counted"] and known["is_fitted"],
            "It is {temperature:.1f}. On the test, which had no say in it, its promise is off by {error:.1%} now; at 1 it was "
            "off by {error_before:.1%}.",
            _best,
            start={"confidence_epochs": 300, "confidence_counted": True},
        ),
        Step(
            "else",
            f"Open *{ELSE}* below. Will this network say that it does not know {{strange}}?",
            lambda known: known["is_else"],
            "No: it calls {strange} “{strange_called}”, and is {strange_sure:.0%} sure, at temperature {temperature:.1f}. It "
            "has to name one of its classes. Its promise holds only for pictures like the test’s.",
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
