"""Questions about judging a classifier, from its figures on the test pictures or from made-up ones."""

import numpy as np
from scipy.stats import binomtest

from lessons.texts import counted
from lessons.texts.questions import Choice, Question, numbers_question
from lessons.training.evaluation import TestReport

LABELS = ("healthy", "ill")  # of a test that nobody took
COUNTS = ((40, 10), (4, 16))  # rows are the truth, columns what was said


def judge_questions(report: TestReport | None) -> list[Question]:
    """Five questions about the figures of a classifier.

    Parameters
    ----------
    report : lessons.training.evaluation.TestReport of the test pictures on the page, or None for a made-up confusion matrix
    """
    counts = np.array(COUNTS) if report is None else report.confusion
    labels = LABELS if report is None else [row.label for row in report.classes]
    place = int(np.argmax(counts.sum(axis=1) * (counts.sum(axis=0) > 0)))  # one that was named: else it has no precision
    right, truth, said = int(counts[place, place]), int(counts[place].sum()), int(counts[:, place].sum())
    name = labels[place]
    least = binomtest(20, 20).proportion_ci(0.95, method="wilson").low
    table = "; ".join(f"{labels[row]}: {', '.join(map(str, counts[row]))}" for row in range(min(len(labels), 4)))
    source = "A made-up example, not your network." if report is None else "Your test pictures, without a threshold."
    start = f"{source} Rows are the truth ({table}). " if len(labels) <= 4 else f"{source} "
    return [
        numbers_question(
            f"{start}Of {counted(truth, 'picture')} of {name!r}, {right} got that label; "
            f"it was given {counted(said, 'time')} in all. "
            "What is the recall, in per cent?",
            round(100 * right / truth, 1),
            "Right: of all pictures of the class, the share that was found.",
            [
                (
                    round(100 * right / said, 1),
                    "That is the precision: of the times that the label was given, the share that was right.",
                ),
                (round(100 * right / counts.sum(), 1), "That is the share of all pictures."),
                (round(100 * (truth - right) / truth, 1), "That is the share that was missed."),
                (50, "That would be so if half of the pictures of the class had been found."),
            ],
            ["Divide by the number of pictures of that class."],
        ),
        numbers_question(
            f"{start}Of {counted(truth, 'picture')} of {name!r}, {right} got that label; "
            f"it was given {counted(said, 'time')} in all. "
            "What is the precision, in per cent?",
            round(100 * right / said, 1),
            "Right: of the times that the label was given, the share that was right.",
            [
                (round(100 * right / truth, 1), "That is the recall."),
                (round(100 * np.trace(counts) / counts.sum(), 1), "That is the accuracy."),
                (round(100 * (said - right) / said, 1), "That is the share of false alarms among them."),
                (50, "That would be so if the label had been right every second time."),
                (0, "That would be so if the label had never been right."),
            ],
            ["Divide by how often the label was given."],
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
            "Twenty test pictures, all right. Is the network's accuracy 100%?",
            Choice(
                "It may well be 95% or even 90%",
                f"Right: at 95% all twenty are right in {0.95**20:.0%} of such tests, "
                f"at 90% in {0.9**20:.0%}. Wilson's interval "
                f"goes from {least:.0%} to 100%.",
            ),
            (
                Choice(
                    "Yes, because it was measured on test pictures",
                    "On only twenty of them. Another twenty may give another figure.",
                ),
                Choice(
                    "Nothing at all can be said after twenty pictures",
                    "They say something: 50%, for one, is as good as ruled out.",
                ),
                Choice("Yes, if all classes are equally frequent", "However balanced they are, there are only twenty."),
            ),
            ("How likely are twenty right answers in a row at 95%?", "0.95 to the power of 20."),
        ),
        Question(
            "A network answers with 99% for a picture of something that is none of its classes. How can that be?",
            Choice(
                "Softmax shares out 100% among the classes it knows",
                "Right: high probability means “more like this than like the others”.",
            ),
            (
                Choice(
                    "It learned something like it without a label, as it saw many pictures",
                    "It need never have seen such a thing: try one yourself.",
                ),
                Choice("Its test set was too small to notice that class", "A larger one holds the same classes."),
                Choice("It was not trained for long enough to be less sure", "Longer training mostly makes it surer still."),
            ),
            ("What do its probabilities sum to?",),
        ),
    ]
