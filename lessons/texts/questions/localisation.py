"""Questions about boxes, and about a network that says them, from the numbers on the screen."""

from collections.abc import Sequence

from lessons.texts.questions import Choice, Question, numbers_question

_LOW = {"localisation_view": "Box from a map", "localisation_threshold": 10}


def localisation_questions(box: Sequence[float], *, size: int, classes: int, flat: int) -> list[Question]:
    """Six questions about a box and its regressor.

    Parameters
    ----------
    box : left, top, right, bottom of a thing, in pixels
    size : int, rows and columns of its scene
    classes : int
    flat : int, numbers of the flattened maps
    """
    left, _, right, _ = (float(round(value)) for value in box)  # as they are written
    width = right - left
    hidden = 64
    return [
        numbers_question(
            f"A box reaches from {left:.0f} to {right:.0f} in a scene of {size} columns. "
            "Which number does the network give for its width?",
            width / size,
            "Right: a share of the picture, so that scenes of any size have the same scale.",
            [
                (width, "That is in pixels. The network gives shares of the picture."),
                ((left + right) / 2 / size, "That is where its middle is."),
                (right / size, "That is where it ends."),
                (left / size, "That is where it begins."),
            ],
            ["Right minus left.", f"Divided by {size}."],
        ),
        numbers_question(
            "A predicted box has the true box's size, and lies half a width to its right. What is their IoU?",
            round(1 / 3, 4),
            "Right: half of each is shared, and together they cover one and a half.",
            [
                (0.5, "Half of each box is shared; but the union is larger than one box."),
                (0.25, "Only one side is shifted: half of the area is shared, not a quarter."),
                (0.6667, "What is shared counts once in the union: it covers one and a half boxes."),
            ],
            ["How much is shared, in boxes?", "How much do they cover together, in boxes?"],
        ),
        numbers_question(
            f"The box's hidden layer has {hidden} units and reads {flat:,} numbers. How many weights does it have?",
            hidden * flat,
            "Right: by far the largest part of this network. Knowing places costs parameters.",
            [
                (hidden * 64, "That would be after global pooling, which forgets the places."),
                (hidden + flat, "Weights connect each input with each unit: they multiply."),
                (flat, "That would be one unit."),
            ],
            ["A weight for each pair of an input and a unit."],
        ),
        Question(
            "Why does the class read the largest value of every map, and the box the maps flattened?",
            Choice("A class does not depend on the place, a box does", "Right: a box is a place and a size."),
            (
                Choice(
                    "To save weights: flattening is the cheaper way of the two", "Flattening costs many more: see the numbers."
                ),
                Choice("Softmax takes only one number from each map", "A dense layer before it takes any vector."),
                Choice(
                    "A box has more numbers than there are classes",
                    f"A box is four numbers, whether there are {classes} classes or a thousand.",
                ),
            ),
            ("What is left of a map when only its largest value is kept?",),
        ),
        Question(
            "You lower the threshold of the class activation map. What happens to the box?",
            Choice("It grows, or it stays as it is", "Right: more cells reach the threshold, so the region can only grow."),
            (
                Choice(
                    "It shrinks, or it stays as it is",
                    "Try it: set the threshold to 10%.",
                    _LOW,
                ),
                Choice(
                    "It moves to another thing",
                    "It always holds the hottest cell.",
                    _LOW,
                ),
                Choice(
                    "It stays: only the hottest cell counts",
                    "All connected cells above the threshold count: set it to 10%.",
                    _LOW,
                ),
            ),
            ("Which cells are kept?",),
        ),
        Question(
            "1 − IoU would do as a loss. Why add the distance of the four numbers?",
            Choice(
                "For boxes that do not meet, IoU has no slope", "Right: it is 0 for all of them, and does not say where to go."
            ),
            (
                Choice("IoU depends on which of the boxes is the true one", "It does not: both boxes play the same part."),
                Choice("IoU can become negative, and then there is no loss", "It lies between 0 and 1."),
                Choice(
                    "IoU alone would not teach it the class of the thing", "The class has a loss of its own: cross-entropy."
                ),
            ),
            ("How does IoU change when two far boxes come a little closer?",),
        ),
    ]
