"""What there is to try with explanations of an answer."""

from lessons.texts.names import METHOD_NAMES
from lessons.texts.steps import Known, Preset, Step, Steps

_FEW, _MANY = 0.25, 0.75  # of the hottest places
_ALIKE = 0.6  # above it two maps show the same places
_CLOCK = "892: wall clock"  # a class that few pictures show
_EARLY = "block4_add"  # of EfficientNet-Lite0
_TWO = ["grad_cam", "saliency"]


def _agreements(known: Known) -> list[str]:
    """How many places all methods agree on: the right answer first."""
    options = ["Few or none", "About half of them", "Nearly all of them"]
    place = 0 if known["agree"] < _FEW else 2 if known["agree"] > _MANY else 1
    return [options[place], *options[:place], *options[place + 1 :]]


def _place(known: Known) -> list[str]:
    """Whether the reasons for another class lie where those for the first one do: the right answer first."""
    options = ["Elsewhere", "In the same places as before"]
    return options if known["alike"] < _ALIKE else options[::-1]


def _placed(known: Known) -> str:
    why = "" if known["alike"] < _ALIKE else " Classes that look alike often share their reasons."
    told = ". For {label} and for {best} Grad-CAM's maps are alike by {alike:.2f}, where 1 is the same map."
    return _place(known)[0] + told + why


TO_TRY = Steps(
    (
        Step(
            "all",
            "Press the four other *Methods*, one by one. How many places do all six agree on?",
            lambda known: known["methods"] == known["there"],
            "Of the hottest fifth of each map, {agree:.0%} is hot in all six. Six questions, six answers: none of them is "
            "*the* explanation.",
            _agreements,
            by={"explain_methods": list(METHOD_NAMES)},
        ),
        Step(
            "class",
            "Under *Class*, type *wall clock*. Where would the network see one?",
            lambda known: known["is_other_class"],
            _placed,
            _place,
            by={"explain_class": _CLOCK},
        ),
        Step(
            "layer",
            "Behind *More*, let Grad-CAM look at an early layer. What happens to its map?",
            lambda known: known["is_early_layer"],
            "It gets finer, but it knows less: an early map has more cells, and answers to edges and colours anywhere.",
            lambda _: ["It gets finer", "It gets coarser", "It stays the same"],
            by={"explain_layer": _EARLY},
        ),
    ),
    (
        Preset(
            "Only trying",
            {"explain_methods": ["occlusion"]},
            "A patch covers one place after the other. Where the answer falls most without it, the map is darkest.",
        ),
        Preset(
            "A wall clock",
            {"explain_class": _CLOCK, "explain_methods": _TWO},
            "It is hardly there, by the network’s own word. Asked for reasons, the methods show some all the same.",
        ),
        Preset(
            "An early layer",
            {"explain_layer": _EARLY, "explain_methods": ["grad_cam"]},
            "Grad-CAM with the maps of an early layer. Behind *More* you can take any other.",
        ),
    ),
)
