"""What there is to try with faces as vectors, and a threshold between them."""

from lessons.core.percent import percent
from lessons.faces.verification import error_rates
from lessons.texts.steps import Known, Preset, Step, Steps

_AT_FIRST = {"faces_changes": ["shift", "light"], "faces_vector": "block4_pool", "faces_strength": 3, "faces_seed": 0}


def _stricter(known: Known) -> list[str]:
    loose, strict = (error_rates(known["pairs"], threshold)[1] for threshold in (0.45, 0.35))
    both = ["More are turned away", "As many as before"]
    return [*(both if strict > loose else both[::-1]), "Fewer are turned away"]


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
            "Make the threshold stricter, 0.35 or less. What happens to friends?",
            lambda known: known["threshold"] <= 0.35,
            lambda known: (
                f"At {known['threshold']:.2f}, {percent(known['accepts'], 2)} of the strangers get in, "
                f"and {percent(known['rejects'])} of the friends are turned away."
            ),
            _stricter,
            {"faces_threshold": 0.35},
        ),
        Step(
            "early",
            "Take the numbers from an early layer: *VGG16, up to block 2*. Where do different faces lie now?",
            lambda known: known["vector"] == "block2_pool",
            "Half of the different faces are within {apart[block2_pool]:.2f} of each other; up to block 4, within "
            "{apart[block4_pool]:.2f}. An early layer knows little of a face.",
            _early,
            {"faces_vector": "block2_pool"},
        ),
        Step(
            "nothing",
            "Change the faces by nothing at all. How far is a face from itself now?",
            lambda known: not known["changes"],
            "0: the same photo has the same vector. That is why real systems are tested on two different photos of a person.",
            lambda _: ["0", "0.45", "It depends"],
            {"faces_changes": []},
        ),
        Step(
            "train",
            "Open *Face or not* and press Train. Is it easier to tell that something is a face?",
            lambda known: known["trained"] is not None,
            _of_training,
        ),
    ),
    (
        Preset(
            "A bank",
            _AT_FIRST | {"faces_threshold": 0.4},
            "Of 9,900 strangers 2 get in. But 46 of 100 friends have to try again.",
        ),
        Preset(
            "A photo album",
            _AT_FIRST | {"faces_threshold": 0.6},
            "All friends are recognised, and with them half of the strangers.",
        ),
    ),
)
