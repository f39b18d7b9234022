"""What there is to try where a network learns."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "sums",
            "Press ›: *back to the sums*. Should “{wrong}” grow or shrink?",
            lambda known: known["reached"] >= 1,
            "Its sum should shrink: its slope is above zero, so a larger sum makes the loss larger.",
            lambda _: ["Its sum should shrink", "Its sum should grow"],
            {"backpropagation_reached": "the sums"},
        ),
        Step(
            "back",
            "Press ▶, back to the kernel. Where does a slope get lost?",
            lambda known: known["reached"] >= 6,
            "{lost} of {cells} cells of the map have none. Point at any weight: its own sum appears.",
            lambda _: ["In pooling and in ReLU", "In the dense layer", "Nowhere"],
            {"backpropagation_reached": "the kernel"},
        ),
        Step(
            "learn",
            "Press *50 steps*. What becomes of the probability of “{told}”?",
            lambda known: known["step"] >= 10,
            "After {step} steps “{told}” gets {probability:.1%}, at first {first:.1%}. Now press *From above*, top right.",
            lambda _: ["It grows", "It jumps up and down", "It stays as it is"],
            {"backpropagation_step": 10},
        ),
        Step(
            "other",
            "Tell it something wrong: click *{other}*. Which signs change?",
            lambda known: known["right"] == 1,
            "It would learn that just as well: a network believes what it is told.",
            lambda _: ["Those of all slopes", "Only those of both sums", "None"],
            {"backpropagation_right": "class B"},
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
