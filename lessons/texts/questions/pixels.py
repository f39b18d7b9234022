"""Questions about the picture as numbers, from the numbers on the screen."""

from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.texts.questions import Choice, Question, numbers_question


def pixel_questions(image: npt.NDArray[np.uint8], grey: npt.NDArray[Any], *, row: int, column: int) -> list[Question]:
    """Five questions about an RGB picture of shape (rows, columns, 3) and its grey version."""
    red, green, blue = (int(value) for value in image[row, column])
    bright = round(0.299 * red + 0.587 * green + 0.114 * blue)
    low, high, value = (
        round(float(number), 1) for number in (grey.min(), grey.max(), grey[row, column])
    )  # as they are written
    scaled = (value - low) / (high - low) if high > low else 0.0
    return [
        numbers_question(
            f"The pixel at row {row}, column {column} is {red}, {green}, {blue}. How bright is it in grey, rounded?",
            bright,
            "Right: a weighted sum, in which green counts most.",
            [
                (
                    round((red + green + blue) / 3),
                    "That is the plain mean. The eye is most sensitive to green: look at the weights.",
                ),
                (red + green + blue, "That is the sum without weights: it can reach 765."),
                (max(red, green, blue), "That is the largest channel. Point at the pixel and follow the products."),
                (255 - bright, "That is the negative of the picture."),
                (bright + 1, "Round only at the end: multiply each number by its weight, and add."),
            ],
            ["Multiply each number by its weight.", "The weights are 0.299, 0.587 and 0.114."],
        ),
        numbers_question(
            "How many numbers is this picture made of?",
            image.size,
            "Right: rows times columns times three channels.",
            [
                (image.size // 3, "That is the number of pixels. Each has three numbers: see the three channels."),
                (image.shape[0] + image.shape[1], "Rows and columns are multiplied, not added."),
                (256, "That is how many different values one number can have."),
            ],
            ["How many pixels are there?", "How many numbers does each have?"],
        ),
        numbers_question(
            f"Grey runs from {low:.1f} to {high:.1f}. "
            f"What does min-max scaling turn {value:.1f} into, to three decimal places?",
            round(scaled, 3),
            "Right: subtract the smallest value, divide by the span.",
            [
                (round(value / 255, 3), "That divides by 255 and forgets where this picture's values begin and end."),
                (round(1 - scaled, 3), "That is the distance from the other end."),
                (round(value / (high or 1), 3), "The smallest value has to be subtracted first: it must become 0."),
                (0.5, "That would lie exactly between the smallest and the largest value."),
                (1, "Only the largest value becomes 1."),
            ],
            ["The smallest value becomes 0, the largest 1.", f"({value:.1f} − {low:.1f}) / ({high:.1f} − {low:.1f})"],
        ),
        Question(
            "In this course, what does VGG16 see of a picture that is wider than it is high?",
            Choice("All of it, squeezed into a square", "Right: here nothing is cut off, and shapes are distorted a little."),
            (
                Choice(
                    "The picture in its own proportions", "Its input has a fixed size of 224 × 224: see the page Inside VGG16."
                ),
                Choice(
                    "Only the square in its middle",
                    "Many programs crop, as for its training. This course squeezes: see the page Inside VGG16.",
                ),
            ),
            ("Look at the picture on the page Inside VGG16.",),
        ),
        Question(
            "Red, green and blue are all 255. Which colour is that?",
            Choice("White", "Right: all three colours of light at their brightest make white."),
            (
                Choice("Black", "Black is 0, 0, 0. Light adds up: point at a bright pixel."),
                Choice("Grey", "Grey has three equal numbers below 255."),
                Choice("Brown", "Paint mixes to that, as it takes light away. A screen adds it."),
            ),
            ("Point at the brightest pixel.",),
        ),
    ]
