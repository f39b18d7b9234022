"""What there is to try with one unit of a real network."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "another_cell",
            "Point at cells of the map, then click one. How many products make its number?",
            lambda known: known["is_other_cell"],
            "{products:,} products and a bias: {before} before ReLU, {after} after it.",
        ),
        Step(
            "first",
            "Go to the first layer, block1_conv1. How many products are left?",
            lambda known: known["layer"] == "block1_conv1",
            "{products}: 3 × 3 places in three colours. In the deeper layers it is 3 × 3 places in up to 512 maps.",
            lambda _: ["27", "9", "4,608"],
            {"unit_layer": "block1_conv1"},
        ),
        Step(
            "reach",
            "Go to a deep layer, such as block4_conv1, and open *What can reach it*. Do all pixels of the frame count alike?",
            lambda known: known["section"] == "What can reach it" and known["layer"].startswith(("block3", "block4", "block5")),
            "They can all reach the unit, but the gradient shows which ones count: usually a few in the middle do most of it.",
            lambda _: ["No, mostly the middle", "Yes, all alike", "No, mostly the rim"],
            {"unit_layer": "block4_conv1", "unit_section": "What can reach it"},
        ),
    ),
    (
        Preset(
            "Near the picture",
            {"unit_layer": "block1_conv1", "unit_channel": 0},
            "An early unit: it sees 3 × 3 pixels, and adds up 27 products.",
        ),
        Preset(
            "Near the end",
            {"unit_layer": "block5_conv3", "unit_channel": 155},
            "A late unit: 4,608 products, and nearly the whole picture can reach it.",
        ),
    ),
)
