"""Questions about gradient descent, from the numbers on the screen."""

import numpy as np
import numpy.typing as npt

from lessons.texts.questions import Choice, Question, numbers_question

_PHOTO = {"learn_kernel_picture": "your picture"}


def learning_questions(*, weight: float, gradient: float, rate: float, losses: npt.NDArray[np.floating]) -> list[Question]:
    """Six questions about a descent on the screen.

    Parameters
    ----------
    weight, gradient : floats, of one weight at the step shown
    rate : float, the learning rate
    losses : array of the losses at the start and after each step
    """
    weight, gradient = float(f"{weight:.3g}") + 0.0, float(f"{gradient:.3g}") + 0.0  # as they are written
    first, last = f"{losses[0]:.4g}", f"{losses[-1]:.4g}"
    moved = "stayed at" if first == last else f"{'fell' if losses[-1] < losses[0] else 'rose'} from {first} to"
    return [
        numbers_question(
            f"A weight is {weight:g}, its gradient {gradient:g}, the learning rate {rate:g}. What is the weight after a step?",
            weight - rate * gradient,
            "Right: against the gradient, by the gradient times the learning rate.",
            [
                (weight + rate * gradient, "That goes uphill: the gradient points to where the loss grows."),
                (
                    weight - gradient,
                    "That forgets the learning rate. Set it to 1 to see such steps.",
                    {"learn_kernel_rate": 1.0},
                ),
                (weight * (1 - rate), "That would shrink every weight, whatever the difference says."),
                (weight + 1, "The step is learning rate × gradient, whatever size the weight has."),
                (rate, "That is the learning rate, which says how far to go along the slope."),
                (gradient, "That is the slope. The weight moves by it, times the learning rate."),
            ],
            ["New weight = old weight − learning rate × gradient."],
        ),
        Question(
            "The gradient of one weight is negative. What does the next step do to this weight?",
            Choice("It raises it", "Right: the loss falls where the weight grows, so the step goes there."),
            (
                Choice("It lowers it", "The step goes against the gradient: minus a negative number is plus."),
                Choice(
                    "It sets it to zero",
                    "The step changes it a little. Move by one step and look at the kernel.",
                    {"learn_kernel_step": 1},
                ),
                Choice("It leaves it as it is", "Only a gradient of zero leaves it alone."),
            ),
            ("A negative gradient: a larger weight means a smaller loss.",),
        ),
        Question(
            "The learning rate is ten times as large. Is the kernel found ten times as fast?",
            Choice("Perhaps, or the loss explodes", "Right: beyond a limit each step lands higher than the one before."),
            (
                Choice(
                    "Yes: every step is ten times as long as before",
                    "A step that is too long lands beyond the valley: try it on a photo.",
                    {"learn_kernel_rate": 1.0, **_PHOTO},
                ),
                Choice(
                    "No: it takes as many steps at any rate",
                    "Compare a very small rate: after all its steps it has hardly moved.",
                    {"learn_kernel_rate": 0.001, **_PHOTO},
                ),
                Choice(
                    "Yes, but it ends at a different kernel",
                    "The lowest point stays where it is.",
                    {"learn_kernel_rate": 0.1, **_PHOTO},
                ),
            ),
            ("Set the learning rate to 1.",),
        ),
        Question(
            f"The loss {moved} {last}. What decided which weights came out in the end?",
            Choice("The picture, the target and the loss", "Right: people chose these and the rule, but not the weights."),
            (
                Choice(
                    "Somebody who knows how to design such kernels",
                    "Such people designed the presets of the page Convolution. Here nobody did.",
                ),
                Choice(
                    "Chance: the weights were random at the start",
                    "Only the start is random: change the seed and compare the end.",
                    {"learn_kernel_seed": 1},
                ),
                Choice(
                    "The network, which understands edges",
                    "A weight follows its slope, step by step. Read the line with the numbers.",
                ),
            ),
            ("Change the seed, then the target: which of them changes the end?",),
        ),
        Question(
            "The target is the strength of edges in any direction. Can one kernel learn it?",
            Choice(
                "No: it is not a weighted sum of pixels", "Right: squares and a root are in it. A network needs more layers."
            ),
            (
                Choice(
                    "Yes, after a sufficient number of steps",
                    "However many there are, the best possible loss stays above zero.",
                    {"learn_kernel_effect": "Edge strength"},
                ),
                Choice(
                    "Yes, with a sufficiently small learning rate",
                    "However small it is, the best possible loss stays above zero.",
                    {"learn_kernel_effect": "Edge strength"},
                ),
                Choice(
                    "No: 9 weights are too few for all directions",
                    "More weights would not help: no weighted sum turns −3 and 3 into the same.",
                    {"learn_kernel_effect": "Edge strength"},
                ),
            ),
            ("Can a weighted sum give the same answer to a rising and to a falling edge?",),
        ),
        Question(
            "Take any target, even one like edge strength that no kernel makes exactly: "
            "when is the gradient of every weight "
            "zero?",
            Choice("At a kernel with the smallest loss", "Right: there no small change makes it better."),
            (
                Choice(
                    "When the loss is zero, and only then",
                    "The best loss may be above zero: see edge strength.",
                    {"learn_kernel_effect": "Edge strength"},
                ),
                Choice("When all weights of the kernel are zero", "The map is zero then, the difference to the target is not."),
                Choice(
                    "Never, as long as there is a learning rate",
                    "Take noise and look at the last steps: nothing changes any more.",
                    {"learn_kernel_picture": "noise"},
                ),
            ),
            ("Where is a valley flat?",),
        ),
    ]
