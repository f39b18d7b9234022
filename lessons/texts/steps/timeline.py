"""What there is to try on the way from LeNet to vision transformers."""

from lessons.texts.stations import STATIONS
from lessons.texts.steps import Known, Preset, Step, Steps

_PLACES = {station.title: place for place, station in enumerate(STATIONS)}
_RESNET, _VIT = (STATIONS[_PLACES[title]] for title in ("ResNet", "ViT"))


def _shares(known: Known) -> dict[tuple[str, int], float]:
    return {(each.network, each.pictures): each.accuracy for each in known["race"].results}


def _who(known: Known) -> list[str]:
    """Which network is ahead with the fewest pictures: the right answer first."""
    options = ["The convolutional network", "The transformer", "Both are as good"]
    shares, least = _shares(known), known["race"].results[0].pictures
    apart = shares["convolutional", least] - shares["transformer", least]
    right = 2 if abs(apart) < 0.02 else int(apart < 0)
    return [options[right], *(option for option in options if option != options[right])]


def _told(known: Known) -> str:
    shares = _shares(known)
    least, most = (known["race"].results[at].pictures for at in (0, -1))
    few, many = ((shares["convolutional", count], shares["transformer", count]) for count in (least, most))
    return (
        f"From {least} drawings the convolutional network gets {few[0]:.0%} right, the transformer {few[1]:.0%}; "
        f"from {most:,} it is {many[0]:.0%} and {many[1]:.0%}. "
        "A convolution begins with a look at neighbours, the same everywhere. A transformer has to learn that."
    )


TO_TRY = Steps(
    (
        Step(
            "walk",
            "Press *AlexNet*, 14 years after LeNet-5. What was new?",
            lambda known: known["station"] >= _PLACES["AlexNet"],
            "Its size: a thousand times as many numbers to learn. Now there were enough photos for that, and graphics cards.",
            lambda _: ["Its size", "Convolution", "Pooling"],
            {"timeline_station": "AlexNet"},
            start={"timeline_view": "The walk"},
        ),
        Step(
            "shortcut",
            "Walk on, one “?” at a time, as far as *ResNet*. Its bar is lower than the one before. Why was it a step?",
            lambda known: known["station"] == _PLACES["ResNet"],
            f"Its shortcuts: far more than 20 layers can learn. At {_RESNET.right:g}% it stands behind a network that "
            "sees larger pictures; several deeper ones won the contest.",
            lambda _: ["Its shortcuts", "Its pooling", "It needs no training"],
            {"timeline_station": "ResNet"},
            start={"timeline_view": "The walk"},
        ),
        Step(
            "without",
            "Press *ViT*, the first transformer here: attention in place of convolution. Is it right more often?",
            lambda known: known["station"] == _PLACES["ViT"],
            f"Yes: {_VIT.right:g}%. But it had learned from 300 million other pictures before. What if there are few?",
            lambda _: ["Yes", "No", "Just as often"],
            {"timeline_station": "ViT"},
            start={"timeline_view": "The walk"},
        ),
        Step(
            "few",
            "Take *The race*: convolution against a transformer. Which is ahead with 60 pictures to learn from?",
            lambda known: known["view"] == "The race",
            _told,
            _who,
            {"timeline_view": "The race"},
        ),
        Step(
            "look",
            "Point at a patch on the shape, then at an empty one. Where may a patch look?",
            lambda known: known["patch"] is not None,
            "Anywhere: nothing tells it that its neighbours matter more. Where it does look, it has learned from drawings.",
            lambda _: ["Anywhere", "Only at its neighbours", "Only at itself"],
            start={"timeline_view": "Attention"},
        ),
    ),
    (
        Preset(
            "Without convolution",
            {"timeline_view": "The walk", "timeline_station": "ViT"},
            "Patches and attention. Before this it had learned from 300 million other pictures.",
        ),
        Preset(
            "Convolution again",
            {"timeline_view": "The walk", "timeline_station": "ConvNeXt"},
            "Two years later a network of convolutions is nearly level, built with what was learned from transformers.",
        ),
    ),
)
