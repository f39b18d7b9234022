"""A test that nobody took: figures to look at before there is a network of one's own."""

from functools import cache

import numpy as np

from lessons.training.evaluation import TestReport, evaluate

LABELS = ("healthy", "ill")
COUNTS = ((40, 10), (4, 16))  # rows are the truth, columns what was said


@cache
def made_up_report() -> TestReport:
    """Seventy scans and what a network might have said to them: surer of most right answers than of most wrong ones."""
    truth, said, sure = [], [], []
    for target, row in enumerate(COUNTS):
        for answer, count in enumerate(row):
            places = np.linspace(0, 1, count)
            truth += [target] * count
            said += [answer] * count
            sure += list(1 - 0.45 * places**2 - 0.005 if answer == target else 0.95 - 0.42 * places)
    order = np.random.default_rng(0).permutation(len(truth))
    answers, confidence = np.array(said)[order], np.array(sure, np.float32)[order]
    probabilities = np.where(np.arange(len(LABELS)) == answers[:, None], confidence[:, None], 1 - confidence[:, None])
    return evaluate(probabilities.astype(np.float32), np.array(truth)[order], LABELS)
