"""What there is to try where a kernel is learned."""

from lessons.texts.steps import Preset, Step, Steps

EXPLODES = "It explodes: each step changes the weights by so much that the next map is even more wrong."
FALLS = "It falls, here. Whether a rate is too high depends on the pictures: on your photo, most likely, it explodes."

_FIRST = {
    "learn_kernel_picture": "your picture",
    "learn_kernel_effect": "Sobel, vertical edges",
    "learn_kernel_rate": 0.1,
    "learn_kernel_step": 0,
}
TO_TRY = Steps(
    (
        Step(
            "play",
            "Press play. Nine random numbers become a kernel: what is wrong fades, and the *loss*, how much is wrong, falls.",
            lambda known: known["is_far"] and known["falls"],
            "After {step} steps the loss has gone from {first} to {loss}. Nobody chose these weights.",
            by={"learn_kernel_step": 50},
            start=_FIRST,
        ),
        Step(
            "noise",
            "Learn from *noise* instead of your picture, and play. Is that easier or harder?",
            lambda known: known["source"] == "noise" and known["is_far"] and known["falls"],
            "Easier: after {step} steps the loss is {loss}. Neighbours in a photo are nearly alike, so many kernels do nearly "
            "the same to it.",
            lambda _: ["Easier", "Harder", "Equally hard"],
            {"learn_kernel_rate": 0.1, "learn_kernel_picture": "noise", "learn_kernel_step": 50},
            start=_FIRST,
        ),
        Step(
            "rate",
            "Set the learning rate, how far each step goes, to 1, and play. What happens to the loss?",
            lambda known: known["rate"] == 1 and known["step"] >= 1,
            lambda known: EXPLODES if known["diverged"] else FALLS,
            lambda known: ["It explodes", "It falls"] if known["diverged"] else ["It falls", "It explodes"],
            {"learn_kernel_rate": 1.0, "learn_kernel_step": 1},
            start=_FIRST,
        ),
        Step(
            "impossible",
            "Set the target to *Edge strength*, and play. Can a kernel learn it?",
            lambda known: known["effect"] == "Edge strength" and known["is_far"],
            "Not exactly: it is no weighted sum. After {step} steps the loss is {loss}, and no kernel gets below {best}.",
            lambda _: ["Not exactly", "Yes, after enough steps", "Only from noise"],
            {"learn_kernel_rate": 0.1, "learn_kernel_effect": "Edge strength", "learn_kernel_step": 60},
            start=_FIRST,
        ),
    ),
    (
        Preset(
            "Make it fail",
            {"learn_kernel_picture": "your picture", "learn_kernel_rate": 1.0, "learn_kernel_step": 0},
            "A learning rate of 1: each step changes the weights by very much. Press play.",
        ),
        Preset(
            "Too careful",
            {"learn_kernel_picture": "your picture", "learn_kernel_rate": 0.001, "learn_kernel_step": 0},
            "With a rate of 0.001 every step goes the right way, but hardly gets anywhere. Press play.",
        ),
    ),
)
