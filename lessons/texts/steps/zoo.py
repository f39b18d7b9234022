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
        f"and {later / others:.0%} halfway. Where networks begin, they see the same things."
    )


TO_TRY = Steps(
    (
        Step(
            "brain",
            "Take *VGG16, brain scans*. What does it say about your picture?",
            lambda known: known["network"] == "VGG16, brain scans",
            "It says “{label}”. It can't say that this is no brain scan: it can only choose among the classes that it knows.",
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
            "Open *Twins*: pairs of maps that are strong in the same places. Pull *How deep* to *halfway*. What happens?",
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
