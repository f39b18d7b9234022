"""Questions about networks of other kinds, from the table on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def zoo_questions(*, channels, kernel, filters):
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
            "And as MobileNet does it: each channel filtered by itself, then 1 × 1 over all channels?",
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
                Choice("Its layers have no weights", "It has 25 million."),
                Choice("It does not use ReLU", "It does, after each of its convolutions but the last of a block."),
                Choice("It was trained longer", "A plain network of that depth does worse, however long it is trained."),
            ),
            ("What does the gradient have to get through?",),
        ),
        Question(
            "You feed VGG16 with pictures scaled from −1 to 1, as MobileNetV2 wants them. What happens?",
            Choice("No error, and poor answers", "Right: the numbers are all nearly zero for it. This is a silent mistake."),
            (
                Choice("An error", "Numbers are numbers: nothing complains."),
                Choice("Nothing, networks adapt", "The weights are fixed, and fit the scaling of their training."),
                Choice("It gets faster", "The work is the same."),
            ),
            ("What is the spread of the pixels that VGG16 was trained with?",),
        ),
        Question(
            "Which network is best?",
            Choice("It depends on the pictures, the task and the computer", "Right: measure it on yours."),
            (
                Choice("The newest", "A small old one may be better for few pictures and a slow computer."),
                Choice("The largest", "It may overfit, or be too slow."),
                Choice("The one with the best ImageNet figure", "ImageNet is one task. Yours may be unlike it."),
            ),
            ("Best for what?",),
        ),
    ]
