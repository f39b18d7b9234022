"""What there is to try on a map of pictures."""

from lessons.texts.names import REPRESENTATION_NAMES
from lessons.texts.steps import Known, Preset, Step, Steps

_MORE = 0.03  # of all neighbours: what counts as more of them
LABELS, PLANTED = "Wrong labels?", "neighbours_planted"  # a section, and its control


def _labels_seen(known: Known) -> str:
    hits, planted, found = known["hits"], known["planted"], known["suspects"]
    return f"{hits} of {planted}, among {found} that it points at. By *Pixels* it points at far more. Try it."


def _closer(known: Known) -> list[str]:
    """Whether pictures of one class lie closer than by their pixels: the right answer first."""
    options = ["Yes, more of them", "No, just as before", "No, fewer of them"]
    gain = known["share"] - known["pixels"]
    right = options[0 if gain > _MORE else 2 if gain < -_MORE else 1]
    return [right, *(option for option in options if option != right)]


def _own_kind(known: Known) -> list[str]:
    """Whether the nearest pictures are of the same class: the right answer first."""
    options = ["Not always", "Yes, always", "Never"]
    right = options[{1: 1, 0: 2}.get(known["share"], 0)]
    return [right, *(option for option in options if option != right)]


def _first_good(known: Known) -> list[str]:
    """The first layer that knows the classes nearly as well as the best one does, then others."""
    return [known["good"], *(name for name in REPRESENTATION_NAMES.values() if name != known["good"])][:5]


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
            "Click a few pictures. Are the nearest ones always of the same kind?",
            lambda known: known["picked"] is not None,
            lambda known: (
                f"{_own_kind(known)[0]}: of all neighbours on this map {{share:.0%}} are. "
                "Pictures between two groups get mixed up."
            ),
            _own_kind,
        ),
        Step(
            "best",
            "Which layer knows these classes best? Find it with the slider.",
            lambda known: known["is_best"],
            "{best}, with {best_share:.0%}. See *Layer by layer* below for all of them.",
            lambda known: [
                known["best"].capitalize(),
                *(name for name in REPRESENTATION_NAMES.values() if name.lower() != known["best"]),
            ][:4],
        ),
        Step(
            "set",
            "Take *textures*. Which is the first layer that knows them about as well as the best does?",
            lambda known: known["set"] == "textures",
            "{good}. By {best} it is {best_share:.0%}, and by pixels {pixels:.0%}. Pull the slider and watch the number.",
            _first_good,
            {"neighbours_set": "textures"},
        ),
        Step(
            "labels",
            f"Open *{LABELS}* below and plant five wrong labels. How many of them does the map give away?",
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
            "Ink in the same place counts as alike, whatever it draws.",
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
