"""Questions about filters over several channels and stacks of layers, from the numbers on the screen."""

from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.convolution import products_at
from lessons.texts.questions import Choice, Question, number_text, numbers_question

_STACKED = {"filters_view": "Stacked layers"}


def filter_questions(
    image: npt.NDArray[np.uint8], kernel: npt.NDArray[Any], bias: float, *, row: int, column: int, layers: int
) -> list[Question]:
    """Six questions about a filter (rows, columns, channels) over an RGB picture, and about a stack of 3 × 3 layers."""
    shown = products_at(image, kernel[..., None], row, column, bias=[bias])
    sums = shown.products[..., 0].sum(axis=(0, 1))
    red, green, blue = (round(float(value), 2) + 0.0 for value in sums)  # without the sign of a zero
    total = round(red + green + blue + bias, 2)  # of the rounded sums, so that whoever adds them finds it
    field = 2 * layers + 1
    return [
        numbers_question(
            f"At row {row}, column {column} the three channel sums are {number_text(red)}, {number_text(green)} and "
            f"{number_text(blue)}, and the bias is {bias:g}. "
            "Which number is in the map?",
            total,
            "Right: the channel sums are added up, and the bias once.",
            [
                (
                    round(red + green + blue + 3 * bias, 2),
                    "The bias belongs to the filter, not to each channel.",
                    {"filters_bias": 100},
                ),
                (round((red + green + blue) / 3 + bias, 2), "They are added, not averaged: point at the cell."),
                (max(red, green, blue), "The largest does not win: that would be pooling. Point at the cell."),
                (round(red + green + blue, 2), "That leaves the bias out.", {"filters_bias": 100}),
                (-total, "The sign is not turned: add the three sums, then the bias."),
                (round(total + 1, 2), "Add once more: the three sums, and the bias once."),
                (round(total + 255, 2), "A map may hold any number, so nothing is added to make it positive."),
            ],
            ["Add the three sums.", "Then add the bias, once."],
        ),
        numbers_question(
            "How many numbers does a layer of 16 such filters learn, biases included?",
            16 * (kernel.size + 1),
            "Right: 16 × (3 × 3 × 3 + 1).",
            [
                (16 * 9, "A filter is not 2-D: it has a kernel for each of the three channels."),
                (16 * kernel.size, "Each filter has a bias, too."),
                (16 * (9 + 1), "A filter is not 2-D: look at the three kernels above."),
                (kernel.size + 1, "That is one filter."),
            ],
            ["How many weights does one filter have?", "3 × 3 weights in each of 3 channels, and a bias."],
        ),
        Question(
            "That layer of 16 filters looks at your RGB picture. How many maps come out?",
            Choice("16", "Right: one per filter, whatever the number of channels that came in."),
            (
                Choice("48", "The three channel sums of a filter are added up to one map: see the parts above."),
                Choice("3", "The channels that come in are summed. What comes out is one map per filter."),
                Choice("1", "Each filter makes a map of its own."),
            ),
            ("What happens to the three channel sums of one filter?",),
        ),
        numbers_question(
            f"How many pixels wide is the receptive field of a stack of 3 × 3 convolutions with stride 1, {layers} in all?",
            field,
            "Right: each layer adds one pixel on both sides.",
            [
                (
                    3**layers,
                    "It grows by two per layer, it does not triple: move the slider.",
                    _STACKED | {"filters_layers": max(2, layers), "filters_pooling": False},
                ),
                (
                    3 * layers,
                    "The windows overlap: the second layer adds only its rim.",
                    _STACKED | {"filters_layers": max(2, layers), "filters_pooling": False},
                ),
                (field**2, "That is how many pixels lie in the field: count one of its rows."),
                (field + 2, "That is one layer more.", _STACKED | {"filters_layers": layers, "filters_pooling": False}),
                (
                    3,
                    "Units of the first layer see that much. Those above see more.",
                    _STACKED | {"filters_layers": 2, "filters_pooling": False},
                ),
            ],
            ["One layer: 3.", "Two layers: 5."],
        ),
        Question(
            "A 2 × 2 pooling with stride 2 follows the first layer. What does it do to the fields of later layers?",
            Choice("They grow twice as fast as before", "Right: a step in the pooled map is two pixels in the picture."),
            (
                Choice(
                    "Nothing: pooling has no weights",
                    "It has none, but its stride counts.",
                    _STACKED | {"filters_pooling": True, "filters_layers": 3},
                ),
                Choice(
                    "They become smaller",
                    "The maps become smaller; what a unit sees becomes larger.",
                    _STACKED | {"filters_pooling": True, "filters_layers": 3},
                ),
                Choice(
                    "They grow by two pixels a layer, as before",
                    "Neighbouring cells are now two pixels apart.",
                    _STACKED | {"filters_pooling": True, "filters_layers": 3},
                ),
            ),
            ("Show the stacked layers, switch the pooling on, and look at the windows.",),
        ),
        Question(
            "Two layers of 3 × 3 or one of 5 × 5: both see 5 × 5 pixels. Which needs fewer weights, for one channel?",
            Choice("The two layers need 18", "Right: 9 for each, and an activation fits between them."),
            (
                Choice("The single one needs 10", "A 5 × 5 kernel has 25 weights."),
                Choice("Both need 25, as they see 25 pixels", "Count the weights, not the pixels: 9 per layer."),
                Choice("The two layers need 9, which they share", "Each layer has a kernel of its own."),
            ),
            ("3 × 3 is 9.",),
        ),
    ]
