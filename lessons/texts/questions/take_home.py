"""Questions about taking a network elsewhere."""

from lessons.texts.questions import Choice, Question, numbers_question


def take_home_questions(labels):
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
            f"Which class is the second number: counting from 0, index 1 of {', '.join(map(repr, labels))}?",
            Choice(repr(labels[1]), "Right: the order is that of labels.json, and nothing in the weights tells it."),
            (
                Choice(repr(labels[0]), "That is index 0."),
                Choice("the one that was trained second", "All classes were trained at once."),
                Choice("the second most probable one", "The order is fixed; the probabilities are not sorted."),
            ),
            ("Look at the list.",),
        ),
        Question(
            "On another computer the same model is right only by chance. What is the first suspect?",
            Choice("The pictures are scaled in another way", "Right. So the scaling is the model's first layer here."),
            (
                Choice("The other computer has no GPU", "Then it is slower, and answers the same to a few digits."),
                Choice("The weights have aged", "Numbers in a file do not age."),
                Choice("The pictures have another size", "Its first layer resizes them."),
            ),
            ("What happens to a picture before the first convolution?",),
        ),
        Question(
            "What are golden pictures for?",
            Choice("They prove that the model answers elsewhere as it did here", "Right: to five digits, by check.py."),
            (
                Choice("They are its best training pictures", "It was not trained on them."),
                Choice("They measure its accuracy", "Five pictures can't. That is what the test set was for."),
                Choice("They are needed to load it", "It loads without them."),
            ),
            ("What would you compare, if you got the model by mail?",),
        ),
        Question(
            "You open a model from a stranger. Which danger does Keras's safe mode keep off?",
            Choice("A layer that runs the stranger's own code", "Right: such layers are refused."),
            (
                Choice("A network with bad answers", "It can't know that. Judge it."),
                Choice("A file that is too large", "That has to be checked besides."),
                Choice("Wrong labels", "Labels are plain text beside the model."),
            ),
            ("What can a Lambda layer hold?",),
        ),
    ]
