"""Questions about vision transformers, and what came before them."""

from lessons.texts.questions import Choice, Question, numbers_question

_TRAINED = {"timeline_view": "The race"}


def timeline_questions(side: int, patch: int, numbers: int) -> list[Question]:
    """Seven questions.

    Parameters
    ----------
    side, patch : ints, rows of a picture and of its patches, of which the first is a multiple
    numbers : int, that stand for a patch
    """
    across = side // patch
    count = across * across
    return [
        numbers_question(
            f"A picture of {side} × {side} pixels is cut into patches of {patch} × {patch}. How many are there?",
            count,
            "Right: that many in a row, and as many rows.",
            [
                (across, "That is how many lie in one row."),
                (2 * across, "Rows times columns: they multiply."),
                (side * side, "That is how many pixels there are."),
                (patch * patch, "That is how many pixels a patch has."),
            ],
            [f"How many fit into one row of {side} pixels?"],
        ),
        numbers_question(
            f"How many numbers are in a patch of {patch} × {patch} pixels in colour?",
            3 * patch * patch,
            "Right: three for each of its pixels.",
            [
                (patch * patch, "Each pixel has three numbers: red, green and blue."),
                (3 * patch, "Rows times columns times three."),
                (numbers * patch, f"The dense layer makes {numbers} numbers of it only afterwards."),
            ],
            ["How many pixels, and how many numbers each?"],
        ),
        numbers_question(
            f"Each of {count} patches takes a share from each of them, itself included. How many shares is that in one head?",
            count * count,
            "Right: a row of shares for each patch.",
            [
                (count, "That is how many one patch has.", {"timeline_view": "Attention"}),
                (2 * count, "Each asks each: they multiply.", {"timeline_view": "Attention"}),
                (count * numbers, "A share is one number for each pair of patches."),
            ],
            [f"One patch has {count} shares."],
        ),
        numbers_question(
            "Patches become half as high and half as wide. How many times as many shares of attention are there then?",
            16,
            "Right: four times as many patches, each of which asks four times as many.",
            [
                (2, "There are more patches both in a row and in a column.", {"timeline_view": "Attention"}),
                (4, "That is how the patches grow. Each asks each."),
                (8, "Four times as many patches ask four times as many."),
            ],
            ["How many times as many patches?", "And how many does each ask?"],
        ),
        Question(
            "Both networks have memorised 60 drawings. Why is the convolutional one far better on new ones?",
            Choice(
                "It has built in that neighbours matter, and places do not",
                "Right: the transformer would have to learn that from pictures.",
                _TRAINED,
            ),
            (
                Choice(
                    "It has far more parameters, and so it can keep more",
                    "Both have as many, to within half a per cent.",
                    _TRAINED,
                ),
                Choice(
                    "It was trained for many more steps than the other one", "Both were trained for as many steps.", _TRAINED
                ),
                Choice(
                    "It has seen other pictures before, and the other one none", "Both began with random weights.", _TRAINED
                ),
            ),
            ("What does a kernel know before it has seen a picture?",),
        ),
        Question(
            "What makes it possible to train networks of 50 and more layers, and is part of ResNet, ViT and ConvNeXt alike?",
            Choice("Shortcuts", "Right: what comes in is added to what comes out.", {"timeline_station": "ResNet"}),
            (
                Choice("Large kernels", "VGG16 and ResNet have small ones.", {"timeline_station": "ConvNeXt"}),
                Choice("Attention", "ResNet and ConvNeXt have none.", {"timeline_station": "ViT"}),
                Choice("Max pooling", "A vision transformer has none.", {"timeline_station": "ViT"}),
            ),
            ("Look for the arc over the parts.",),
        ),
        Question(
            "A patch takes nearly all from one other patch. What follows for the answer of the network?",
            Choice(
                "Nothing for sure: it says where numbers came from",
                "Right: the layers after that decide what happens to them.",
                {"timeline_view": "Attention"},
            ),
            (
                Choice(
                    "That patch is the reason for the answer",
                    "Many patches, heads and layers count, and shortcuts go around attention.",
                ),
                Choice(
                    "The network is sure of its answer now",
                    "Its probabilities say how sure it is.",
                    {"timeline_view": "Attention"},
                ),
                Choice(
                    "The two patches show the same thing",
                    "They need not be alike: a query is compared with keys, not with queries.",
                ),
            ),
            ("What happens to the numbers after they were taken?",),
        ),
    ]
