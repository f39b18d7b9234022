"""Questions about training a network of one's own."""

from collections.abc import Sequence

from lessons.texts import counted
from lessons.texts.questions import Choice, Question, numbers_question


def train_questions(counts: Sequence[int], *, epochs: int, units: int) -> list[Question]:
    """Five questions about a frozen base and its new head.

    Parameters
    ----------
    counts : sequence of int, the pictures of each class, two or more
    epochs : int
    units : int, of the head's hidden layer
    """
    total = sum(counts)
    return [
        numbers_question(
            f"You train for {counted(epochs, 'epoch')} on classes of {' and '.join(map(str, counts))} pictures. "
            "How many times does a picture go through the frozen base, in all?",
            total,
            "Right: each goes through the base once, and the head works with what comes out.",
            [
                (total * epochs, "The base is frozen: a second look at a picture would give the same numbers."),
                (epochs, "An epoch is one pass over all pictures, and not one picture."),
                (len(counts) * epochs, "Classes times epochs counts nothing that is computed."),
            ],
            ["Does what the base makes of a picture change from epoch to epoch?"],
        ),
        Question(
            "Your network knows a cup and a glass. You show it a rocket. What can happen?",
            Choice(
                "It says cup, and is very sure",
                "Right: it has two words, and nothing makes it doubt a picture of another kind.",
            ),
            (
                Choice(
                    "It says rocket, since its base has seen rockets", "The base may have, but the new head has no such word."
                ),
                Choice("It gives both words a probability near 0", "The two must sum to 1: that is what softmax does."),
                Choice("It leaves the picture out and says nothing", "It always answers, unless a threshold is added."),
            ),
            ("How many outputs does the head have?",),
        ),
        Question(
            "It tells your things apart in the kitchen, and fails in the garden. What helps most?",
            Choice("Pictures of each thing in the garden, too", "Right: it learns what its pictures show, places included."),
            (
                Choice("More epochs on the pictures from the kitchen", "It has already memorised those."),
                Choice("More pictures from the kitchen, at higher resolution", "They show the same place, only sharper."),
                Choice(
                    "A head with more units in its hidden layer",
                    "It could learn more, but its pictures still end at the kitchen.",
                ),
            ),
            ("What do the training pictures not show?",),
        ),
        Question(
            "Why can a few dozen pictures be enough here?",
            Choice(
                "The features were learned before, from other pictures", "Right: only the small head has to learn from yours."
            ),
            (
                Choice(
                    "Two classes are easy, whatever network learns them",
                    "From scratch, a network would need far more pictures.",
                ),
                Choice(
                    "Each picture is shown so often that it counts as many",
                    "The same picture teaches the same thing each time.",
                ),
                Choice("The camera records pictures that are nearly the same", "That makes them worth less, and not more."),
            ),
            ("What did the base do before you came?",),
        ),
        numbers_question(
            f"The head's hidden layer has {units} units. You add one more class. How many numbers does the output layer gain?",
            units + 1,
            "Right: a weight from each unit, and one bias.",
            [
                (units, "The new output has a bias, too."),
                (1, "One number would be its bias, without any weight."),
                (2 * (units + 1), "That is the whole output layer of two classes."),
            ],
            ["Draw the new output: what arrives there?"],
        ),
    ]
