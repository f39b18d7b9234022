"""Questions about an activation function, from the numbers on the screen."""

import numpy as np

from lessons.texts.questions import Choice, Question, number_text, numbers_question


def activation_questions(values, output, *, name, row, column):
    """Five questions about an activation function on the screen; arrays are 2-D, before and after."""
    share = float(np.mean(output == 0))
    return [
        numbers_question(
            f"The map holds {number_text(values[row, column])} at row {row}, column {column}. What does {name} make of it?",
            output[row, column],
            "Right: the function looks at this one value and at no other.",
            [
                (
                    values[row, column],
                    "That is the value as it was. Linear is the layer that changes nothing.",
                    {"activation_function": "linear"},
                ),
                (-values[row, column], "The sign is not turned. Point at a negative cell and look at the curve."),
                (abs(values[row, column]) + 1, "Read it off the curve: find the value below, and go up to the line."),
            ],
            ["Find the value on the curve's lower axis.", "For ReLU: is it negative?"],
        ),
        numbers_question(
            "What share of the output's values is exactly zero, in percent?",
            round(100 * share, 2),
            "Right: as many as the histogram puts at zero.",
            [
                (round(100 - 100 * share, 2), "That is the share of values that are not zero."),
                (
                    50.0,
                    "Half only where as many values are negative as positive. Try another kernel.",
                    {"activation_kernel": "outline"},
                ),
                (100.0, "Then the map would be black everywhere."),
            ],
            ["Only values that the function turns into zero count.", "The share stands beside the histogram."],
        ),
        Question(
            "Two convolutions follow each other with nothing between. What are they together?",
            Choice(
                "One convolution with a larger kernel",
                "Right: sums of sums are sums. The page shows that kernel.",
            ),
            (
                Choice(
                    "More powerful than any single convolution",
                    "See below: one 5 × 5 kernel gives the same map to five digits.",
                ),
                Choice(
                    "A non-linear function", "Sums and products with fixed weights stay linear, however many follow each other."
                ),
                Choice("The same as one 3 × 3 convolution", "The window grows: two 3 × 3 kernels see 5 × 5 pixels."),
            ),
            ("What does a sum of weighted sums look like?", "Scroll down to the two kernels that become one."),
        ),
        Question(
            "How many weights does an activation layer such as ReLU learn?",
            Choice("None", "Right: it is a fixed function of each value."),
            (
                Choice("One per value", "There is nothing to edit on this page but the choice of the function."),
                Choice("One per map", "That would be another layer: PReLU learns a slope per map. ReLU learns nothing."),
                Choice("As many as the kernel before it", "The kernel belongs to the convolution. ReLU comes after it."),
            ),
            ("Which numbers could training change here?",),
        ),
        Question(
            "The activation is ReLU. Which of two values can be told apart after it?",
            Choice("3 and 5, but not −3 and −5", "Right: everything negative becomes zero, and its size is lost."),
            (
                Choice("−3 and −5, but not 3 and 5", "It is the other way round: positive values pass unchanged."),
                Choice(
                    "All values",
                    "Look at the histogram: all negative values fall on the same place.",
                    {"activation_function": "relu"},
                ),
                Choice("None", "Positive values pass as they are: point at a bright cell."),
            ),
            ("Try both pairs on the curve.",),
        ),
    ]
