"""What there is to try with other networks."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "brain",
            "Show your picture to a network that knows brain scans and nothing else. What does it say?",
            lambda known: known["network"] == "VGG16, brain scans",
            "{label}. It can't say that this is no brain scan: it shares out its probabilities among the classes it knows.",
            lambda _: ["One of its own classes", "That it is no brain scan", "Nothing"],
            {"zoo_network": "VGG16, brain scans"},
        ),
        Step(
            "maps",
            "Point at its maps from left to right, and fly to one. How do the maps change on the way?",
            lambda known: known["level"] != "network",
            "{title} has {layers} layers with maps. Early ones are large and few, late ones small and many.",
            by={"zoo_layer": "block1_conv1"},
        ),
        Step(
            "table",
            "Open *Fetch others*, and compare. Is the network with most parameters right most often?",
            lambda known: known["section"] == "Fetch others",
            "No: VGG16 is among the largest in the table, and far from the best. How a network is built counts, too.",
            lambda _: ["No", "Yes"],
            {"zoo_section": "Fetch others"},
        ),
    ),
    (
        Preset(
            "A narrow expert",
            {"zoo_network": "VGG16, brain scans"},
            "It was fine-tuned on brain scans. Whatever you show it, it finds a kind of tumour, or none.",
        ),
        Preset(
            "A thousand classes",
            {"zoo_network": "EfficientNet-Lite0, ImageNet"},
            "It was trained on photos of a thousand kinds of things, and is a thirtieth of VGG16's size.",
        ),
    ),
)
