"""What there is to try with activation functions."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "cell",
            "Click a blue cell of the map before, and look at the same place of the map after.",
            lambda known: known["cell"] is not None and known["before"] < 0,
            "Each value goes through the curve by itself: {name} makes {before:.3g} into {after:.3g}.",
        ),
        Step(
            "sigmoid",
            "Choose *Sigmoid*, and divide the map by 1. What happens to nearly all values?",
            lambda known: known["name"] == "Sigmoid" and known["scale"] == 1,
            "The curve is flat at its ends: {flat:.0%} of the values are within a hundredth of 0 or 1. It is saturated.",
            lambda _: ["They are almost 0 or 1", "They are almost 0.5", "They stay as they are"],
            {"activation_function": "Sigmoid", "activation_scale": 1},
        ),
        Step(
            "linear",
            "Choose *Linear*. What does the layer do now?",
            lambda known: known["name"] == "Linear",
            "Nothing: what comes out is what went in. Open *Why a network needs it* to see what that costs.",
            lambda _: ["Nothing", "It blurs the map", "It removes negative values"],
            {"activation_function": "Linear"},
        ),
    ),
    (
        Preset(
            "Make it fail",
            {"activation_kernel": "Identity", "activation_function": "ReLU"},
            "The picture itself has no negative values, so ReLU has nothing to do.",
        ),
        Preset(
            "The opposite",
            {"activation_kernel": "Laplacian", "activation_function": "ReLU"},
            "In a photo about half of the values are negative: ReLU makes them all zero, and half of the map is empty.",
        ),
    ),
)
