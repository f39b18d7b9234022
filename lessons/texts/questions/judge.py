"""Questions about judging a classifier, from its figures on the test pictures or from made-up ones."""

import numpy as np

from lessons.texts.questions import Choice, Question, numbers_question


def judge_questions(report):
    """Five questions about the figures of a classifier.

    Parameters
    ----------
    report : lessons.training.evaluation.TestReport of the test pictures on the page, or None for a made-up confusion matrix
    """
    counts = np.array([[40, 10], [4, 16]]) if report is None else report.confusion
    labels = ("healthy", "ill") if report is None else [row.label for row in report.classes]
    place = int(np.argmax(counts.sum(axis=1)))
    right, truth, said = int(counts[place, place]), int(counts[place].sum()), int(counts[:, place].sum())
    name = labels[place]
    table = "; ".join(f"{labels[row]}: {', '.join(map(str, counts[row]))}" for row in range(min(len(labels), 4)))
    source = "A made-up example, not your network." if report is None else "Your test pictures, without a threshold."
    start = f"{source} Rows are the truth ({table}). " if len(labels) <= 4 else f"{source} "
    return [
        numbers_question(
            f"{start}Of {truth} pictures of {name!r}, {right} were called so; {said} pictures in all were called so. "
            "What is the recall, in per cent?",
            round(100 * right / truth, 1),
            "Right: of those that are it, the share that was found.",
            [
                (
                    round(100 * right / said, 1) if said else 0,
                    "That is the precision: of those called so, the share that is it.",
                ),
                (round(100 * right / counts.sum(), 1), "That is the share of all pictures."),
                (round(100 * (truth - right) / truth, 1), "That is the share that was missed."),
            ],
            ["Divide by the number that is it."],
        ),
        numbers_question(
            f"And the precision of {name!r}, in per cent?",
            round(100 * right / said, 1) if said else 0,
            "Right: of those called so, the share that is it.",
            [
                (round(100 * right / truth, 1), "That is the recall."),
                (round(100 * np.trace(counts) / counts.sum(), 1), "That is the accuracy."),
                (round(100 * (said - right) / max(said, 1), 1), "That is the share of false alarms among them."),
            ],
            ["Divide by the number that was called so."],
        ),
        numbers_question(
            "95 of 100 scans are healthy. A network calls every scan healthy. What is its accuracy, in per cent?",
            95,
            "Right, and it never finds an ill one: its recall for them is 0. Accuracy misleads on unbalanced data.",
            [
                (50, "It is right whenever the scan is healthy."),
                (0, "It is right for 95 of them."),
                (5, "Those are its mistakes."),
            ],
            ["For how many is it right?"],
        ),
        Question(
            "Twenty test pictures, all right. Is its accuracy 100 %?",
            Choice(
                "It may well be 85 %: twenty pictures can't tell",
                "Right: Wilson's interval for 20 of 20 goes from 84 % to 100 %.",
            ),
            (
                Choice("Yes, it was measured", "Measured on twenty pictures. Other twenty would give another figure."),
                Choice("No figure can be given at all", "It can, with its interval."),
                Choice("Yes, if the classes are balanced", "Balance does not make twenty pictures more."),
            ),
            ("How likely are twenty right answers in a row at 95 %?",),
        ),
        Question(
            "It says 99 % for a picture of something that is none of its classes. Why?",
            Choice(
                "Softmax shares out 100 % among the classes it knows, whatever it is shown",
                "Right: high probability means “more like this than like the others”.",
            ),
            (
                Choice("It has seen such a picture before", "It has not: try one yourself."),
                Choice("The test set was too small", "A larger one holds the same classes."),
                Choice("It was trained too short", "Longer training makes it surer still."),
            ),
            ("What do its probabilities sum to?",),
        ),
    ]
