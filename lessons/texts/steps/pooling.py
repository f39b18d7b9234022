"""What there is to try with pooling."""

from lessons.texts.steps import Known, Preset, Step, Steps

_WINDOWS, _MOVED = {"pooling_view": "Each window"}, {"pooling_view": "Moved picture"}
_FIRST = _WINDOWS | {"pooling_size": 2, "pooling_stride": 2, "pooling_mode": "max"}
LARGEST = "Only the largest, or one that overtakes it"


def verdict_on(before: float, after: float) -> str:
    """What pooling did to a shift: by which shares the map and the pooled map changed."""
    if after < before:
        return "Pooling makes this shift matter less."
    return "With this window pooling makes the shift matter no less."


def _of_100(known: Known) -> str:
    return f"{100 * known['kept'] / known['cells']:.0f}"


def _left(known: Known) -> list[str]:
    return ["1 of 16", "4 of 16", "1 of 4"]


def _count(known: Known) -> list[str]:
    options = [LARGEST, "Every one of them"]
    return options if known["mode"] == "max" else options[::-1]


def _steadier(known: Known) -> list[str]:
    pooled, map_ = "The pooled map", "The map before it"
    return [pooled, map_] if known["after"] < known["before"] else [map_, pooled]


TO_TRY = Steps(
    (
        Step(
            "cell",
            "Watch how the map is painted, then click one of its dark cells. Of 100 numbers, how many are kept?",
            lambda known: known["cell"] is not None,
            lambda known: (
                f"{_of_100(known)}: of each window {'the largest' if known['mode'] == 'max' else 'the mean'}, "
                "{kept:,} of {cells:,} in all. What else there was is gone."
            ),
            lambda known: [_of_100(known), "50", "10"],
            start=_FIRST,
        ),
        Step(
            "drag",
            "Drag the numbers under the window up or down. Which of them can change the result?",
            lambda known: known["moved"]["any"],
            lambda known: (
                f"{LARGEST}. The others are lost, so small changes in them often don’t matter."
                if known["mode"] == "max"
                else "Every one of them, but each only by its share of the mean."
            ),
            _count,
            start=_FIRST,
        ),
        Step(
            "four",
            "Set the window to 4, and the stride, how far it moves on, to 4 as well. How many numbers are left?",
            lambda known: known["window"] == known["stride"] == 4,
            "A window of 4 × 4 covers 16 numbers, and one of them is kept. The map has {size} cells now.",
            _left,
            {"pooling_size": 4, "pooling_stride": 4},
            start=_FIRST,
        ),
        Step(
            "average",
            "Switch to the average. What happens to a thin, strong line?",
            lambda known: known["mode"] == "average",
            "It gets weaker, and so paler: its weak neighbours pull the mean down. Max pooling keeps what is thin and strong.",
            lambda _: ["It gets weaker", "It gets stronger", "It stays as it is"],
            {"pooling_mode": "average"},
            start=_FIRST,
        ),
        Step(
            "shift",
            "Show the *Moved picture*: it moves by {shift} to the right. Which map changes less?",
            lambda known: not known["windows"],
            lambda known: (
                "The map changes by {before:.0%}, the pooled map by {after:.0%}. " + verdict_on(known["before"], known["after"])
            ),
            _steadier,
            _MOVED,
            start=_FIRST,
        ),
    ),
    (
        Preset(
            "Make it fail",
            _WINDOWS | {"pooling_size": 8, "pooling_stride": 8},
            "Of 64 numbers one is left. You can still tell *that* there are edges, but hardly where.",
        ),
        Preset(
            "The opposite",
            _WINDOWS | {"pooling_size": 2, "pooling_stride": 1},
            "With a stride of 1 the map keeps nearly all its cells, and strong answers only spread.",
        ),
    ),
)
