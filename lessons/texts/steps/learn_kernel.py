"""What there is to try where a kernel is learned."""

from lessons.texts.steps import Preset, Step, Steps

EXPLODES = "It explodes: each step goes so far beyond the lowest point that it lands higher up on the other side."
FALLS = "Here it still falls. Whether a rate is too high depends on the pictures: on your photo, most likely, it explodes."

TO_TRY = Steps(
    (
        Step(
            "play",
            "Press *Play the steps*, and watch the kernel, its map and the loss move together.",
            lambda known: known["step"] >= 50,
            "After {step} steps the loss is {share}% of what a kernel of zeros would have. Nobody chose these weights.",
            by={"learn_kernel_step": 50},
        ),
        Step(
            "noise",
            "Learn from noise instead of your picture. Is that easier or harder?",
            lambda known: known["source"] == "noise" and known["step"] >= 50,
            "Neighbours in a photo are nearly alike, so many kernels do nearly the same to it. In noise each weight shows.",
            lambda _: ["Easier", "Harder", "Equally hard"],
            {"learn_kernel_picture": "noise", "learn_kernel_step": 50},
        ),
        Step(
            "rate",
            "Set the learning rate to 1. What happens to the loss?",
            lambda known: known["rate"] == 1,
            lambda known: EXPLODES if known["diverged"] else FALLS,
            by={"learn_kernel_rate": 1.0},
        ),
        Step(
            "impossible",
            "Choose *Edge strength* as the target. Can one kernel learn it?",
            lambda known: known["effect"] == "Edge strength",
            "Not exactly: it is no weighted sum. Even the best kernel keeps {best:.1%} of the loss of zeros.",
            lambda _: ["Not exactly", "Yes, after enough steps", "Only from noise"],
            {"learn_kernel_effect": "Edge strength"},
        ),
    ),
    (
        Preset(
            "Make it fail",
            {"learn_kernel_picture": "your picture", "learn_kernel_rate": 1.0},
            "With a rate of 1 a step may go so far that it lands higher up on the other side. Watch the loss.",
        ),
        Preset(
            "Too careful",
            {"learn_kernel_picture": "your picture", "learn_kernel_rate": 0.001},
            "With a rate of 0.001 every step goes the right way, and hardly anywhere.",
        ),
    ),
)
