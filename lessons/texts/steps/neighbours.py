"""What there is to try on a map of pictures."""

from lessons.texts.names import REPRESENTATION_NAMES
from lessons.texts.steps import BY_ITSELF, Known, Preset, Step, Steps

_ORDER = tuple(REPRESENTATION_NAMES.values())
_PIXELS = {"neighbours_layer": "Pixels", "neighbours_fresh": BY_ITSELF}  # where most begin, with no picture picked
_MORE = 0.03  # of all neighbours: what counts as more of them
LABELS, PLANTED = "Wrong labels?", "neighbours_planted"  # a section, and its control


def _labels_seen(known: Known) -> str:
    hits, planted, found = known["hits"], known["planted"], known["suspects"]
    return (
        f"{hits} of {planted}. On the map, dashed: the {planted} with a wrong label. "
        f"In an amber ring: the {found} that it suspects."
    )


def _closer(known: Known) -> list[str]:
    """Whether pictures of one class lie closer than by their pixels: the right answer first."""
    options = ["Yes, more of them", "No, just as before", "No, fewer of them"]
    gain = known["share"] - known["pixels"]
    right = options[0 if gain > _MORE else 2 if gain < -_MORE else 1]
    return [right, *(option for option in options if option != right)]


def _layers(right: str) -> list[str]:
    """All layers to guess from, the right one first: which one that is depends on the pictures."""
    return [right, *(name for name in REPRESENTATION_NAMES.values() if name != right)]


def _of_drawings(known: Known) -> str:
    last = _ORDER[-1]
    if known["best_name"] == last:
        return "{best_name}, with {best_share:.0%}."
    return (
        f"{{best_name}}, with {{best_share:.0%}}; {last} comes to {{share:.0%}}. The last block is about the things in photos."
    )


TO_TRY = Steps(
    (
        Step(
            "deeper",
            "Pull the slider from *Pixels* to *Block 3*. Do pictures of one class come together?",
            lambda known: known["layer"] == "block3_pool",
            lambda known: (
                f"{_closer(known)[0]}: {{share:.0%}} of the nearest pictures are of the same class now; by pixels "
                "it was {pixels:.0%}."
            ),
            _closer,
            by={"neighbours_layer": "Block 3"},
            start=_PIXELS,
        ),
        Step(
            "pick",
            "Back to *Pixels*. Click pictures, until one of them has nearest ones of *another* kind. What do they share?",
            lambda known: known["layer"] == "pixels" and known["is_mixed"],
            "About the same light and colour in the same places. That is all that pixels can compare.",
            start=_PIXELS,
        ),
        Step(
            "first",
            "Each layer has a share of neighbours of the same class. Which layer is the first to reach 95% of the best?",
            lambda known: known["layer_name"] == known["good"],
            "{good}: {share:.0%}. The best is {best}, with {best_share:.0%}. Pixels alone come to {pixels:.0%}.",
            lambda known: _layers(known["good"]),
            {"neighbours_layer": "Block 2"},
            _PIXELS,
            _ORDER,
        ),
        Step(
            "set",
            "Take *drawings*. Pull the slider all the way to *Block 5*, and watch the share. Which layer knows drawings best?",
            lambda known: known["set"] == "drawings" and known["layer_name"] == _ORDER[-1],
            _of_drawings,
            lambda known: _layers(known["best_name"]),
            {"neighbours_set": "drawings", "neighbours_layer": _ORDER[-1]},
            _PIXELS,
            _ORDER,
        ),
        Step(
            "labels",
            f"Give five pictures a wrong name: open *{LABELS}* and plant 5. How many of them are noticed?",
            lambda known: known["hits"] is not None and known["planted"] == 5,
            _labels_seen,
            by={"neighbours_layer": "Block 4", PLANTED: 5, "neighbours_section": LABELS},
            start={"neighbours_layer": "Block 4", "neighbours_fresh": BY_ITSELF},
        ),
    ),
    (
        Preset(
            "Only pixels",
            {"neighbours_layer": "Pixels", "neighbours_way": "PCA"},
            "Light and dark in the same places count as alike, whatever there is to see.",
        ),
        Preset(
            "Five wrong labels",
            {"neighbours_layer": "Block 4", PLANTED: 5, "neighbours_section": LABELS},
            f"Five pictures are labelled wrongly now. *{LABELS}* below shows which ones stand out.",
        ),
        Preset(
            "Keep neighbours",
            {"neighbours_layer": "Block 4", "neighbours_way": "t-SNE"},
            "t-SNE pulls neighbours together. How far groups lie apart means nothing now.",
        ),
    ),
)
