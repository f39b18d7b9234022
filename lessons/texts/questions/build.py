"""Questions about a stack of layers, from the numbers on the screen."""

from collections.abc import Sequence

from lessons.core.architecture import Row
from lessons.texts.questions import Choice, Question, numbers_question


def build_questions(rows: Sequence[Row], input_shape: tuple[int, int, int]) -> list[Question]:
    """Six questions about a described stack.

    Parameters
    ----------
    rows : list of lessons.core.architecture.Row, the output layer's at the end
    input_shape : (rows, columns, channels)
    """
    total, kept = sum(row.learned for row in rows), sum(row.parameters - row.learned for row in rows)
    output = rows[-1]
    inputs = rows[-2].shape[0] if len(rows) > 1 else 0
    return [
        numbers_question(
            f"The last layer turns {inputs:,} numbers into {output.shape[0]} probabilities. How many parameters does it have?",
            output.parameters,
            "Right: a weight for each pair, and a bias for each class.",
            [
                (inputs * output.shape[0], "Each class also has a bias."),
                (inputs + output.shape[0], "Weights connect each input with each class: they multiply."),
                (9 * output.shape[0], "That would be shared 3 × 3 kernels. A dense layer shares nothing."),
            ],
            [f"{inputs:,} × {output.shape[0]} weights.", f"And {output.shape[0]} biases."],
        ),
        Question(
            "The pictures become twice as wide and high. What happens to the parameters of a convolution?",
            Choice(
                "They stay the same", "Right: its kernels are shared by all positions. Its work grows, its parameters don't."
            ),
            (
                Choice("They double, as each side does", "Try it: change the size of the pictures.", {"build_size": 64}),
                Choice("They grow fourfold", "That happens to a dense layer after a flatten.", {"build_size": 64}),
                Choice("They halve", "Try it: change the size of the pictures.", {"build_size": 64}),
            ),
            ("What does the number of its weights depend on?",),
        ),
        Question(
            "Training accuracy 100%, validation accuracy 88%. What is going on?",
            Choice(
                "Overfitting: it memorised its pictures",
                "Right: fewer parameters, dropout or more pictures make the gap smaller.",
            ),
            (
                Choice(
                    "Underfitting: it needs more epochs",
                    "It already knows all of its own pictures: more epochs only widen the gap.",
                    {"build_epochs": 40},
                ),
                Choice("The learning rate is too small for it", "Then the training accuracy would not be at 100%."),
                Choice("Nothing: it is always worse on new pictures", "The two can be equal: the gap shows what it memorised."),
            ),
            ("Which pictures did it learn from?",),
        ),
        Question(
            "Why is there a test set beside the validation set?",
            Choice(
                "Picking the best of many networks by one set fits them to it",
                "Right: so the final figure needs pictures that had no part in the choice.",
            ),
            (
                Choice(
                    "Two sets of pictures give a network more to learn from in the end", "Neither of the two is trained on."
                ),
                Choice("Keras can train a network only if it is given both of these sets", "Keras needs neither to train."),
                Choice(
                    "Its pictures are harder, as those of real life are", "They come from the same source, and are kept apart."
                ),
            ),
            ("What happens if you try a hundred stacks and keep the one with the best dotted curve?",),
        ),
        numbers_question(
            f"How many numbers does this network learn in all, for pictures of {input_shape[0]} × {input_shape[1]}?",
            total,
            f"Right: the sum over all layers{_without(kept)}.",
            [
                *([(total + kept, f"That is the sum of all parameters{_without(kept)}.")] if kept else []),
                (total - output.parameters, "The output layer counts, too."),
                (sum(row.multiply_adds for row in rows), "That is the work. A kernel's weights are used at many positions."),
                (input_shape[0] * input_shape[1] * input_shape[2], "That is how many numbers a picture has."),
            ],
            [f"Add up the column of parameters{_without(kept)}."],
        ),
        *_which("Which layer has the most parameters?", rows, "parameters", "parameters"),
        *_which("Which layer is the most work for one picture?", rows, "multiply_adds", "multiply-adds"),
    ]


def _which(prompt: str, rows: Sequence[Row], figure: str, what: str) -> list[Question]:
    """Which of the layers has the most of something. Those that have as much are no wrong answers; two are needed to ask."""
    right = max(rows, key=lambda row: getattr(row, figure))
    most = getattr(right, figure)
    others = [row for row in rows if getattr(row, figure) < most][-4:]
    right_text = f"{right.name} has {most:,} {what}."
    wrong = tuple(Choice(row.name, f"It has {getattr(row, figure):,} {what}. {right_text}") for row in others)
    return (
        [Question(prompt, Choice(right.name, f"Right: {right_text}"), wrong, ("Look down the column.",))]
        if len(wrong) > 1
        else []
    )


def _without(kept: int) -> str:
    return f", without the {kept} moving means and variances, which are measured and not learned" if kept else ""
