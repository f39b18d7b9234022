"""What there is to try where a network learns."""

from lessons.texts.steps import Preset, Step, Steps

TO_TRY = Steps(
    (
        Step(
            "sums",
            "Press › to go *back to the sums*. Should the sum of “{wrong}” grow or shrink?",
            lambda known: known["reached"] >= 1,
            "Its sum should shrink: “{wrong}” is wrong, and its slope is above zero, so a larger sum makes the loss larger. "
            "The right one’s should grow.",
            lambda _: ["Its sum should shrink", "Its sum should grow"],
            {"backpropagation_reached": "the sums"},
        ),
        Step(
            "back",
            "Press ▶ and follow the lines back to the kernel. Where does a slope get lost?",
            lambda known: known["reached"] >= 6,
            "Of {cells} cells of the map, {lost} have no slope: they lost against a larger neighbour, or ReLU’s gate was shut. "
            "Now point at any weight: its own sum appears.",
            lambda _: ["In pooling and in ReLU", "In the dense layer", "Nowhere"],
            {"backpropagation_reached": "the kernel"},
        ),
        Step(
            "learn",
            "Press *Step downhill* once, then *50 steps*. What happens to the probability of “{told}”?",
            lambda known: known["step"] >= 10,
            "After {step} steps “{told}” gets {probability:.1%}, and it got {first:.1%} at the start. Press *From above*, at "
            "the top right, to see two weights go downhill like a ball.",
            lambda _: ["It grows", "It jumps up and down", "It stays as it is"],
            {"backpropagation_step": 10},
        ),
        Step(
            "other",
            "Tell it something wrong: click *{other}*, so that this picture is called “{other}”. Which signs change?",
            lambda known: known["right"] == 1,
            "The same picture, judged the other way round: the slopes of both sums have changed their signs. It would learn "
            "that just as well. A network believes what it is told.",
            lambda _: ["Those of both sums", "Only that of the right class", "None"],
            {"backpropagation_right": "class B"},
        ),
        Step(
            "overfit",
            "Open *Many pictures* below, and make it overfit. What does that take?",
            lambda known: known["verdict"] == "overfitting",
            "It has memorised its own pictures, and is far worse on the others. With few pictures, or after many epochs, that "
            "is what a network with many neurons often does.",
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
