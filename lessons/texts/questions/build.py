"""Questions about a stack of layers, from the numbers on the screen."""

from lessons.texts.questions import Choice, Question, numbers_question


def build_questions(rows, input_shape):
    """Six questions about a described stack.

    Parameters
    ----------
    rows : list of lessons.core.architecture.Row, the output layer's at the end
    input_shape : (rows, columns, channels)
    """
    total, kept = sum(row.learned for row in rows), sum(row.parameters - row.learned for row in rows)
    costliest = max(rows, key=lambda row: row.parameters)
    busiest = max(rows, key=lambda row: row.multiply_adds)
    output = rows[-1]
    inputs = rows[-2].shape[0] if len(rows) > 1 else 0
    return [
        numbers_question(
            f"The last layer turns {inputs:,} numbers into {output.shape[0]} probabilities. How many parameters has it?",
            output.parameters,
            "Right: a weight for each pair, and a bias for each class.",
            [
                (inputs * output.shape[0], "Each class also has a bias."),
                (inputs + output.shape[0], "Weights connect each input with each class: they multiply."),
                (9 * output.shape[0], "That would be shared 3 × 3 kernels. A dense layer shares nothing."),
            ],
            [f"{inputs:,} × {output.shape[0]} weights.", f"And {output.shape[0]} biases."],
        ),
        _which("Which layer has the most parameters?", costliest, rows, "parameters"),
        _which("Which layer is the most work for one picture?", busiest, rows, "multiply-adds"),
        Question(
            "The pictures become twice as wide and high. What happens to the parameters of a convolution?",
            Choice("Nothing", "Right: its kernels are shared by all positions. Its work grows, its parameters don't."),
            (
                Choice("They double", "Try it: change the size of the pictures.", {"build_size": 64}),
                Choice("They grow fourfold", "That happens to a dense layer after a flatten.", {"build_size": 64}),
                Choice("They halve", "Try it: change the size of the pictures.", {"build_size": 64}),
            ),
            ("What does the number of its weights depend on?",),
        ),
        Question(
            "Training accuracy 100 %, validation accuracy 88 %. What is going on?",
            Choice("Overfitting: it learned its pictures by heart", "Right. Fewer parameters, dropout or more pictures help."),
            (
                Choice(
                    "It needs more epochs", "More of the same widens the gap: watch the validation loss.", {"build_epochs": 40}
                ),
                Choice("The learning rate is too small", "Then the training accuracy would not be at 100 %."),
                Choice("The test set is too hard", "The test set has not been touched yet."),
            ),
            ("Which pictures did it learn from?",),
        ),
        Question(
            "Why is there a test set beside the validation set?",
            Choice(
                "Whoever picks the best of many networks by validation fits it, too",
                "Right: so the last figure needs pictures that nobody chose by.",
            ),
            (
                Choice("To have more pictures to train on", "Neither of the two is trained on."),
                Choice("Keras requires it", "Keras requires neither."),
                Choice("Its pictures are easier", "They come from the same source, and are kept apart."),
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
    ]


def _which(prompt, right, rows, what):
    """Which of the layers has the most of something."""
    others = [row for row in rows if row is not right][-4:]
    figure = {"parameters": "parameters", "multiply-adds": "multiply_adds"}[what]
    right_text = f"{right.name} has {getattr(right, figure):,} {what}."
    wrong = tuple(Choice(row.name, f"It has {getattr(row, figure):,} {what}. {right_text}") for row in others)
    return Question(prompt, Choice(right.name, f"Right: {right_text}"), wrong, ("Look down the column.",))


def _without(kept):
    return f", without the {kept} moving means and variances, which are measured and not learned" if kept else ""
