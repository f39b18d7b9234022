"""Questions about networks of other kinds, from the table on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def zoo_questions(*, channels: int, kernel: int, filters: int) -> list[Question]:
    """Five questions; the numbers are those of one convolution: channels in, rows of its kernel, filters."""
    plain, separable = kernel**2 * channels * filters, kernel**2 * channels + channels * filters
    return [
        numbers_question(
            f"A convolution of {kernel} × {kernel} from {channels} to {filters} maps. How many weights, without biases?",
            plain,
            "Right: each filter spans all maps.",
            [
                (separable, "That is MobileNet's way: each channel by itself, and then 1 × 1 over all."),
                (kernel**2 * filters, "A filter spans all maps of the layer before."),
                (channels * filters, "That is a 1 × 1 convolution."),
            ],
            [f"One filter: {kernel} × {kernel} × {channels}."],
        ),
        numbers_question(
            f"From {channels} to {filters} maps as MobileNet does it: each channel filtered by itself "
            f"with {kernel} × {kernel}, then "
            "1 × 1 over all channels. How many weights, without biases?",
            separable,
            "Right: a sum instead of a product. That is why it fits on a phone.",
            [
                (plain, "That is the ordinary convolution."),
                (kernel**2 * channels, "Those are the kernels of the single channels. The 1 × 1 filters come after."),
                (channels * filters, "Those are the 1 × 1 filters. The kernels of the single channels come before."),
            ],
            [f"{kernel} × {kernel} for each of {channels} channels.", f"Then {channels} × {filters} for the 1 × 1 filters."],
        ),
        Question(
            "Why can ResNet have 50 layers and more?",
            Choice("Shortcuts let the gradient pass around its blocks", "Right: each block only has to learn a change."),
            (
                Choice(
                    "Its layers have fewer weights, so that there is less to learn",
                    "VGG16's convolutions have fewer in all: it is not their number.",
                ),
                Choice(
                    "It has no pooling, so that its maps do not become too small",
                    "It has two poolings, and strides of 2 as well.",
                ),
                Choice("It was trained for longer", "A plain network of that depth does worse, however long it is trained."),
            ),
            ("What does the gradient have to get through?",),
        ),
        Question(
            "You feed VGG16 pictures scaled from −1 to 1, as MobileNetV2 wants them. What happens?",
            Choice(
                "Poor answers, without an error", "Right: to it all these numbers are nearly the same. It is a silent mistake."
            ),
            (
                Choice("An error, because the range is wrong", "Numbers are numbers: nothing complains."),
                Choice("The same answers: it adapts", "The weights are fixed, and fit the scaling of their training."),
                Choice(
                    "The same order of classes, less surely",
                    "To it every picture is nearly one flat colour: the order changes, too.",
                ),
            ),
            ("How far apart are dark and bright in the pixels that VGG16 was trained with?",),
        ),
        Question(
            "Which network is best for your task?",
            Choice("The one that does best on pictures like yours", "Right: measure it on yours, and look at what it costs."),
            (
                Choice(
                    "The newest: each one improves on all those before it",
                    "A small old one may be better for few pictures and a slow computer.",
                ),
                Choice("The largest, as it has most features to offer", "It may overfit, or be too slow."),
                Choice("The one with the best accuracy on ImageNet", "ImageNet is one task. Yours may be unlike it."),
            ),
            ("Best for what?",),
        ),
    ]
