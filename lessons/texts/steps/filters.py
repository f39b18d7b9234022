"""What there is to try with filters, and with layers on top of each other."""

from lessons.core.kernels import FILTERS, format_filter
from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "cell",
            "Click a cell of the map. How many products make its number?",
            lambda known: known["cell"] is not None,
            "Three channels with 3 × 3 weights each: 27 products, and the bias.",
            lambda _: ["27", "9", "3"],
        ),
        Step(
            "bias",
            "Raise the bias. What happens to the map?",
            lambda known: known["bias"] > 0,
            "The bias of {bias:g} is added to every cell alike: it decides how much a filter needs before it answers.",
            lambda _: ["Every cell rises alike", "Strong cells rise most", "Only edges change"],
            {"filters_bias": 60},
        ),
        Step(
            "layers",
            "Open *Stacked layers* and stack 4 layers. How far does a unit see?",
            lambda known: known["layers"] == 4 and not known["pooling"],
            "Each layer of 3 × 3 adds a pixel on every side: 3, 5, 7, 9.",
            lambda _: ["9 × 9 pixels", "12 × 12 pixels", "81 × 81 pixels"],
            {"filters_section": "Stacked layers", "filters_layers": 4},
        ),
    ),
    (
        Preset(
            "Only one colour",
            {"filters_cells": format_filter(FILTERS["edges_in_red_only"]), "filters_bias": 0},
            "The kernels of green and blue are zero: whatever happens there, this filter does not notice.",
        ),
        Preset(
            "Colour against colour",
            {"filters_cells": format_filter(FILTERS["red_against_green"]), "filters_bias": 0},
            "Red counts for it and green against: no single channel shows what this filter answers to.",
        ),
    ),
)
