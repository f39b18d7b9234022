"""What there is to try with other networks."""

from lessons.texts.steps import Preset, Step, Steps

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
            "How do the maps change from left to right? Look along the drawing, then click one of the last.",
            lambda known: known["level"] != "network",
            "In {title}, early maps are large and few, late ones small and many.",
            lambda _: ["They get smaller, and more", "They get larger, and fewer", "They stay as they are"],
            {"zoo_layer": "block1_conv1"},
        ),
        Step(
            "table",
            "Open *Fetch others*, below. Is the one with most parameters right most often?",
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
            "All in a table",
            {"zoo_section": "Fetch others"},
            "Networks that can be fetched, with their parameters and how often they are right.",
        ),
    ),
)
