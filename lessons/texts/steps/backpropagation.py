"""What there is to try where a network learns."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "sums",
            "Move *Slopes back to* one place on. The wrong class has a positive slope. Should its sum grow or shrink?",
            lambda known: known["reached"] >= 1,
            "Its sum should shrink: with a positive slope, a larger sum makes the loss larger. The right class's should grow.",
            lambda _: ["Its sum should shrink", "Its sum should grow"],
            {"backpropagation_reached": "the sums"},
        ),
        Step(
            "back",
            "Bring the slopes all the way back to the kernel. Where does a slope get lost?",
            lambda known: known["reached"] >= 6,
            "Of {cells} cells of the map, {lost} have no slope: they lost against a larger neighbour, or ReLU's gate was shut.",
            lambda _: ["In pooling and in ReLU", "In the dense layer", "Nowhere"],
            {"backpropagation_reached": "the kernel"},
        ),
        Step(
            "learn",
            "Press *Play the steps*. What happens to the probability of the right class?",
            lambda known: known["step"] >= 10,
            "After {step} steps it is {probability:.1%}, and it was {first:.1%} at the start.",
            lambda _: ["It grows", "It jumps up and down", "It stays as it is"],
            {"backpropagation_step": 10},
        ),
        Step(
            "other",
            "Change the right class, and go back to step 0. Which signs change?",
            lambda known: known["right"] == 1 and known["step"] == 0,
            "The same answer, judged the other way round: the slopes of both sums have changed their signs.",
            lambda _: ["Those of both sums", "Only that of the right class", "None"],
            {"backpropagation_right": "class B", "backpropagation_step": 0},
        ),
        Step(
            "overfit",
            "Open *Reading curves* below, and make it overfit. What does that take?",
            lambda known: known["verdict"] == "overfitting",
            "It has memorised its own pictures, and is far worse on the others. With few pictures, or after many epochs, that "
            "is what a network with many neurons often does.",
            lambda _: ["Fewer pictures, or more epochs", "Fewer neurons", "More pictures"],
            {"backpropagation_section": "Reading curves", "backpropagation_pictures": 30, "backpropagation_epochs": 150},
        ),
    ),
    (
        Preset(
            "Too fast",
            {"backpropagation_rate": 30.0, "backpropagation_step": 50},
            "With a rate of 30 a step may shut every gate of ReLU, or throw the sums far apart. Look at the slopes.",
        ),
        Preset(
            "Too careful",
            {"backpropagation_rate": 0.01, "backpropagation_step": 50},
            "With a rate of 0.01, fifty steps hardly change a number. The direction is right, the way is long.",
        ),
    ),
)
