"""Questions about neurons and networks, from the numbers on the screen."""

from collections.abc import Sequence

from lessons.texts.questions import Choice, Question, numbers_question

_STROKES = {"network_kind": "One neuron", "network_task": "Upright or flat", "network_activation": "Sigmoid"}


def network_questions(pixel: float, weight: float, bias: float, sizes: Sequence[int]) -> list[Question]:
    """Six questions about a pixel and its weight, a bias, and how many numbers go into how many neurons."""
    pixel, weight, bias = (round(float(number), 2) + 0.0 for number in (pixel, weight, bias))
    inputs, neurons = sizes[0], sizes[1] if sizes[1] > 1 else 3
    return [
        numbers_question(
            f"Only two pixels are not black: {pixel:g} with the weight {weight:g}, and 1 with the weight 2. "
            f"The bias is {bias:g}. What is the sum?",
            round(pixel * weight + 2 + bias, 4),
            "Right: each pixel times its weight, all products added up, and the bias on top.",
            [
                (round(pixel * weight + 2, 4), "That is the sum of the products. The bias is added, too."),
                (round(pixel + weight + 3 + bias, 4), "A pixel and its weight are multiplied, not added."),
                (round((pixel + 1) * (weight + 2) + bias, 4), "Each pixel has a weight of its own: multiply first, then add."),
                (round((pixel * weight + 2) * bias, 4), "The bias is added. It multiplies nothing."),
            ],
            ["Two products, then the bias.", f"{pixel:g} × {weight:g} + 1 × 2 + {bias:g}"],
        ),
        Question(
            "The pixel in a corner is black in every drawing. You paint its weight deep red. What changes in the answers?",
            Choice("Nothing changes", "Right: 0 times any weight is 0."),
            (
                Choice("It fires more often", "A red weight speaks for “yes”, but only where its pixel is bright.", _STROKES),
                Choice("It fires less often", "Red speaks for “yes”. And at a black pixel it does not count at all.", _STROKES),
                Choice("It can't learn now", "It learns as before. That one weight has no part in it.", _STROKES),
            ),
            ("What is 0 times the weight?",),
        ),
        Question(
            "A neuron fires for every drawing. Which one number can you turn to make it quieter for all of them?",
            Choice("Its bias, down", "Right: the bias is added to every sum, whatever is in the picture."),
            (
                Choice("Its bias, up", "That lifts every sum, so it fires even more easily. Move the slider.", _STROKES),
                Choice(
                    "A weight in the middle", "A weight counts only where a drawing is bright. Some are black there.", _STROKES
                ),
                Choice("The learning rate, down", "The rate says how fast it learns. It is no part of the answer.", _STROKES),
            ),
            ("What is added to the sum of every drawing?",),
        ),
        numbers_question(
            f"A layer of {neurons} neurons looks at a picture of {inputs} pixels. How many parameters does it have?",
            (inputs + 1) * neurons,
            "Right: each neuron has a weight for each pixel, and a bias.",
            [
                (inputs * neurons, "Those are the weights. Each neuron has a bias, too."),
                (inputs + neurons, "Neurons do not share weights: each has its own for every pixel."),
                (inputs + 1, "That is one neuron."),
                (inputs, "That is how many numbers go in."),
            ],
            ["How many numbers does one neuron have?", "A weight for each pixel, and a bias."],
        ),
        Question(
            "Which of these tasks is beyond one neuron, however long it trains?",
            Choice("Exactly one stroke", "Right: two strokes add even more to the sum than one. Two layers can do it."),
            (
                Choice("Upright or flat", "Let it learn: all eight come out right.", _STROKES),
                Choice("Happy or not", "Choose Moods, and let it learn.", _STROKES | {"network_task": "Moods"}),
            ),
            ("Try each of them with *One neuron*.", "For which one does the loss stop falling?"),
        ),
        Question(
            "With the step as its activation, one neuron does not learn. Why?",
            Choice(
                "A step is flat", "Right: a little more weight does not change the answer, so nothing says which way to turn."
            ),
            (
                Choice(
                    "It makes no mistakes",
                    "It does: start again, and look at the drawings.",
                    _STROKES | {"network_activation": "Step"},
                ),
                Choice(
                    "Its sums are too large",
                    "The sums are as before. Only what is made of them differs.",
                    _STROKES | {"network_activation": "Step"},
                ),
                Choice(
                    "It has no weights",
                    "It has the same 65 numbers. You can paint them.",
                    _STROKES | {"network_activation": "Step"},
                ),
            ),
            ("Look at the curve left and right of the step. How steep is it?",),
        ),
    ]
