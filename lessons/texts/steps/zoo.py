"""What there is to try with other networks."""

from collections.abc import Mapping

from lessons.texts.steps import Known, Preset, Step, Steps

CHANGES = FEWER, MORE, AS_MANY = "Fewer have a twin", "More have a twin", "As many have a twin"


def change_of_twins(twins: Mapping[str, tuple[int, int]]) -> str:
    """How the share of maps that have a twin changes from the first layer to halfway; fewer, where that is not known yet."""
    if not twins:
        return FEWER
    (first, maps), (later, others) = twins["first layer"], twins["halfway"]
    return FEWER if later * maps < first * others else MORE if later * maps > first * others else AS_MANY


def told_twins(known: Known) -> str:
    """What there is to see at the two depths."""
    (first, maps), (later, others) = known["twins"]["first layer"], known["twins"]["halfway"]
    return (
        f"{change_of_twins(known['twins'])}: {first / maps:.0%} of the first layer's maps in {{title}} are like one in VGG16, "
        f"and {later / others:.0%} halfway. {_why(known, first / maps, later / others)}"
    )


def _why(known: Known, first: float, later: float) -> str:
    if known["grew"]:
        return "This network began with VGG16’s weights. Now try one that learned apart from it."
    return "Where the networks begin, they see more of the same things." if later < first else "Look at the other depths, too."


_TUMOUR = "a kind of brain tumour"
_MEANS = {"glioma": _TUMOUR, "meningioma": _TUMOUR, "pituitary": "a tumour of the pituitary gland, below the brain"}


def _says(known: Known) -> str:
    means = f", {_MEANS[known['label']]}" if known["label"] in _MEANS else ""
    told = f"It says “{{label}}”{means}. It can't say that this is no brain scan: it can only choose among the classes "
    return told + "that it knows."


TO_TRY = Steps(
    (
        Step(
            "brain",
            "Take *VGG16, brain scans*. What does it say about your picture?",
            lambda known: known["network"] == "VGG16, brain scans",
            _says,
            lambda _: ["One of its own classes", "That it is no brain scan", "Nothing"],
            {"zoo_network": "VGG16, brain scans"},
        ),
        Step(
            "maps",
            "How do the maps change from left to right? Look along the network, then click one of the last.",
            lambda known: known["level"] != "network",
            "In {title}, early maps are large and few, late ones small and many.",
            lambda _: ["They get smaller, and more", "They get larger, and fewer", "They stay as they are"],
            {"zoo_layer": "block1_conv1"},
        ),
        Step(
            "twins",
            "Open *Twins*: each map here beside the one in VGG16 that is most like it. Pull *How deep* to *halfway*. What "
            "happens?",
            lambda known: bool(known["twins"]) and (known["section"], known["depth"]) == ("Twins", "halfway"),
            told_twins,
            lambda known: sorted(CHANGES, key=lambda change: change != change_of_twins(known["twins"])),
            {"zoo_section": "Twins", "zoo_depth": "halfway"},
            {"zoo_depth": "first layer"},
        ),
        Step(
            "table",
            "Open *Fetch others*: each dot is a network. Is the one with most parameters right most often?",
            lambda known: known["section"] == "Fetch others",
            "No: VGG16 is the largest by far, and far from the best. How a network is built counts, too.",
            lambda _: ["No", "Yes"],
            {"zoo_section": "Fetch others"},
        ),
    ),
    (
        Preset(
            "A narrow expert",
            {"zoo_network": "VGG16, brain scans"},
            "It must choose: three kinds of tumour, or none.",
        ),
        Preset(
            "A thousand classes",
            {"zoo_network": "EfficientNet-Lite0, ImageNet"},
            "Trained on photos of a thousand kinds of things.",
        ),
        Preset(
            "Many networks",
            {"zoo_section": "Fetch others"},
            "To the right: more parameters. Up: more often right. The best are not the largest.",
        ),
    ),
)
