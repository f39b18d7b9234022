"""What there is to try where a network learns."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "sums",
            "Press ›, *back to the sums*: slopes appear. Should the sum of “{wrong}” grow or shrink?",
            lambda known: known["reached"] >= 1,
            "Its sum should shrink: its *slope* is above zero, so the loss would grow with it.",
            lambda _: ["Its sum should shrink", "Its sum should grow"],
            {"backpropagation_reached": "the sums"},
        ),
        Step(
            "back",
            "Press ▶: the slopes go back to the kernel. Where do they get lost?",
            lambda known: known["reached"] >= 6,
            "In pooling and in ReLU: {lost} of {cells} cells of the map have none. Point at any weight: its own sum appears.",
            lambda _: ["In pooling and in ReLU", "In the dense layer", "Nowhere"],
            {"backpropagation_reached": "the kernel"},
        ),
        Step(
            "learn",
            "Press *50 steps*. What becomes of the probability of “{told}”?",
            lambda known: known["step"] >= 10,
            "After {step} steps “{told}” gets {probability:.1%}, at first {first:.1%}. It would learn a lie just as well: "
            "click the other answer, and press again.",
            lambda _: ["It grows", "It jumps up and down", "It stays as it is"],
            {"backpropagation_step": 10},
        ),
        Step(
            "above",
            "Show it *From above*: dark is a high loss. Click a place. Where does the ball roll?",
            lambda known: known["is_put"],
            "Downhill, against the slope under the ball. It knows nothing else, so it may end in a hollow that is not the "
            "lowest, or where it is flat.",
            lambda _: ["Downhill", "Straight to the lowest place", "Along a line of equal loss"],
            {"backpropagation_look": "From above", "backpropagation_from_left": 2.5, "backpropagation_from_right": 2.5},
        ),
        Step(
            "overfit",
            "Make it overfit in *Many pictures*, below. What does that take?",
            lambda known: known["verdict"] == "overfitting",
            "It has memorised its own pictures, and is far worse on the others.",
            lambda _: ["Fewer pictures, or more epochs", "Fewer neurons", "More pictures"],
            {"backpropagation_section": "Many pictures", "backpropagation_pictures": 30, "backpropagation_epochs": 150},
        ),
    ),
    (
        Preset(
            "Giant steps",
            {"backpropagation_rate": 30.0, "backpropagation_step": 1},
            "A step with a rate of 30 throws weights and sums far. On one picture that may work; with many, it undoes what "
            "others need.",
        ),
        Preset(
            "Too careful",
            {"backpropagation_rate": 0.01, "backpropagation_step": 50},
            "With a rate of 0.01, fifty steps hardly change a number. The direction is right, the way is long.",
        ),
    ),
)
