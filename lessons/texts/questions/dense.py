"""Questions about flattening, a dense layer and softmax, from the numbers on the screen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lessons.core.dense import flat_position, softmax
from lessons.texts.questions import Choice, Question, number_text, numbers_question


def dense_questions(
    maps: npt.NDArray[Any],
    logits: npt.NDArray[np.float32],
    labels: Sequence[str],
    *,
    row: int,
    column: int,
    channel: int,
) -> list[Question]:
    """Six questions about maps on the screen.

    Parameters
    ----------
    maps : array of shape (rows, columns, channels), before flattening
    logits : array of shape (classes,)
    labels : sequence of names, one per class
    row, column, channel : the cell that is asked about

    Returns
    -------
    list of Question
    """
    rows, columns, channels = maps.shape
    classes, inputs = len(labels), maps.size
    logits = np.round(np.asarray(logits, np.float64), 2)  # as they are written, so that whoever computes gets what is graded
    probabilities = softmax(logits)
    best = int(np.argmax(logits))
    told = ", ".join(f"{number_text(logit)} for {label}" for logit, label in zip(logits, labels, strict=True))
    return [
        numbers_question(
            f"Which place of the vector holds row {row}, column {column} of map {channel}? Rows, columns, maps and places "
            "count from 0.",
            flat_position(row, column, channel, maps.shape),
            "Right: row by row, in a row cell by cell, in a cell map by map.",
            [
                (
                    channel * rows * columns + row * columns + column,
                    "That would be map after map. Move one place: the map changes first.",
                ),
                (row * columns + column, "That forgets that every cell holds one number of each map."),
                (flat_position(row, column, channel, maps.shape) + 1, "Places count from 0: go to the first cell and look."),
            ],
            [
                f"Before row {row} there are {row} rows of {columns} cells, each with {channels} numbers.",
                f"({row} × {columns} + {column}) × {channels} + {channel}",
            ],
        ),
        numbers_question(
            f"How many numbers does the dense layer learn for {classes} classes after flattening?",
            inputs * classes + classes,
            "Right: a weight for each pair of input and class, and a bias per class.",
            [
                (inputs * classes, "Those are the weights. Each unit also has a bias."),
                (inputs + classes, "Each unit has weights of its own: choose another unit above, and its template changes."),
                (
                    channels * classes + classes,
                    "That is after global average pooling.",
                    {"dense_vector": "global average pooling"},
                ),
                (9 * channels * classes, "Those are shared 3 × 3 kernels. A dense layer shares nothing."),
            ],
            [f"The vector has {inputs} numbers, and each unit weighs all of them."],
        ),
        numbers_question(
            f"The logits are {told}. What is the probability of {labels[best]}, in per cent?",
            round(float(probabilities[best]) * 100, 1),
            "Right: its exponential, divided by the sum of all.",
            [
                (
                    round(100 / classes, 1),
                    "That would be so if all logits were equal. Raise the temperature to come close.",
                    {"dense_temperature": 10.0},
                ),
                (
                    round(float(logits[best] / (np.abs(logits).sum() or 1)) * 100, 1),
                    "Shares of the logits themselves are no probabilities: some are negative.",
                ),
                (100.0, "Softmax never reaches it: every class keeps a little.", {"dense_temperature": 0.25}),
                (50.0, "That would be so if this class weighed as much as all others together.", {"dense_temperature": 10.0}),
            ],
            [
                "Show your own picture, with a temperature of 1, and look at the bars.",
                "e to the logit, divided by the sum over all classes.",
            ],
        ),
        Question(
            "5 is added to every logit. What happens to the probabilities?",
            Choice("They stay the same", "Right: numerator and denominator grow by the same factor."),
            (
                Choice("All of them grow", "They must sum to 1, so they can't.", {"dense_added": 5}),
                Choice("The largest one grows", "Only differences count, and these stay.", {"dense_added": 5}),
                Choice("They come closer to each other", "That is what a higher temperature does.", {"dense_added": 5}),
            ),
            ("Try it with the slider.",),
        ),
        Question(
            f"The layer calls your picture {labels[best]} with {probabilities[best]:.0%}. What does that say?",
            Choice(
                f"Of the {classes} classes, {labels[best]} fits best",
                "Right: nobody asked whether any of them fits at all.",
            ),
            (
                Choice(
                    f"It is {labels[best]}, with that certainty",
                    "Softmax is no certainty: change to any other picture, and the bars again sum to 100%.",
                ),
                Choice(
                    f"{probabilities[best]:.0%} of such pictures are {labels[best]}",
                    "That would have to be measured on a test set, and these patches were never pictures like yours.",
                ),
                Choice(
                    "The layer is confident because it knows pictures like this",
                    "It has only seen patches of eight textures. Lower the temperature: the same logits look more certain.",
                    {"dense_temperature": 0.25},
                ),
            ),
            ("What would it say about a picture of something else?", "The bars always sum to 100%."),
        ),
        Question(
            "What does global average pooling forget that flattening keeps?",
            Choice("Where in a map something was found", "Right: it keeps one mean per map."),
            (
                Choice(
                    "Which of the maps found something",
                    "Each map still has a number of its own.",
                    {"dense_vector": "global average pooling"},
                ),
                Choice(
                    "Nothing: it saves weights, and that is all",
                    f"{rows * columns} cells become one: compare the two accuracies below.",
                    {"dense_vector": "global average pooling"},
                ),
                Choice("The colours of the picture", "They were gone before: the maps were made from the grey picture."),
            ),
            ("How many numbers are left of one map?",),
        ),
    ]
