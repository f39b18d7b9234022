"""Questions about transfer learning, from the settings on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question
from lessons.training.settings import ARMS

_CHANNELS = {"vgg16": 512, "efficientnet_lite0": 1280}


def fine_tune_questions(settings, *, classes):
    """Six questions about a run.

    Parameters
    ----------
    settings : lessons.training.settings.TrainingSettings
    classes : int, 2 or more
    """
    channels, units = _CHANNELS[settings.network], settings.units
    side = -(-settings.image_size // 32) if settings.network == "efficientnet_lite0" else settings.image_size // 32
    pooled, flat = ((inputs * units + units) + (units * classes + classes) for inputs in (channels, channels * side * side))
    return [
        numbers_question(
            f"Global average pooling of {channels} maps, a hidden layer of {units} units, {classes} classes: how many "
            "parameters does this head learn?",
            pooled,
            "Right: that is all that learns while the base is frozen.",
            [
                (
                    flat,
                    "That is with flatten: every place of every map gets weights of its own.",
                    {"fine_tune_head": "flatten"},
                ),
                (channels * units + units * classes, "Every unit also has a bias."),
                (channels * classes + classes, "There is a hidden layer in between."),
            ],
            [f"{channels} × {units} weights and {units} biases.", f"Then {units} × {classes} and {classes}."],
        ),
        numbers_question(
            f"And with flatten instead of pooling, at {settings.image_size} × {settings.image_size}, where the last maps are "
            f"{side} × {side}?",
            flat,
            f"Right: {side * side} times the weights in the hidden layer. More to learn by heart with.",
            [
                (pooled, "That is with pooling: one number for each map."),
                (pooled * side * side, "Only the hidden layer grows, the output layer does not."),
                (channels * side * side, "That is how many numbers flatten passes on."),
            ],
            [f"{side} × {side} × {channels} numbers go in."],
        ),
        Question(
            "What does the run with random weights tell you?",
            Choice(
                "What the network's shape is worth without anything learned",
                "Right: it is the control. What is better than it comes from ImageNet.",
            ),
            (
                Choice(
                    "How long training takes",
                    "It takes just as long: the same layers are computed.",
                    {"fine_tune_arms": [ARMS["random"], ARMS["frozen"]]},
                ),
                Choice("How good luck can be", "It is the same for the same seed, and not far off for another."),
                Choice("Nothing: it can't learn", "Its head learns. Try it on the faces.", {"fine_tune_set": "faces"}),
            ),
            ("Which part of the two runs is the same, and which is not?",),
        ),
        Question(
            "Why train the head first, and fine-tune the convolutions afterwards?",
            Choice(
                "A fresh head sends back large random gradients, which would wreck good weights",
                "Right: so it comes first, and then all learn with a low rate.",
            ),
            (
                Choice("Keras can't train both at once", "It can. That is what the second stretch does."),
                Choice("The head needs more memory", "It needs far less."),
                Choice("To get more epochs", "Their number is yours either way."),
            ),
            ("What does a head of random weights answer to the first batch?",),
        ),
        Question(
            "For which of these is a left-right flip wrong?",
            Choice("Handwritten digits", "Right: a mirrored 3 is no 3. The same holds for letters and for road signs."),
            (
                Choice("Cats and dogs", "A mirrored cat is a cat."),
                Choice("Textures", "Mirrored grass is grass."),
                Choice("Satellite pictures", "From above there is no left or right."),
            ),
            ("Which of them means something else in a mirror?",),
        ),
        Question(
            "When a base with batch normalisation is fine-tuned on a few pictures, that layer should",
            Choice(
                "keep its statistics (inference mode)", "Right: they come from 1.3 million pictures, yours from 30 at a time."
            ),
            (
                Choice(
                    "learn your pictures' statistics",
                    "Small batches give noisy ones, and the frozen weights no longer fit.",
                    {"fine_tune_network": "EfficientNet-Lite0", "fine_tune_arms": [ARMS["fine_tuned"]]},
                ),
                Choice("be removed", "The weights around it were learned with it in place."),
                Choice("be put into the head", "It belongs behind its convolution."),
            ),
            ("How well do 32 pictures tell the mean of all pictures?",),
        ),
    ]
