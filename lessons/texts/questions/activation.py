"""Questions about an activation function, from the numbers on the screen."""

import numpy as np
import numpy.typing as npt

from lessons.texts.questions import Choice, Question, number_text, numbers_question


def activation_questions(
    values: npt.NDArray[np.float32], output: npt.NDArray[np.float32], *, name: str, row: int, column: int
) -> list[Question]:
    """Five questions about an activation function on the screen; arrays are 2-D, before and after."""
    zeros = round(100 * float(np.mean(output == 0)), 2)
    return [
        numbers_question(
            f"The map holds {number_text(values[row, column])} at row {row}, column {column}. What does {name} make of it?",
            output[row, column],
            "Right: the function looks at this one value and at no other.",
            [
                (
                    values[row, column],
                    "That is the value as it was. Linear is the layer that changes nothing.",
                    {"activation_function": "Linear"},
                ),
                (-values[row, column], "The sign is not turned. Point at a negative cell and look at the curve."),
                (abs(values[row, column]) + 1, "Read it off the curve: find the value below, and go up to the line."),
                (1.0, "No function here sets a value to 1: find it below the curve, and go up to the line."),
                (0.5, "Half of 1 is only what sigmoid makes of 0: find the value below the curve, and go up to the line."),
            ],
            ["Find the value on the curve's lower axis.", "For ReLU: is it negative?"],
        ),
        numbers_question(
            "What share of the output's values is exactly zero, in per cent?",
            zeros,
            "Right: as many as the histogram puts at zero.",
            [
                (round(100 - zeros, 2), "That is the share of values that are not zero."),
                (
                    50.0,
                    "It is half only where as many values are negative as positive. Try another kernel.",
                    {"activation_kernel": "Outline"},
                ),
                (100.0, "Then the whole map would be empty."),
                (0.0, "Then no cell of the map would be as pale as the paper: look for one."),
            ],
            ["Only values that the function turns into zero count.", "The share is beside the histogram."],
        ),
        Question(
            "Two convolutions follow each other with nothing between. What are they together?",
            Choice("One convolution with a larger kernel", "Right: sums of sums are sums. The page shows that kernel."),
            (
                Choice(
                    "More powerful than any single convolution",
                    "Show the two kernels: a single larger kernel gives the same map, up to rounding.",
                    {"activation_view": "Two kernels", "activation_between": "nothing"},
                ),
                Choice(
                    "A function that is no longer linear", "Sums and products with fixed weights stay linear, however many."
                ),
                Choice("One convolution of 3 × 3, as each of them is", "The window grows: two 3 × 3 kernels see 5 × 5 pixels."),
            ),
            ("What does a sum of weighted sums look like?", "Show the two kernels that become one."),
        ),
        Question(
            "How many weights does an activation layer such as ReLU learn?",
            Choice("None", "Right: it is a fixed function of each value."),
            (
                Choice("One for each value", "There is nothing to edit on this page but the choice of the function."),
                Choice("One for each map", "That would be another layer: PReLU learns a slope per map. ReLU learns nothing."),
                Choice("As many as the kernel before it", "The kernel belongs to the convolution. ReLU comes after it."),
            ),
            ("Which numbers could training change here?",),
        ),
        Question(
            "The activation is ReLU. Which pairs of values can still be told apart after it?",
            Choice("3 and 5, but not −3 and −5", "Right: everything negative becomes zero, and its size is lost."),
            (
                Choice("−3 and −5, but not 3 and 5", "It is the other way round: positive values pass unchanged."),
                Choice(
                    "3 and 5, and also −3 and −5",
                    "Look at the histogram: all negative values fall on the same place.",
                    {"activation_function": "ReLU"},
                ),
                Choice(
                    "Neither 3 and 5 nor −3 and −5", "Positive values pass as they are: point at a cell with a strong colour."
                ),
            ),
            ("Try both pairs on the curve.",),
        ),
    ]
