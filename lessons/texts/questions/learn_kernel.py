"""Questions about gradient descent, from the numbers on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question

_PHOTO = {"learn_kernel_picture": "your picture"}


def learning_questions(*, weight, gradient, rate, losses, exact):
    """Six questions about a descent on the screen.

    Parameters
    ----------
    weight, gradient : floats, of one weight at the step shown
    rate : float, the learning rate
    losses : array of the losses at the start and after each step
    exact : bool, whether some kernel makes the target exactly
    """
    weight, gradient = float(f"{weight:.3g}"), float(f"{gradient:.3g}")
    fell = float(losses[-1]) < float(losses[0])
    return [
        numbers_question(
            f"A weight is {weight:g}, its gradient {gradient:g}, the learning rate {rate:g}. What is the weight after a step?",
            weight - rate * gradient,
            "Right: against the gradient, as far as the learning rate says.",
            [
                (weight + rate * gradient, "That goes uphill: the gradient points to where the loss grows."),
                (
                    weight - gradient,
                    "That forgets the learning rate. Set it to 1 to see such steps.",
                    {"learn_kernel_rate": 1.0},
                ),
                (weight * (1 - rate), "That would shrink every weight, whatever the difference says."),
            ],
            ["New weight = old weight − learning rate × gradient."],
        ),
        Question(
            "The gradient of one weight is negative. What does the next step do to this weight?",
            Choice("Raises it", "Right: the loss falls where the weight grows, so the step goes there."),
            (
                Choice("Lowers it", "The step goes against the gradient: minus a negative number is plus."),
                Choice(
                    "Sets it to zero",
                    "The step changes it a little. Move by one step and look at the kernel.",
                    {"learn_kernel_step": 1},
                ),
                Choice("Nothing", "Only a gradient of zero leaves it alone."),
            ),
            ("A negative gradient: a larger weight means a smaller loss.",),
        ),
        Question(
            "The learning rate is ten times as large. Is the kernel found ten times as fast?",
            Choice("Perhaps, or the loss explodes", "Right: beyond a limit each step lands higher than the one before."),
            (
                Choice("Yes, always", "Try it on a photo.", {"learn_kernel_rate": 1.0, **_PHOTO}),
                Choice("No, the rate changes nothing", "Compare a very small one.", {"learn_kernel_rate": 0.001, **_PHOTO}),
                Choice(
                    "Yes, but the kernel is another one",
                    "The lowest point stays where it is.",
                    {"learn_kernel_rate": 0.1, **_PHOTO},
                ),
            ),
            ("Set the learning rate to 1.",),
        ),
        Question(
            f"The loss {'fell' if fell else 'rose'} from {losses[0]:.4g} to {losses[-1]:.4g}. Who chose the last weights?",
            Choice("The data and the loss", "Right: people chose the picture, the target and the rule, not the weights."),
            (
                Choice(
                    "Somebody who knows edge detectors",
                    "Such people designed the presets of the page Convolution. Here nobody did.",
                ),
                Choice("Chance", "Only the start is random: change the seed and compare the end.", {"learn_kernel_seed": 1}),
                Choice(
                    "The network, which understands edges",
                    "It follows a slope, weight by weight. Read the line with the numbers.",
                ),
            ),
            ("Which part of the page did you not set?",),
        ),
        Question(
            "The target is the strength of edges in any direction. Can one kernel learn it?",
            Choice(
                "No: it is not a weighted sum of pixels", "Right: squares and a root are in it. A network needs more layers."
            ),
            (
                Choice("Yes, with enough steps", "Look at the best possible loss.", {"learn_kernel_effect": "edge strength"}),
                Choice(
                    "Yes, with a smaller learning rate",
                    "Look at the best possible loss.",
                    {"learn_kernel_effect": "edge strength"},
                ),
                Choice(
                    "No, 9 weights are too few",
                    "More weights would not help: no weighted sum turns −3 and 3 into the same.",
                    {"learn_kernel_effect": "edge strength"},
                ),
            ),
            ("Can a weighted sum give the same answer to a rising and to a falling edge?",),
        ),
        Question(
            f"{'A kernel that makes this target exactly exists' if exact else 'No kernel makes this target exactly'}. "
            "When is the gradient of every weight zero?",
            Choice("At the kernel with the smallest loss", "Right: there no small change makes it better."),
            (
                Choice(
                    "When the loss is zero, and only then",
                    "The best loss may be above zero: see edge strength.",
                    {"learn_kernel_effect": "edge strength"},
                ),
                Choice("When all weights are zero", "The map is zero then, the difference is not."),
                Choice(
                    "Never",
                    "Take noise and look at the last steps: nothing changes any more.",
                    {"learn_kernel_picture": "noise"},
                ),
            ),
            ("Where is a valley flat?",),
        ),
    ]
