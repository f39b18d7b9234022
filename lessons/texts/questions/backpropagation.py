"""Questions about the way back, from the numbers on the screen."""

import numpy as np

from lessons.core.backpropagation import Pass, Weights
from lessons.texts.questions import Choice, Question, numbers_question


def backpropagation_questions(weights: Weights, found: Pass, *, right: int, rate: float) -> list[Question]:
    """Six questions about a small network at the step that is shown; `found` is what it makes of its picture."""
    probability = round(float(found.probabilities[right]), 3)
    steepest = int(np.abs(found.slopes.dense[:, right]).argmax())
    slope = round(float(found.slopes.dense[steepest, right]), 3) + 0.0  # no sign where it is zero
    weight = round(float(weights.dense[steepest, right]), 3) + 0.0
    return [
        numbers_question(
            f"The right class has a probability of {probability:g}. What is the slope of the loss with respect to its sum?",
            round(probability - 1, 3),
            "Right: the probability, less 1. It is negative, so a larger sum means a smaller loss.",
            [
                (probability, "That is the slope of a class that is wrong: nothing is taken away there."),
                (
                    round(1 - probability, 3),
                    "The size is right, the sign is not: a larger sum of the right class lowers the loss.",
                ),
                (0.0, "Zero only if the network were already certain and right."),
                (round(-probability, 3), "It is p − 1, not −p."),
                (1.0, "A slope of 1 would be a wrong class with a probability of 1."),
            ],
            ["Softmax and cross-entropy together: p − y.", "y is 1 for the right class."],
        ),
        numbers_question(
            f"A weight is {weight:g}, its slope {slope:g}, the learning rate {rate:g}. What is the weight after one step?",
            weight - rate * slope,
            "Right: against the slope, by the slope times the learning rate.",
            [
                (weight + rate * slope, "That goes uphill: the loss would grow."),
                (weight - slope, "That forgets the learning rate."),
                (weight * (1 - rate), "The step depends on the slope, not on the weight's own size."),
                (-rate * slope, "That is the change. It is added to the weight."),
                (weight + 1, "A step is learning rate × slope, not 1."),
            ],
            ["New weight = weight − learning rate × slope."],
        ),
        Question(
            "A window of max pooling holds 3, 7, 1 and 2, and the slope that comes back to it is 0.5. What does the 3 get?",
            Choice("0", "Right: a little more or less of the 3 would leave the maximum at 7."),
            (
                Choice("0.5", "That goes to the 7, which was the maximum."),
                Choice("0.125", "Average pooling would share it out like that. Max pooling gives all to the winner."),
                Choice("1.5", "A slope is not multiplied by the value: it says what a small change would do."),
            ),
            ("Change the 3 to 3.1. Does the pooled value change?",),
        ),
        Question(
            "ReLU got −2 and gave 0. The slope that comes back to it is 4. What goes on to the map before?",
            Choice("0", "Right: at −2 the curve is flat, so a small change does nothing."),
            (
                Choice("4", "It would be 4 if the value had been above zero."),
                Choice("−4", "ReLU never changes a sign, neither forwards nor backwards."),
                Choice("−8", "The slope is multiplied by ReLU's own slope, 0 or 1, not by the value."),
            ),
            ("How steep is ReLU's curve at −2?",),
        ),
        Question(
            "A kernel's weight has one slope, though it was used at every place of the map. Where does that slope come from?",
            Choice("All places are added up", "Right: a change of the weight changes the map everywhere at once."),
            (
                Choice("Only the strongest place counts", "That is what max pooling does. A kernel was used everywhere."),
                Choice("The last place that it lay on", "The order of the places plays no part in a sum."),
                Choice("Each place has a weight of its own", "That would be a dense layer: a kernel shares its weights."),
            ),
            ("If you raise the weight by 0.1, how many cells of the map change?",),
        ),
        Question(
            "Every value of the map is negative. What can the kernel learn from this picture?",
            Choice(
                "Nothing: no slope reaches it",
                "Right: every gate is shut. If that is so for all pictures, it is called a dying ReLU.",
            ),
            (
                Choice(
                    "More than usual: the error is large",
                    "However large the slope behind ReLU is, a shut gate lets nothing pass.",
                ),
                Choice("The same: only the sign is turned", "ReLU has a slope of 0 there, and anything times 0 is 0."),
                Choice("Only its bias is able to learn", "The bias also acts through the map, behind the same shut gates."),
            ),
            ("Follow the slopes from right to left. Where do they stop?",),
        ),
    ]


def lost_slopes(found: Pass) -> int:
    """How many cells of the map have no slope."""
    return int(np.count_nonzero(found.d_map == 0))
