"""Questions about masks, from the numbers on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question

_OTHERWISE = (2000, 40, 30, 200)


def segmentation_questions(confusion, *, objects):
    """Six questions.

    Parameters
    ----------
    confusion : int array of shape (2, 2), pixels of a mask: rows are the truth, columns what was said, 1 is the class
    objects : int, in the scene
    """
    (rest, wrong), (missed, shared) = (tuple(map(int, row)) for row in confusion)
    if shared == 0 or missed + wrong == 0:  # all figures are 0, or all are 1: nothing to ask about
        rest, wrong, missed, shared = _OTHERWISE
    union, total = shared + missed + wrong, rest + wrong + missed + shared
    return [
        numbers_question(
            f"{shared} pixels lie in both masks, {missed} were missed, {wrong} are too many. How large is the IoU?",
            shared / union,
            "Right: what is shared over what is covered together.",
            [
                (2 * shared / (2 * shared + missed + wrong), "That is Dice, where the shared pixels count twice."),
                ((rest + shared) / total, "That is the share of right pixels, with all the background in it."),
                (shared / (shared + missed), "That is recall: it does not notice what is too many."),
            ],
            ["How many pixels are in either of the masks?"],
        ),
        numbers_question(
            "And Dice?",
            2 * shared / (2 * shared + missed + wrong),
            "Right: it never is smaller than IoU.",
            [
                (shared / union, "That is the IoU."),
                (shared / max(shared + wrong, 1), "That is precision: it does not notice what was missed."),
                (2 * shared / union, "The shared pixels count twice below the line, too."),
            ],
            ["Twice the shared pixels, over the sizes of both masks."],
        ),
        Question(
            f"A scene with {objects} circles that all touch. How many objects do connected components find in a perfect mask?",
            Choice("One", "Right: they are of one class, and all their pixels hang together."),
            (
                Choice(f"{objects + 1}", "Components are pixels that hang together. Here they all do."),
                Choice("None", "There is a component. It is only too large."),
                Choice("It depends on the network", "The mask is perfect. What is missing is not in it."),
            ),
            ("Can you walk from any pixel to any other without leaving the class?",),
        )
        if objects > 1
        else Question(
            "Two circles touch. How many objects do connected components find in a perfect mask?",
            Choice("One", "Right: they are of one class, and all their pixels hang together."),
            (
                Choice("Two", "Components are pixels that hang together. Here they all do."),
                Choice("None", "There is a component. It is only too large."),
            ),
            ("Can you walk from any pixel to any other without leaving the class?",),
        ),
        Question(
            "What are the skip connections of a U-Net for?",
            Choice("They bring back where the edges are", "Right: pooling threw that away, and the way down still has it."),
            (
                Choice("They make it faster", "They cost work: the joined maps are twice as many."),
                Choice("They save parameters", "They need more: the next block has more maps to weigh."),
                Choice("They let it see more of the picture", "That is what pooling does, on the way down."),
            ),
            ("Train both, and look at the corners.",),
        ),
        Question(
            "95 % of the pixels are right. Is the mask good?",
            Choice("That can't be said: all background might give as much", "Right: look at IoU or Dice of each class."),
            (
                Choice("Yes, 95 % is a lot", "Look at what calling everything background gives."),
                Choice("No, it must be above 99 %", "For a picture that is half object, 95 % may be fine."),
                Choice("Yes, if the loss is small, too", "Cross-entropy is small as well where most is background."),
            ),
            ("How many pixels are background?",),
        ),
        Question(
            "Why not one dense layer for the mask, from all pixels to all pixels?",
            Choice(
                "It would need a weight for every pair, and learn each place anew",
                "Right: a convolution is the same everywhere, and works on pictures of any size.",
            ),
            (
                Choice("Dense layers can't have that many outputs", "They can. They cost that many times their inputs."),
                Choice("It could not see the whole picture", "It would see all of it at once."),
                Choice("Softmax works for one answer only", "Softmax can be taken in every pixel, as here."),
            ),
            ("How many pixels go in, how many come out?",),
        ),
    ]
