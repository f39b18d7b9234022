"""What there is to try on a map of pictures."""

from lessons.texts.names import REPRESENTATION_NAMES
from lessons.texts.steps import Known, Preset, Step, Steps

_MORE = 0.03  # of all neighbours: what counts as more of them
LABELS, PLANTED = "Wrong labels?", "neighbours_planted"  # a section, and its control


def _labels_seen(known: Known) -> str:
    hits, planted, found = known["hits"], known["planted"], known["suspects"]
    return f"{hits} of {planted}, among {found} that it points at. They lie among pictures of another class."


def _closer(known: Known) -> list[str]:
    """Whether pictures of one class lie closer than by their pixels: the right answer first."""
    options = ["Yes, more of them", "No, just as before", "No, fewer of them"]
    gain = known["share"] - known["pixels"]
    right = options[0 if gain > _MORE else 2 if gain < -_MORE else 1]
    return [right, *(option for option in options if option != right)]


def _layers(right: str) -> list[str]:
    """All layers to guess from, the right one first: which one that is depends on the pictures."""
    return [right, *(name for name in REPRESENTATION_NAMES.values() if name != right)]


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
            start={"neighbours_layer": "Pixels"},
        ),
        Step(
            "pick",
            "Back to *Pixels*. Click pictures, until one of them has nearest ones of *another* kind. What do they share?",
            lambda known: known["layer"] == "pixels" and known["is_mixed"],
            "About the same light and colour in the same places. That is all that pixels can compare.",
            start={"neighbours_layer": "Pixels"},
        ),
        Step(
            "first",
            "Which is the first layer that knows these pictures nearly as well as the best one? Guess, then find it.",
            lambda known: known["layer_name"] == known["good"],
            "{good}: {share:.0%}. The best is {best}, with {best_share:.0%}. Pixels alone come to {pixels:.0%}.",
            lambda known: _layers(known["good"]),
            {"neighbours_layer": "Block 2"},
            start={"neighbours_layer": "Pixels"},
        ),
        Step(
            "set",
            "Take *drawings*: hearts, stars, circles. Which layer knows those best? Find it with the slider.",
            lambda known: known["set"] == "drawings" and known["is_best"],
            "{best_name}, with {best_share:.0%}. All drawings are made of lines, so what counts is how lines go together.",
            lambda known: _layers(known["best_name"]),
            {"neighbours_set": "drawings", "neighbours_layer": "Block 4"},
            start={"neighbours_layer": "Pixels"},
        ),
        Step(
            "labels",
            f"Give five pictures a wrong name: open *{LABELS}* and plant 5. How many of them are noticed?",
            lambda known: known["hits"] is not None and known["planted"] == 5,
            _labels_seen,
            by={"neighbours_layer": "Block 4", PLANTED: 5, "neighbours_section": LABELS},
            start={"neighbours_layer": "Block 4"},
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
