"""Questions about boxes, and about a network that says them, from the numbers on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def localisation_questions(box, *, size, classes, flat):
    """Six questions about a box and its regressor.

    Parameters
    ----------
    box : left, top, right, bottom of a thing, in pixels
    size : int, rows and columns of its scene
    classes : int
    flat : int, numbers of the flattened maps
    """
    left, _, right, _ = (float(value) for value in box)
    width = right - left
    hidden = 64
    return [
        numbers_question(
            f"A box reaches from {left:.0f} to {right:.0f} in a scene of {size} columns. Which number stands for its width?",
            width / size,
            "Right: a share of the picture, so that scenes of any size have the same scale.",
            [
                (width, "That is in pixels. The network says shares of the picture."),
                ((left + right) / 2 / size, "That is where its middle is."),
                (right / size, "That is where it ends."),
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
            f"The box's hidden layer has {hidden} units and reads {flat:,} numbers. How many weights has it?",
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
            Choice("What a thing is does not depend on its place; its box is nothing but place", "Right."),
            (
                Choice("To save memory", "Flattening costs much more than it saves."),
                Choice("Softmax takes only one number per map", "A dense layer before it takes any vector."),
                Choice("Boxes need more classes", f"A box is four numbers, whether there are {classes} classes or a thousand."),
            ),
            ("What is left of a map when only its largest value is kept?",),
        ),
        Question(
            "You lower the threshold of the class activation map. What happens to the box?",
            Choice("It grows, or stays: more cells reach the threshold", "Right: the region can only get more cells."),
            (
                Choice("It shrinks", "Try it: set the threshold to 10 %.", {"localisation_threshold": 10}),
                Choice("It moves to another thing", "It always holds the hottest cell.", {"localisation_threshold": 10}),
                Choice("Nothing", "Try it: set the threshold to 10 %.", {"localisation_threshold": 10}),
            ),
            ("Which cells are kept?",),
        ),
        Question(
            "1 − IoU would do as a loss. Why add the distance of the four numbers?",
            Choice("Boxes that do not meet all have IoU 0, so it does not say where to go", "Right: it has no slope there."),
            (
                Choice("IoU is not symmetric", "It is: both boxes play the same part."),
                Choice("IoU can be negative", "It lies between 0 and 1."),
                Choice("To teach it the class", "The class has a loss of its own: cross-entropy."),
            ),
            ("How does IoU change when two far boxes come a little closer?",),
        ),
    ]
