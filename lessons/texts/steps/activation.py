"""What there is to try with activation functions."""

from lessons.texts.steps import Known, Preset, Step, Steps

LITTLE = 0.01  # of a map: whoever misses no more than that misses nothing that can be seen
_TWO = {"activation_view": "Two kernels"}

_FIRST = {
    "activation_view": "Each cell",
    "activation_kernel": "Sobel, vertical edges",
    "activation_function": "ReLU",
    "activation_scale": 100,
}


def _can(known: Known) -> list[str]:
    """Whether one kernel does what two with ReLU between them do."""
    found = known["found"]
    return ["Yes", "No"] if found and found.error < LITTLE else ["No", "Yes"]


def _cannot(known: Known) -> str:
    found = known["found"]
    if found.error < LITTLE:
        return "Yes, for these kernels: ReLU changes next to nothing here. Choose an edge kernel as the first one."
    return (
        f"No: even the best one misses {found.error:.0%}. Because of the bend, two layers can do what no single one can. "
        "That is why a network bends its numbers."
    )


TO_TRY = Steps(
    (
        Step(
            "cell",
            "Drag the dot to the left, or click a blue cell. What comes out?",
            lambda known: known["cell"] is not None and known["before"] < 0 and known["name"] == "ReLU",
            "0: ReLU makes a zero of {before:.3g}, and of all that is below zero. What is above it stays as it is.",
            lambda _: ["0", "The same number", "The number without its minus"],
            start=_FIRST,
        ),
        Step(
            "sigmoid",
            "Choose *Sigmoid*, and divide the map by 1 only. What happens to nearly all values?",
            lambda known: known["name"] == "Sigmoid" and known["scale"] == 1,
            "They are almost 0 or 1, *saturated*: {flat:.0%} lie at the flat ends of the curve. "
            "A change hardly shows there, so a network learns slowly.",
            lambda _: ["They are almost 0 or 1", "They are almost 0.5", "They stay as they are"],
            {"activation_view": "Each cell", "activation_function": "Sigmoid", "activation_scale": 1},
            start=_FIRST,
        ),
        Step(
            "two",
            "Show *Two kernels*, with nothing between. How much of their map does one larger kernel miss?",
            lambda known: known["found"] is not None and known["bend"] == "nothing",
            "Nothing: two kernels in a row are one larger kernel. A second layer would add nothing that this one can't do.",
            lambda _: ["Nothing", "About half of it", "All of it"],
            _TWO | {"activation_between": "nothing"},
            start={"activation_view": "Each cell"},
        ),
        Step(
            "bend",
            "Now put *ReLU* between the two kernels. Can one kernel still do the same?",
            lambda known: known["found"] is not None and known["bend"] == "ReLU",
            _cannot,
            _can,
            _TWO | {"activation_between": "ReLU"},
            start=_TWO | {"activation_between": "nothing"},
        ),
    ),
    (
        Preset(
            "Make it fail",
            {"activation_view": "Each cell", "activation_kernel": "Identity", "activation_function": "ReLU"},
            "This map is the picture itself: all of it is positive, so ReLU has nothing to do, and both maps are equal.",
        ),
        Preset(
            "The opposite",
            {"activation_view": "Each cell", "activation_kernel": "Laplacian", "activation_function": "ReLU"},
            "In a photo about half of the values of this map are negative (blue): ReLU makes them zero.",
        ),
    ),
)
