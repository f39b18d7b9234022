"""What articles from before about 2021 do to train a network on few pictures: each as controls to set, and why they do it."""

from lessons.texts.steps import Preset
from lessons.training.settings import ARMS, BASES, HEADS, OLD_CODE_AUGMENTATION

_ROTATED = round(OLD_CODE_AUGMENTATION.rotation)

OLD_RECIPES = (
    Preset(
        "Flatten, then 256 units",
        {"fine_tune_head": HEADS["flatten"], "fine_tune_units": 256},
        "The last maps are laid out in one long row, so the head knows where each thing was. It has far more weights to "
        "learn than with the mean of each map, and memorises pictures more easily.",
    ),
    Preset(
        "Dropout 0.5, L2 0.01, patience 5",
        {"fine_tune_dropout": 0.5, "fine_tune_l2": 0.01, "fine_tune_patience": 5, "fine_tune_epochs": 40},
        "Against memorising: half of the hidden units rest at each step, large weights cost something, and training "
        "ends once the loss on pictures held back has not fallen for 5 of up to 40 epochs.",
    ),
    Preset(
        "Turn, shift and zoom",
        {
            "fine_tune_rotation": _ROTATED,
            "fine_tune_shift": OLD_CODE_AUGMENTATION.shift,
            "fine_tune_zoom": OLD_CODE_AUGMENTATION.zoom,
        },
        f"Copies turned by up to {_ROTATED} degrees, moved and enlarged by up to 20%: a few pictures become many. "
        "It takes several times as long, since each copy goes through the base.",
    ),
    Preset(
        "The last five layers",
        {
            "fine_tune_arms": [ARMS["frozen"], ARMS["fine_tuned"]],
            "fine_tune_network": BASES["vgg16"],
            "fine_tune_unfrozen": 3,
        },
        "In Keras’s VGG16 the last five layers are block4_pool, block5_conv1, block5_conv2, block5_conv3 and block5_pool. "
        "Pools have no weights, so that is the last three convolutions.",
    ),
)
"""One press each, on the page Fine-tune. The sentence says what it changes and why."""
