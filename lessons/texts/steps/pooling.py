"""What there is to try with pooling."""

from lessons.texts.steps import Known, Preset, Step, Steps


def _left(known: Known) -> list[str]:
    return ["1 of 16", "4 of 16", "1 of 4"]


TO_TRY = Steps(
    (
        Step(
            "cell",
            "Click a cell of the pooled map. Which number of its window was kept?",
            lambda known: known["cell"] is not None,
            lambda known: (
                f"{'The largest' if known['mode'] == 'max' else 'Their mean'}: one number for the whole window. "
                "Of {cells:,} numbers, {kept:,} are left."
            ),
        ),
        Step(
            "four",
            "Set the window and the stride to 4. How many numbers are left?",
            lambda known: known["window"] == known["stride"] == 4,
            "A window of 4 × 4 covers 16 numbers, and one of them is kept. The map has {size} cells now.",
            _left,
            {"pooling_size": 4, "pooling_stride": 4},
        ),
        Step(
            "average",
            "Switch to the average. What happens to a thin, strong line?",
            lambda known: known["mode"] == "average",
            "It gets weaker: its weak neighbours pull the mean down. Max pooling keeps what is thin and strong.",
            lambda _: ["It gets weaker", "It gets stronger", "It stays as it is"],
            {"pooling_mode": "average"},
        ),
    ),
    (
        Preset(
            "Make it fail",
            {"pooling_size": 8, "pooling_stride": 8},
            "Of 64 numbers one is left. You can still tell *that* there are edges, but hardly where.",
        ),
        Preset(
            "The opposite",
            {"pooling_size": 2, "pooling_stride": 1},
            "With a stride of 1 the map keeps nearly all its cells, and strong answers only spread.",
        ),
    ),
)
