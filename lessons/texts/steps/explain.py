"""What there is to try with explanations of an answer."""

from lessons.texts.names import METHOD_NAMES
from lessons.texts.steps import BY_ITSELF, Known, Preset, Step, Steps

_FEW, _MANY = 0.25, 0.75  # of the hottest places
_KEPT = 0.5  # of a map's hottest places: above it, it hardly moved
_CLOCK = "892: wall clock"  # a class that few pictures show
_EARLY = "block 4, shortcut added"  # of EfficientNet-Lite0
_THREE = ["occlusion", "grad_cam", "guided_backprop"]


def _agreements(known: Known) -> list[str]:
    """How many places all methods agree on: the right answer first."""
    options = ["Few or none", "About half of them", "Nearly all of them"]
    place = 0 if known["agree"] < _FEW else 2 if known["agree"] > _MANY else 1
    return [options[place], *options[:place], *options[place + 1 :]]


def _movings(known: Known) -> list[str]:
    """Whether the maps for another class show other places: the right answer first."""
    options = ["Some do, some hardly", "All of them do", "None of them does"]
    stays = {share > _KEPT for share in known["kept"].values()}
    right = options[0] if len(stays) > 1 else options[2 if True in stays else 1]
    return [right, *(option for option in options if option != right)]


def _told_moved(known: Known) -> str:
    kept = ", ".join(f"{name} {share:.0%}" for name, share in known["kept"].items())
    right = _movings(known)[0]
    why = (
        "Each class has its own places." if right == "All of them do" else "A map that stays can’t tell why it was this class."
    )
    return f"{right}. Of the darkest fifth, so much is dark again: {kept}. {why}"


TO_TRY = Steps(
    (
        Step(
            "all",
            "Press the other *Methods*, one by one: each asks in another way. How many places do all six agree on?",
            lambda known: known["methods"] == known["there"],
            "Of the darkest fifth of each map, {agree:.0%} is dark in all six. Six questions, six answers: none of them is "
            "*the* explanation.",
            _agreements,
            by={"explain_methods": list(METHOD_NAMES)},
        ),
        Step(
            "class",
            "Under *Class*, type *wall clock*. Do the maps show other places now?",
            lambda known: known["is_other_class"] and known["methods"] > 0,
            _told_moved,
            _movings,
            by={"explain_class": _CLOCK},
            start={"explain_methods": _THREE, "explain_layer": BY_ITSELF},
        ),
        Step(
            "layer",
            "Under the bars, let Grad-CAM look at an early layer. What happens to its map?",
            lambda known: known["is_early_layer"],
            "It gets finer, but it knows less: an early map has more cells, and answers to edges and colours anywhere.",
            lambda _: ["It gets finer", "It gets coarser", "It stays the same"],
            by={"explain_layer": _EARLY},
            start={"explain_methods": ["grad_cam"], "explain_class": BY_ITSELF},
        ),
    ),
    (
        Preset(
            "Only trying",
            {"explain_methods": ["occlusion"], "explain_class": BY_ITSELF},
            "A patch covers one place after the other. The map is darkest where the answer fell most, even if that is a "
            "corner: it tells where, not why.",
        ),
        Preset(
            "A wall clock",
            {"explain_class": _CLOCK, "explain_methods": _THREE, "explain_layer": BY_ITSELF},
            "It is hardly there, by the network’s own word. Asked for reasons, the methods show some all the same.",
        ),
        Preset(
            "An early layer",
            {"explain_layer": _EARLY, "explain_methods": ["grad_cam"], "explain_class": BY_ITSELF},
            "Grad-CAM with the maps of an early layer. Under the bars you can take any other.",
        ),
    ),
)
