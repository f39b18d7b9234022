"""What there is to try where a filter is drawn."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "draw",
            "Press *Draw it*, and watch noise become what this filter answers to.",
            lambda known: known["drawn"] is not None,
            "Nobody drew it: each step follows the gradient of the filter's answer. Compare it with the real places beside it.",
        ),
        Step(
            "early",
            "Choose a layer of the first block. Will its pictures be simpler or richer?",
            lambda known: known["layer"].startswith("block1"),
            "A unit of the first block sees a few pixels: it can only ask for edges, colours and fine stripes.",
            lambda _: ["Simpler", "Richer", "Much the same"],
            {"visualise_layer": "block1_conv2"},
        ),
        Step(
            "dream",
            "Open *DeepDream*, and let the layer change your own picture.",
            lambda known: known["section"] == "DeepDream",
            "The same climb from another start: whatever trace of its patterns the layer finds, it makes stronger.",
            by={"visualise_section": "DeepDream"},
        ),
    ),
    (
        Preset(
            "Early",
            {"visualise_layer": "block1_conv2", "visualise_channel": 5},
            "An early filter. Press *Draw it*: a fine, even pattern.",
        ),
        Preset(
            "Late",
            {"visualise_layer": "block5_conv1", "visualise_channel": 5},
            "A late filter. Press *Draw it*: its patterns are larger and richer.",
        ),
    ),
)
