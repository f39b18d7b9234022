"""Questions about noise that fools a network, from the numbers on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def fool_questions(size: int, strength: int, *, value: int = 1) -> list[Question]:
    """Six questions about aimed and random noise.

    Parameters
    ----------
    size : int, rows and columns of the network's input
    strength : int, from 1: what a value of the picture may change by
    value : int in [0, 255], of one value of the picture
    """
    values = size * size * 3
    return [
        numbers_question(
            f"The network is shown {size} × {size} pixels in three channels. How many numbers can the noise push?",
            values,
            "Right: each pixel has three values, and each of them is a number of its own.",
            [
                (size * size, "Each pixel has three values."),
                (3 * size, "There are as many rows as columns.", {"fool_section": "By hand"}),
                (values * strength, "The strength says how far each may go, not how many there are."),
                (3, "Those are the values of one pixel."),
            ],
            ["Rows times columns times channels."],
        ),
        numbers_question(
            f"A value of the picture is {value}. The noise may change it by at most {strength}, and the score rises when "
            "the value falls. What does the value become when it is pushed as far as allowed?",
            max(value - strength, 0),
            "Right: down as far as allowed, but no value of a picture is below 0.",
            [
                (value + strength, "The score rises when the value falls."),
                (value - strength, "A picture has no values below 0."),
                (value, "Then it would not be pushed."),
                (0 if value > strength else 255, "It may change by the strength at most."),
            ],
            ["Which way does the score rise?", "Values of a picture are from 0 to 255."],
        ),
        numbers_question(
            f"A score has the slope 0.002 at each of {values:,} values. How far does it rise, if it is nearly a straight line "
            f"and each value is pushed by {strength} the way that helps?",
            0.002 * values * strength,
            "Right: tiny pushes, but so many, and all the same way.",
            [
                (0.002 * strength, "That is what a single value does."),
                (0.002 * values**0.5 * strength, "Random noise comes that far: its pushes cancel.", {"fool_kind": "random"}),
                (0.002 * values, "Each is pushed by the strength, not by 1.", {"fool_strength": min(strength + 1, 16)}),
                (0, "Pushed the way that helps, they do not cancel.", {"fool_kind": "aimed"}),
            ],
            ["Slope times push, for each of them."],
        ),
        Question(
            "Random noise of the same strength hardly moves the answer. Why?",
            Choice(
                "Its pushes go all ways and nearly cancel",
                "Right: what is left grows only with the root of how many there are.",
            ),
            (
                Choice(
                    "It is weaker, because it has smaller values", "Both have the same strength: look.", {"fool_kind": "random"}
                ),
                Choice(
                    "The network removes noise before it answers",
                    "Then aimed noise would be removed, too.",
                    {"fool_kind": "aimed"},
                ),
                Choice("It changes fewer pixels than aimed noise does", "It changes every value.", {"fool_kind": "random"}),
            ),
            ("Compare both under *By hand*.",),
        ),
        Question(
            "Training follows a gradient, too. What is different here?",
            Choice("The picture changes, and the weights stay", "Right: the same backpropagation, one step further back."),
            (
                Choice(
                    "The weights change, and the picture stays", "That is training. This network is the same before and after."
                ),
                Choice(
                    "Both of them change a little at a time",
                    "Nothing of the network changes: take the noise away.",
                    {"fool_strength": 0},
                ),
                Choice("It follows the loss upwards, never downwards", "Towards a class, the loss of that class goes down."),
            ),
            ("What is it that you may change?",),
        ),
        Question(
            "Saved as a JPEG, this picture is recognised again. Is a network that saves every picture as a JPEG first safe?",
            Choice("No: noise can be made that survives it", "Right: an attacker who knows of that step can allow for it."),
            (
                Choice("Yes: nothing of the noise is left", "Some of it is: the picture is not the one from before."),
                Choice("Yes, as long as the weights stay secret", "Noise made on another network often works, too."),
                Choice("No: a JPEG makes any network worse at everything", "A little at most. It is not the reason."),
            ),
            ("What would you do if you knew about that step?",),
        ),
    ]
