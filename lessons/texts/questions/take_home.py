"""Questions about taking a network elsewhere."""

from collections.abc import Sequence

from lessons.texts.questions import Choice, Question, numbers_question


def take_home_questions(labels: Sequence[str]) -> list[Question]:
    """Five questions about an exported network.

    Parameters
    ----------
    labels : sequence of class names, two or more, in the order of the network's outputs
    """
    return [
        numbers_question(
            f"The network answers with {len(labels)} numbers. What do they sum to?",
            1,
            "Right: softmax makes probabilities of the classes it knows.",
            [(len(labels), "Each is at most 1."), (100, "They are shares, not per cent."), (0, "Each is above 0.")],
            ["What is its last layer?"],
        ),
        Question(
            f"The labels are {', '.join(map(repr, labels))}. "
            "Which class is the network's second number for: index 1, counted from 0?",
            Choice(repr(labels[1]), "Right: the order is that of labels.json, and nothing in the weights tells it."),
            (
                Choice(repr(labels[0]), "That is index 0."),
                Choice("the class that was learned second", "All classes were learned at once."),
                Choice("the second most probable class", "The order is fixed; the probabilities are not sorted."),
            ),
            ("Look at the list.",),
        ),
        Question(
            "In another program the same weights do no better than chance. What is the first suspect?",
            Choice("The pictures are scaled in another way", "Right: that is why the scaling is the model's first layer here."),
            (
                Choice("The other computer has no fast GPU", "Then it is slower, and answers the same to a few digits."),
                Choice(
                    "The program has newer versions of its packages", "The sums stay the same to a few digits: compare them."
                ),
                Choice("The weights were rounded as they were saved", "They are saved as they are, to the last bit."),
            ),
            ("What happens to a picture before the first convolution?",),
        ),
        Question(
            "What are golden pictures for?",
            Choice("They show that it answers the same elsewhere", "Right: check.py compares the answers, number by number."),
            (
                Choice("They are those that it learned most from", "They are there to be compared, whatever it learned from."),
                Choice("They measure its accuracy elsewhere", "Five pictures can't. That is what the test set was for."),
                Choice("They tell Keras what a picture must look like", "It loads and answers without them."),
            ),
            ("What would you compare, if you got the model by mail?",),
        ),
        Question(
            "You open a model from a stranger. Which danger does Keras's safe mode protect you from?",
            Choice("A layer that runs the stranger's code", "Right: such layers are refused."),
            (
                Choice("Weights that were made to give wrong answers", "It can't know that: judge the network."),
                Choice("A file that fills all of the memory", "That has to be checked as well."),
                Choice("Labels in another order than the outputs", "Labels are plain text beside the model."),
            ),
            ("What can a Lambda layer hold?",),
        ),
    ]
