"""What there is to try where a filter is drawn."""

from lessons.texts.steps import Known, Preset, Step, Steps


def _has_begun_early(known: Known) -> bool:
    return any(layer.startswith("block1") for layer in known["layers"])


TO_TRY = Steps(
    (
        Step(
            "draw",
            "Press *Draw it*. The noise becomes what this one filter looks for.",
            lambda known: known["drawn"] and not known["is_dream"],
            "Nobody painted this: each step only made the filter answer more strongly. Find the same shapes in the photos.",
        ),
        Step(
            "early",
            "Now choose *Early*, in the first block, and draw it. Will its picture be simpler or richer?",
            _has_begun_early,
            "A filter of the first block sees a few pixels at a time: it can only look for edges, colours and fine stripes.",
            lambda _: ["Simpler", "Richer", "Much the same"],
        ),
        Step(
            "dream",
            "Choose *A dream*, and press *Dream it*: the same climb, from your picture. That is DeepDream.",
            lambda known: known["drawn"] and known["is_dream"],
            "Where the layer found a faint trace of its patterns, it now sees them clearly. Compare it with your picture.",
        ),
    ),
    (
        Preset(
            "Early",
            {"visualise_start": "Noise", "visualise_layer": "block 1, convolution 2", "visualise_channel": 5},
            "A filter of the first block. Press *Draw it*.",
        ),
        Preset(
            "Late",
            {"visualise_start": "Noise", "visualise_layer": "block 5, convolution 1", "visualise_channel": 5},
            "A filter of the last block. Press *Draw it*, and compare.",
        ),
        Preset(
            "A dream",
            {"visualise_start": "Your picture", "visualise_layer": "block 4, convolution 3"},
            "All maps of a late layer, and your picture. Press *Dream it*.",
        ),
    ),
)
