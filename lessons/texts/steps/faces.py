"""What there is to try with faces as vectors, and a threshold between them."""

from lessons.faces.verification import error_rates
from lessons.texts.steps import Known, Preset, Step, Steps

_SHARES = ("More than half", "Some, up to half", "Hardly any")
_CHANGED = {"faces_changes": ["shift", "light"], "faces_vector": "block4_pool", "faces_strength": 3, "faces_seed": 0}
_AT_FIRST = _CHANGED | {"faces_threshold": 0.45}


def _is_safe(known: Known) -> bool:
    return bool(known["accepts"] == 0)


def _turned_away(known: Known) -> list[str]:
    """How many friends are, the right answer first: now, or at the threshold that just lets no stranger in."""
    pairs = known["pairs"]
    rejects = known["rejects"] if _is_safe(known) else error_rates(pairs, float(pairs.different.min()) - 0.01)[1]
    right = _SHARES[(rejects <= 0.5) + (rejects < 0.1)]
    return [right, *(share for share in _SHARES if share != right)]


def _of_friends(known: Known) -> str:
    away = round(known["rejects"] * known["pairs"].same.size)
    return (
        f"{_turned_away(known)[0]}: at {known['threshold']:.2f}, no stranger gets in, "
        f"and {away} of {known['pairs'].same.size} friends are turned away. They pay for it."
    )


def _early(known: Known) -> list[str]:
    early, later = known["apart"]["block2_pool"], known["apart"]["block4_pool"]
    both = ["Closer together", "Farther apart"]
    return both if early < later else both[::-1]


def _of_training(known: Known) -> str:
    if known["trained"] is None:
        return "A second of training is enough: the frozen base already answers to parts of faces."
    (result,) = known["trained"]
    return f"It is right about {result.test_report.accuracy:.1%} of the test patches. Telling *whose* face it is takes more."


TO_TRY = Steps(
    (
        Step(
            "strict",
            "Lower the threshold until no stranger gets in. How many friends are turned away?",
            _is_safe,
            _of_friends,
            _turned_away,
            {"faces_threshold": 0.3},
            start=_AT_FIRST,
        ),
        Step(
            "early",
            "Take the numbers from an early layer: *VGG16, up to block 2*. Where do different faces lie now?",
            lambda known: known["vector"] == "block2_pool",
            "Half of the different faces are within {apart[block2_pool]:.2f} of each other; up to block 4, within "
            "{apart[block4_pool]:.2f}. An early layer knows little of a face.",
            _early,
            {"faces_vector": "block2_pool"},
            start=_AT_FIRST,
        ),
        Step(
            "nothing",
            "Switch off all changes to the faces. How far is a face from itself now?",
            lambda known: not known["changes"],
            "0: the same photo has the same vector. That is why real systems are tested on two different photos of a person.",
            lambda _: ["0", "0.45", "It depends"],
            {"faces_changes": []},
            start=_AT_FIRST,
        ),
        Step(
            "train",
            "Open *Face or not* and press Train. Is it easier to tell a face from other things than one face from another?",
            lambda known: known["trained"] is not None,
            _of_training,
            start=_AT_FIRST,
        ),
    ),
    (
        Preset(
            "A bank",
            _CHANGED | {"faces_threshold": 0.4},
            "Of 9,900 strangers 2 get in. But 46 of 100 friends have to try again.",
        ),
        Preset(
            "A photo album",
            _CHANGED | {"faces_threshold": 0.6},
            "All friends are recognised, and with them half of the strangers.",
        ),
    ),
)
