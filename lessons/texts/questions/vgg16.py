"""Questions about VGG16 as a whole, from its table and its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lessons.texts.layer_words import layer_in_words
from lessons.texts.questions import Choice, Question, numbers_question

if TYPE_CHECKING:
    from lessons.nets.classification import Label  # it would start TensorFlow


def vgg16_questions(rows: Sequence[Mapping[str, Any]], labels: Sequence[Label], *, classes: int) -> list[Question]:
    """Five questions about the network's table and what a classifier calls the picture.

    Parameters
    ----------
    rows : list of dict of layer, kind, output and parameters, as `lessons.nets.probing.layer_rows` gives them
    labels : sequence of lessons.nets.classification.Label, the most probable first
    classes : int, how many the network itself tells apart; 0 if an ImageNet classifier answered for it
    """
    first, last = rows[0], rows[-1]
    second = rows[1]
    pools = [row for row in rows if "Pooling" in row["kind"]]
    return [
        numbers_question(
            f"The second layer, {layer_in_words(second['layer'])}, has 64 filters of 3 × 3 over 64 maps. "
            "How many parameters is that, with biases?",
            second["parameters"],
            "Right: 64 × (3 × 3 × 64 + 1).",
            [
                (64 * 9, "A filter spans all 64 maps of the layer before."),
                (64 * 9 * 64, "Each filter has a bias, too."),
                (first["parameters"], "That is the first layer, whose filters span only 3 channels."),
            ],
            ["How many weights does one filter have?", "3 × 3 × 64, and a bias."],
        ),
        numbers_question(
            "How many parameters do the pooling layers have, all together?",
            0,
            "Right: they keep the largest value of each window. There is nothing to learn.",
            [
                (4 * len(pools), "A window of 2 × 2 has four cells, and no weights."),
                (len(pools), "Not even one each."),
                (last["parameters"] + 512, "So many maps come out at the end. None of them is a weight: look at the table."),
            ],
            ["Look at the table."],
        ),
        Question(
            "From the first layer to the last: what happens to the maps?",
            Choice("They become smaller and more numerous", "Right: they say less about where, and more about what."),
            (
                Choice("They become larger and less numerous", "Look at the shapes under the layers' names."),
                Choice("They become smaller, and their number stays", "Look at the last number of the shapes: it grows."),
                Choice("They become sharper and more numerous", "They become coarser: look at the shape of the last layer."),
            ),
            ("Look at the shapes under the layers' names.",),
        ),
        Question(
            "Many values of late maps are exactly zero. Why?",
            Choice(
                "ReLU turns negative sums into zero",
                "Right: where a filter does not find what it looks for, its sum is negative.",
            ),
            (
                Choice("Most weights of late filters are zero", "The weights are not: see One unit, exactly."),
                Choice("The picture is dark in those places", "The maps are not about brightness. Compare with the picture."),
                Choice(
                    "The network never learned to use them", "Few of many detectors answer to any one picture: try another one."
                ),
            ),
            ("Sort the maps by sparsity.",),
        ),
        Question(
            f"The most probable label is {labels[0].name}, with {labels[0].probability:.0%}. What does that mean?",
            Choice(f"Of its {classes or 1000} classes, this fits best", "Right: nobody asked whether any of them fits."),
            (
                Choice(
                    "It is right in that share of such cases",
                    "That would have to be measured on a test set. "
                    "Give it a picture of something that is in none of the classes.",
                ),
                Choice(
                    "ImageNet has no better name for it",
                    "Your network's head knows its own classes only.",
                )
                if classes
                else Choice(
                    "VGG16 says so, with that probability", "VGG16's own classifier is not here: another network answered."
                ),
                Choice(
                    "That share of its pixels belongs to that class",
                    "The probability is about the whole picture, as the lesson Why that answer shows.",
                ),
            ),
            ("Who answered, and what does it know?",),
        ),
    ]
