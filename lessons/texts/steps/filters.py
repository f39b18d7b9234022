"""What there is to try with filters, and with layers on top of each other."""

from lessons.core.kernels import FILTERS, format_filter
from lessons.texts.steps import Preset, Step, Steps

_ONE = {"filters_view": "One filter"}
_FIRST = _ONE | {"filters_cells": format_filter(FILTERS["edges_in_all_channels"]), "filters_bias": 0}
GREEN = FILTERS["edges_in_all_channels"].copy()
GREEN[1, 1, 1] = 6  # the middle of green's kernel

TO_TRY = Steps(
    (
        Step(
            "cell",
            "Click a cell of the map. How many products make its number?",
            lambda known: known["cell"] is not None,
            "Three channels with 3 × 3 weights each: 27 products, and the bias.",
            lambda _: ["27", "9", "3"],
            start=_ONE,
        ),
        Step(
            "own",
            "Drag the middle weight of the green kernel up to 6. Where does the map rise most?",
            lambda known: known["middle"] >= 6,
            "Where there is much green light, as in white and yellow, too: there the weight meets large numbers. "
            "Any 27 weights are a filter.",
            lambda _: ["Where there is much green light", "Everywhere alike", "At edges only"],
            _ONE | {"filters_cells": format_filter(GREEN)},
            start=_FIRST,
        ),
        Step(
            "bias",
            "Raise the *bias*, the number that the filter adds at the end. What happens to the map?",
            lambda known: known["bias"] > 0,
            "The bias of {bias:g} is added to every cell alike: it decides how much a filter needs before it answers.",
            lambda _: ["Every cell rises alike", "Strong cells rise most", "Only edges change"],
            _ONE | {"filters_bias": 60},
            start=_FIRST,
        ),
        Step(
            "layers",
            "Show *Stacked layers*, and stack 4 of them, without pooling. How many pixels does a cell of the last one see?",
            lambda known: known["view"] == "Stacked layers" and known["layers"] == 4 and not known["pooling"],
            "9 × 9 pixels: each layer of 3 × 3 adds one on every side.",
            lambda _: ["9 × 9 pixels", "12 × 12 pixels", "81 × 81 pixels"],
            {"filters_view": "Stacked layers", "filters_layers": 4},
            start={"filters_layers": 2, "filters_pooling": False},
        ),
        Step(
            "pooling",
            "Keep 4 layers, and put a pooling between every two of them. How far does a cell see now?",
            lambda known: known["view"] == "Stacked layers" and known["layers"] == 4 and known["pooling"],
            "{size} × {size} pixels: one step in a pooled map is two steps before it.",
            lambda _: ["Over three times as far", "As far as before", "Half as far"],
            {"filters_view": "Stacked layers", "filters_layers": 4, "filters_pooling": True},
            start={"filters_view": "Stacked layers", "filters_layers": 4, "filters_pooling": False},
        ),
    ),
    (
        Preset(
            "Only one colour",
            _ONE | {"filters_cells": format_filter(FILTERS["edges_in_red_only"]), "filters_bias": 0},
            "The kernels of green and blue are zero: whatever happens there, this filter does not notice.",
        ),
        Preset(
            "Colour against colour",
            _ONE | {"filters_cells": format_filter(FILTERS["red_against_green"]), "filters_bias": 0},
            "Red counts for it and green against: no single channel shows what this filter answers to.",
        ),
    ),
)
