"""How good a classifier is on pictures that it has never seen. scikit-learn computes the figures."""

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support


@dataclass(frozen=True)
class ClassFigures:
    """Figures of one class, each in [0, 1]; 0 where it is undefined."""

    label: str
    precision: float  # of the pictures called this, the share that is it
    recall: float  # of the pictures that are it, the share called this
    f1: float  # harmonic mean of the two
    pictures: int


@dataclass(frozen=True)
class TestReport:
    """Figures on a test set."""

    __test__ = False  # not a test, whatever pytest makes of the name

    accuracy: float
    macro_f1: float  # mean of the classes' F1, each class counting the same
    classes: tuple[ClassFigures, ...]
    confusion: np.ndarray  # int64 (classes, classes): rows are the truth, columns what the model said
    probabilities: np.ndarray  # float32 (pictures, classes), in the order of the test pictures


def evaluate(probabilities, targets, labels):
    """Compare predicted probabilities with the truth.

    Parameters
    ----------
    probabilities : array of shape (pictures, classes)
    targets : int array of shape (pictures,), positions in `labels`
    labels : sequence of names, one per class

    Returns
    -------
    TestReport
    """
    predicted = probabilities.argmax(axis=1)
    every_class = range(len(labels))
    figures = precision_recall_fscore_support(targets, predicted, labels=every_class, zero_division=0)
    classes = tuple(
        ClassFigures(label, float(precision), float(recall), float(f1), int(pictures))
        for label, precision, recall, f1, pictures in zip(labels, *figures, strict=True)
    )
    return TestReport(
        accuracy=float(np.mean(predicted == targets)),
        macro_f1=float(np.mean([figure.f1 for figure in classes])),
        classes=classes,
        confusion=confusion_matrix(targets, predicted, labels=every_class),
        probabilities=probabilities,
    )
