"""What there is to try with one unit of a real network."""

from lessons.texts.steps import Known, Preset, Step, Steps

VGG16, DETECTOR = "VGG16, ImageNet", "YOLOv3-tiny, COCO"  # what they are called where networks are chosen

_SHARED = "No, all share the same ones"


def _added_up(known: Known) -> str:
    """What made the number, whatever bends the sum."""
    bend = {0: "ReLU", 1: ""}.get(known["slope"], "leaky ReLU")
    made = "{products:,} products and a bias: {before}" + (f" before {bend}, {{after}} after it." if bend else ".")
    return f"{_SHARED}. That is what a convolution is. Here: {made} What is drawn is rounded."


TO_TRY = Steps(
    (
        Step(
            "another_cell",
            "Each cell of the map is a unit. Point at some, then click one. Does each have its own weights?",
            lambda known: known["is_other_cell"],
            _added_up,
            lambda _: [_SHARED, "Yes, each has its own", "Only those at the rim"],
        ),
        Step(
            "first",
            "Go to the first layer, {first}. How many products are left?",
            lambda known: known["is_first"],
            "{products}, for 3 × 3 places in three colours. In the deeper layers there are up to {most:,}.",
            lambda _: ["27", "9", "4,608"],
            {"unit_layer": "block 1, convolution 1"},
        ),
        Step(
            "reach",
            "In a deep layer, such as {deep}, open *What can reach it*, below. Do all pixels of the frame count alike?",
            lambda known: known["section"] == "What can reach it" and known["is_deep"],
            "They can all reach the unit, but the gradient shows which ones count: usually a few in the middle do most of it.",
            lambda _: ["No, mostly the middle", "Yes, all alike", "No, mostly the rim"],
            {"unit_layer": "block 4, convolution 1", "unit_section": "What can reach it"},
            start={"unit_network": VGG16, "unit_layer": "block 4, convolution 1"},
        ),
    ),
    (
        Preset(
            "Near the picture",
            {"unit_network": VGG16, "unit_layer": "block 1, convolution 1", "unit_channel": 0},
            "An early unit: it sees 3 × 3 pixels, and adds up 27 products.",
        ),
        Preset(
            "Near the end",
            {"unit_network": VGG16, "unit_layer": "block 5, convolution 3", "unit_channel": 155},
            "A late unit: 4,608 products, and nearly the whole picture can reach it.",
        ),
        Preset(
            "In a detector",
            {"unit_network": DETECTOR, "unit_layer": "convolution 8", "unit_channel": 0},
            "YOLOv3-tiny: a 1 × 1 filter adds up 1,024 maps at one place. Leaky ReLU leaves a tenth of what is below zero.",
        ),
    ),
)
