"""Questions about transfer learning, from the settings on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question
from lessons.training.settings import ARMS, TrainingSettings

_CHANNELS = {"vgg16": 512, "efficientnet_lite0": 1280}


def fine_tune_questions(settings: TrainingSettings, *, classes: int) -> list[Question]:
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
            f"{channels} maps of {side} × {side} are flattened, then a hidden layer of {units} units, "
            f"{classes} classes: how many "
            "parameters does this head learn?",
            flat,
            f"Right: {side * side} times the weights in the hidden layer of one with pooling. More to memorise with.",
            [
                (pooled, "That is with pooling: one number for each map."),
                (pooled * side * side, "Only the hidden layer grows, the output layer does not."),
                (channels * side * side, "That is how many numbers flatten passes on."),
                (flat - units - classes, "Every unit also has a bias."),
            ],
            [f"{side} × {side} × {channels} numbers go in."],
        ),
        Question(
            "What does the run with random weights tell you?",
            Choice(
                "How much the same layers can do without ImageNet",
                "Right: it is the control. Whatever the other run does better comes from ImageNet's weights.",
            ),
            (
                Choice(
                    "How long it takes to train without ImageNet",
                    "It takes just as long: the same layers are computed.",
                    {"fine_tune_arms": [ARMS["random"], ARMS["frozen"]]},
                ),
                Choice(
                    "How well the network does when all of it is trained on your pictures",
                    "That is the small CNN from scratch: here only the head learns.",
                ),
                Choice(
                    "Nothing: random weights can't learn",
                    "They don't, but the head behind them does. Try it on the faces.",
                    {"fine_tune_set": "faces"},
                ),
            ),
            ("Which part of the two runs is the same, and which is not?",),
        ),
        Question(
            "Why train the head first, and fine-tune the convolutions afterwards?",
            Choice(
                "A fresh head sends back random gradients, which would wreck good weights",
                "Right: so the head comes first, and then both learn with a low rate.",
            ),
            (
                Choice(
                    "The convolutions can learn only from the probabilities of a head that is finished",
                    "They can learn beside it: that is what the second stretch does.",
                ),
                Choice(
                    "The head has more parameters than the convolutions, and so needs more epochs",
                    "With pooling it has far fewer, and learns quickly.",
                ),
                Choice(
                    "With the head alone the validation loss can't rise, so nothing is memorised",
                    "It can: a head memorises, too, if it has enough weights. See the curves.",
                ),
            ),
            ("What does a head of random weights answer to the first batch?",),
        ),
        Question(
            "For which of these is a left-right flip wrong?",
            Choice("Handwritten digits", "Right: a mirrored 3 is no 3. The same holds for letters and for road signs."),
            (
                Choice("Cats and dogs", "A mirrored cat is a cat."),
                Choice("Textures of grass and stone", "Mirrored grass is grass."),
                Choice("Satellite pictures", "From above there is no left or right."),
            ),
            ("Which of them means something else in a mirror?",),
        ),
        Question(
            "A base with batch normalisation is fine-tuned on a few pictures. What should that layer do?",
            Choice(
                "Keep the statistics of ImageNet",
                f"Right: they come from 1.3 million pictures, yours from {settings.batch_size} at a time.",
            ),
            (
                Choice(
                    "Measure the statistics of your pictures",
                    "Small batches give noisy ones, and the layers after it were not trained for them.",
                    {"fine_tune_network": "EfficientNet-Lite0", "fine_tune_arms": [ARMS["fine_tuned"]]},
                ),
                Choice("Be left out, as it is for training only", "The weights around it were learned with it in place."),
                Choice(
                    "Start again with mean 0 and variance 1", "Its inputs have other means: the layers after it know those."
                ),
            ),
            (f"How well do {settings.batch_size} pictures tell the mean of all pictures?",),
        ),
    ]
