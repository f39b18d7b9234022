"""Questions about masks, from the numbers on the screen."""

import numpy as np
import numpy.typing as npt

from lessons.texts.questions import Choice, Question, numbers_question

_OTHERWISE = (2000, 40, 30, 200)


def segmentation_questions(confusion: npt.NDArray[np.integer], *, objects: int) -> list[Question]:
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
                (shared / total, "That is the share of the picture that lies in both masks."),
            ],
            ["How many pixels are in either of the masks?"],
        ),
        numbers_question(
            f"{shared} pixels lie in both masks, {missed} were missed, {wrong} are too many. How large is Dice?",
            2 * shared / (2 * shared + missed + wrong),
            "Right: it is never smaller than the IoU.",
            [
                (shared / union, "That is the IoU."),
                (shared / max(shared + wrong, 1), "That is precision: it does not notice what was missed."),
                (2 * shared / union, "The shared pixels count twice below the line, too."),
                (shared / (shared + missed), "That is recall: it does not notice what is too many."),
            ],
            ["Twice the shared pixels, over the sizes of both masks."],
        ),
        Question(
            f"{max(objects, 2)} circles touch, so that they form one chain. How many objects do connected components find in a "
            "perfect mask?",
            Choice("1", "Right: they are of one class, and all their pixels are connected."),
            (
                Choice(f"{max(objects, 2)}", "Components are pixels that are connected. Here they all are."),
                Choice("0", "There is a component. It is only too large."),
                Choice("It depends on the network", "The mask is perfect, and yet it does not say where one circle ends."),
            ),
            ("Can you walk from any pixel to any other without leaving the class?",),
        ),
        Question(
            "What are the skip connections of a U-Net for?",
            Choice("They bring back where the edges are", "Right: pooling threw that away, and the way down still has it."),
            (
                Choice("They make it faster, past some layers", "They cost work: the joined maps are twice as many."),
                Choice("They save parameters", "They need more: the next block has more maps to weigh."),
                Choice("They let it see more of the picture", "That is what pooling does, on the way down."),
            ),
            ("Train both, and look at the corners.",),
        ),
        Question(
            "95% of the pixels are right. Is the mask good?",
            Choice("That depends: background alone may give as much", "Right: look at IoU or Dice of each class."),
            (
                Choice(
                    "Yes: only one pixel of twenty is wrong", "They may be the very pixels of the thing. Try all background."
                ),
                Choice("No: a good mask has more than 99% right", "For a picture that is half object, 95% may be fine."),
                Choice(
                    "Yes, if the cross-entropy is small as well",
                    "That is small, too, where nearly everything is background.",
                ),
            ),
            ("How many pixels are background?",),
        ),
        Question(
            "Why not one dense layer for the mask, from all pixels to all pixels?",
            Choice(
                "It would need a weight for every pair of pixels",
                "Right: and it would have to learn each place separately. A convolution is the same everywhere.",
            ),
            (
                Choice(
                    "A dense layer can't have that many outputs",
                    "It can, at the price of a weight from each input to each output.",
                ),
                Choice("It could not see the whole picture at the same time", "It would see all of it at once."),
                Choice("Softmax works for one answer only, not for many", "Softmax can be taken in every pixel, as here."),
            ),
            ("How many pixels go in, how many come out?",),
        ),
    ]
