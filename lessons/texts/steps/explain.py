"""What there is to try with explanations of an answer."""

from lessons.texts.names import METHOD_NAMES
from lessons.texts.steps import Known, Preset, Step, Steps

_FEW, _MANY = 0.25, 0.75  # of the hottest places


def _agreements(known: Known) -> list[str]:
    """How many places all methods agree on: the right answer first."""
    options = ["Few or none", "About half of them", "Nearly all of them"]
    place = 0 if known["agree"] < _FEW else 2 if known["agree"] > _MANY else 1
    return [options[place], *options[:place], *options[place + 1 :]]


TO_TRY = Steps(
    (
        Step(
            "class",
            "Ask about another class. Do the reasons stay in the same place?",
            lambda known: known["is_other_class"],
            "For {label} and for {best} Grad-CAM's maps are alike by {alike:.2f}, where 1 is the same map. Classes that look "
            "alike often share their reasons.",
        ),
        Step(
            "layer",
            "Under More, let Grad-CAM look at an early layer. What happens to its map?",
            lambda known: known["is_early_layer"],
            "It gets finer, but it knows less: an early map has more cells, and answers to edges and colours anywhere.",
            lambda _: ["It gets finer", "It gets coarser", "It stays the same"],
        ),
        Step(
            "all",
            "Choose all six methods. How many places do they all agree on?",
            lambda known: known["methods"] == known["there"],
            "Of the hottest fifth of each map, {agree:.0%} is hot in all six. Six questions, six answers: none of them is "
            "*the* explanation.",
            _agreements,
            by={"explain_methods": list(METHOD_NAMES)},
        ),
    ),
    (
        Preset(
            "Only gradients",
            {"explain_methods": ["saliency", "smoothgrad", "integrated_gradients"]},
            "Three ways to use the same gradients: one, the mean of many, and a sum from black on. They get less noisy.",
        ),
        Preset(
            "Only trying",
            {"explain_methods": ["occlusion"]},
            "A patch covers one place after the other. Where the answer falls most without it, the map is darkest.",
        ),
    ),
)
