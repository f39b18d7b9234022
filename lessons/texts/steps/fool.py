"""What there is to try with noise that fools a network."""

from lessons.texts.steps import Known, Preset, Step, Steps

SECOND = "Another network"  # a section

_CARRIED = {
    "same": "It stays with its answer",
    "moved": "It says something else, and random noise does not do that",
    "shaken": "It says something else, but with random noise too",
}


def _carried_seen(known: Known) -> str:
    """What the second network said, and what that shows."""
    told = {
        "same": "The noise was made to fit the slopes of the other network.",
        "moved": "Some of the trick carried over.",
        "shaken": "But random noise changes its answer, too: it need not be the trick.",
    }
    if known["carried"] not in told:
        return "There is no second network here yet. Fetch one on *Other networks*, or train your own."
    return "{second}: {second_before} before, {second_after} with the noise. " + told[known["carried"]]


def _carried(known: Known) -> list[str]:
    """What the noise may do to the second network, the truth first."""
    found = known["carried"] if known["carried"] in _CARRIED else "same"
    return [_CARRIED[found], *(told for name, told in _CARRIED.items() if name != found)]


TO_TRY = Steps(
    (
        Step(
            "strength",
            "Pull *Strength* up until the network says something else. Do you see the noise?",
            lambda known: known["is_aimed"] and known["is_fooled"],
            "At {strength} of 255 it says {after}, with {now:.0%}. *Aimed* noise pushes each value the way that helps.",
            by={"fool_strength": 4, "fool_kind": "aimed"},
        ),
        Step(
            "random",
            "Take *random* noise of the same strength. How far does the answer move?",
            lambda known: not known["is_aimed"] and known["strength"] > 0,
            "{before}: {was:.0%} before, {kept:.0%} with random noise. Its pushes go in all directions and nearly cancel.",
            lambda _: ["It hardly moves", "As far as before", "Further than before"],
            {"fool_kind": "random", "fool_strength": 4},
            start={"fool_kind": "aimed"},
        ),
        Step(
            "target",
            "Aim again, and make it say what you like: pull *Strength* until it does. Is there a class that you can't reach?",
            lambda known: known["is_aimed"] and known["is_own_target"] and known["is_reached"],
            "It says {after}, with {now:.0%}. With the weights at hand nearly every class is within reach.",
            by={"fool_kind": "aimed", "fool_target": "963: pizza", "fool_strength": 8},
        ),
        Step(
            "survive",
            "Open *Does it survive?* below. What happens to the trick when the picture is saved as a JPEG, or turned?",
            lambda known: known["is_tested"],
            "This noise is a pattern of single values: what mixes neighbours often breaks it. It can be made to last, too.",
            lambda _: ["It often breaks", "It always lasts", "It gets stronger"],
            {"fool_section": "Does it survive?"},
            start={"fool_kind": "aimed"},
        ),
        Step(
            "second",
            f"Fool it, and open *{SECOND}* below. Does the same noise fool a network that it was not made with?",
            lambda known: known["is_aimed"] and known["carried"] in (*_CARRIED, "none"),
            _carried_seen,
            _carried,
            {"fool_kind": "aimed", "fool_strength": 4, "fool_target": "859: toaster", "fool_section": SECOND},
        ),
    ),
    (
        Preset(
            "Make it fail",
            {"fool_kind": "random", "fool_strength": 12},
            "Noise strong enough to see, aimed at nothing. See how little the answer changes.",
        ),
        Preset(
            "Just enough",
            {"fool_kind": "aimed", "fool_strength": 2, "fool_target": "859: toaster"},
            "Two of 255. The two pictures look the same; the two answers do not.",
        ),
        Preset(
            "Ask another one",
            {"fool_kind": "aimed", "fool_strength": 4, "fool_section": SECOND},
            f"The noise was made with one network. *{SECOND}* below shows the same picture to a second one.",
        ),
    ),
)
