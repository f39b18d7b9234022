"""Questions about the building blocks of deep networks."""

from lessons.core.blocks import PLAIN, POINT, SEPARABLE, STRIDED, cost
from lessons.texts.questions import Choice, Question, numbers_question


def block_questions(count: int, side: int, *, value: float, mean: float, spread: float) -> list[Question]:
    """Seven questions.

    Parameters
    ----------
    count : int, maps in and out of a convolution, from 4; side : int, their rows and columns, even
    value, mean, spread : of a cell of a map, and of that map over a batch; the spread is above zero
    """
    weights = count * count
    separable = 9 * count + weights
    plain, strided = (cost(block, count, side).multiply_adds for block in (PLAIN, STRIDED))
    return [
        numbers_question(
            f"A 1 × 1 convolution turns {count} maps into {count} maps. How many weights does it have, without biases?",
            weights,
            "Right: a weight for each pair of maps.",
            [
                (9 * weights, "That is a 3 × 3 convolution.", {"blocks_kind": PLAIN}),
                (count, "Each new map mixes all of the maps before.", {"blocks_kind": POINT}),
                (separable, "That is a separable one, of which 1 × 1 is the second half.", {"blocks_kind": SEPARABLE}),
            ],
            [f"One new map: a weight for each of {count} maps."],
        ),
        numbers_question(
            f"A depthwise separable 3 × 3 convolution turns {count} maps into {count}. How many weights, without biases?",
            separable,
            "Right: a kernel for each map, and then 1 × 1.",
            [
                (9 * weights, "That is the plain convolution: each filter spans all maps.", {"blocks_kind": PLAIN}),
                (9 * count, "After the kernels for the single maps comes 1 × 1.", {"blocks_kind": SEPARABLE}),
                (weights, "That is 1 × 1 alone: the kernels for the single maps come before.", {"blocks_kind": POINT}),
            ],
            [f"9 × {count} for the single maps.", f"{count} × {count} for 1 × 1."],
        ),
        numbers_question(
            f"A 3 × 3 convolution on maps of {side} × {side} makes {plain:,} multiply-adds. How many with a stride of 2?",
            strided,
            "Right: a quarter of the cells, each as much work as before.",
            [
                (plain // 2, "Rows and columns are halved, both of them.", {"blocks_kind": STRIDED}),
                (plain, "The weights stay as many. Count the cells.", {"blocks_kind": STRIDED}),
                (2 * plain, "There are fewer cells to compute, and not more.", {"blocks_kind": STRIDED}),
            ],
            [f"How many cells are in a map of {side // 2} × {side // 2}?"],
        ),
        numbers_question(
            f"In a batch, a map has the mean {mean:g} and the standard deviation {spread:g}. What does batch normalisation "
            f"make of a cell of {value:g}, before it has learned anything?",
            round((value - mean) / spread, 3),
            "Right: less the mean, then divided by the standard deviation.",
            [
                (round(value - mean, 3), "The division by the standard deviation is missing.", {"blocks_kind": "Batch norm"}),
                (round(value / spread, 3), "The mean has to be taken away first.", {"blocks_kind": "Batch norm"}),
                (round((mean - value) / spread, 3), "A cell above the mean comes out above zero, and one below it below."),
                (round(value * spread + mean, 3), "That is the way back."),
            ],
            ["How far from the mean is it, in standard deviations?"],
        ),
        Question(
            "Dropout of one half kept a value and dropped its neighbour. What happened to that value as the network learned?",
            Choice("It was doubled", "Right: so that sums stay as large on average.", {"blocks_kind": "Dropout"}),
            (
                Choice("It stayed as it was", "Then sums would be half as large as in use.", {"blocks_kind": "Dropout"}),
                Choice("It was halved, too", "Half of them are zero already.", {"blocks_kind": "Dropout"}),
                Choice("It took its neighbour's value", "Each value is kept or dropped by itself.", {"blocks_kind": "Dropout"}),
            ),
            ("How large should a sum be, on average, with and without dropout?",),
        ),
        Question(
            "A trained network with batch normalisation is asked about a picture alone, then among 31 others. Its answer…",
            Choice(
                "is the same: running averages are used", "Right: in use the batch plays no part.", {"blocks_mode": "in use"}
            ),
            (
                Choice(
                    "changes: each batch has a mean of its own",
                    "That is so while it learns, and not in use.",
                    {"blocks_mode": "learning"},
                ),
                Choice(
                    "is only right among 31 others",
                    "It has averages from training, so one picture is enough.",
                    {"blocks_mode": "in use"},
                ),
                Choice("is zero for a single picture", "It is not compared with itself, but with averages from training."),
            ),
            ("Where do mean and standard deviation come from, once training is over?",),
        ),
        Question(
            "Why did slopes reach the first layer of the network with shortcuts?",
            Choice(
                "Along the sums they pass back unchanged",
                "Right: a sum hands its slope on to both of its parts.",
                {"blocks_kind": "20 layers"},
            ),
            (
                Choice(
                    "It has fewer weights that slopes go through",
                    "Both networks have exactly as many weights.",
                    {"blocks_kind": "20 layers"},
                ),
                Choice(
                    "Its weights were larger when training began",
                    "Both networks began with the same weights.",
                    {"blocks_kind": "20 layers"},
                ),
                Choice("Its learning rate was higher all the time", "Both learned with the same learning rate."),
            ),
            ("What is the slope of a + b with respect to a?",),
        ),
    ]
