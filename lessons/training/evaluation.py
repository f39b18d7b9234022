"""How good a classifier is on pictures that it has never seen. scikit-learn computes the figures, SciPy the interval."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

CONFIDENCE = 0.95  # of the interval around an accuracy
BINS = 10  # of the reliability diagram


@dataclass(frozen=True)
class ClassFigures:
    """Figures of one class, or their mean over the classes, each in [0, 1]; 0 where it is undefined."""

    label: str
    precision: float  # of the pictures called this, the share that is it
    recall: float  # of the pictures that are it, the share called this
    f1: float  # harmonic mean of the two
    pictures: int


@dataclass(frozen=True)
class TestReport:
    """Figures on a set of pictures that was not trained on."""

    __test__ = False  # not a test, whatever pytest makes of the name

    accuracy: float
    interval: tuple[float, float]  # Wilson's 95% interval of the accuracy
    macro_f1: float  # mean of the classes' F1, each class counting the same
    macro: ClassFigures  # mean of the classes' figures
    classes: tuple[ClassFigures, ...]
    confusion: np.ndarray  # int64 (classes, classes): rows are the truth, columns what the model said
    probabilities: np.ndarray  # float32 (pictures, classes), in the order of the pictures
    targets: np.ndarray  # int64 (pictures,): the truth

    def called(self, labels: Sequence[str]) -> "TestReport":
        """The same report, with other names of the classes, in their order."""
        return replace(self, classes=tuple(replace(row, label=label) for row, label in zip(self.classes, labels, strict=True)))

    @property
    def step(self) -> float:
        """By how much one right answer more or less changes the accuracy."""
        return 1 / len(self.targets)

    @property
    def interval_text(self) -> str:
        """The interval in per cent, with as many decimals as keep it from claiming 100% where it ends below."""
        low, high = self.interval
        decimals = next(number for number in range(1, 17) if high == 1 or f"{high:.{number}%}" != f"{1:.{number}%}")
        return f"{low:.1%} to {high:.{decimals}%}"

    @property
    def least_found(self) -> tuple[str, ...]:
        """Labels of the classes with the lowest recall; none if all classes have the same."""
        lowest = min(row.recall for row in self.classes)
        labels = tuple(row.label for row in self.classes if row.recall == lowest)
        return labels if len(labels) < len(self.classes) else ()

    @property
    def answers(self) -> npt.NDArray[np.int64]:
        """The class that the model names for each picture: int64 (pictures,)."""
        return self.probabilities.argmax(axis=1)

    @property
    def confidence(self) -> npt.NDArray[np.float32]:
        """The probability of the class that it names: float32 (pictures,)."""
        return self.probabilities.max(axis=1)

    @property
    def mistakes(self) -> npt.NDArray[np.int64]:
        """Positions of the pictures that it gets wrong, the surest mistake first."""
        wrong = np.flatnonzero(self.answers != self.targets)
        return wrong[np.argsort(-self.confidence[wrong], kind="stable")]

    @property
    def margins(self) -> npt.NDArray[np.float32]:
        """By how much the probability of the truth is above that of the best other class: below 0 the answer is wrong."""
        places = np.arange(len(self.targets))
        others = self.probabilities.copy()
        others[places, self.targets] = -np.inf
        return self.probabilities[places, self.targets] - others.max(axis=1)

    @property
    def nearest_to_a_mistake(self) -> npt.NDArray[np.int64]:
        """Positions of the pictures that it gets right, that with the smallest margin first."""
        order = np.argsort(self.margins, kind="stable")
        return order[(self.answers == self.targets)[order]]


@dataclass(frozen=True)
class Reliability:
    """Whether a model is right as often as it says. Only bins that hold pictures; the surest last."""

    said: np.ndarray  # mean confidence in each bin
    right: np.ndarray  # share of right answers in each bin
    pictures: np.ndarray  # in each bin
    error: float  # expected calibration error: the mean difference of the two, weighted by pictures


@dataclass(frozen=True, eq=False)
class Threshold:
    """What a model does that says "don't know" where it is not sure enough."""

    report: TestReport
    threshold: float

    @property
    def sure(self) -> npt.NDArray[np.bool_]:
        """Which pictures get an answer: bool (pictures,)."""
        return self.report.confidence >= self.threshold

    @property
    def answered(self) -> float:
        """Share of the pictures that get an answer."""
        return float(self.sure.mean())

    @property
    def accuracy(self) -> float:
        """Of those, the share that is right, or nan where there is none."""
        right = (self.report.answers == self.report.targets)[self.sure]
        return float(right.mean()) if right.size else float("nan")

    @property
    def confusion(self) -> npt.NDArray[np.int64]:
        """int64 (classes, classes + 1): rows are the truth; the last column is "don't know"."""
        classes = len(self.report.classes)
        answers = np.where(self.sure, self.report.answers, classes)
        return confusion_matrix(self.report.targets, answers, labels=range(classes + 1))[:classes]


def evaluate(probabilities: npt.NDArray[np.float32], targets: npt.NDArray[np.int64], labels: Sequence[str]) -> TestReport:
    """Compare predicted probabilities with the truth.

    Parameters
    ----------
    probabilities : array of shape (pictures, classes)
    targets : int array of shape (pictures,), positions in `labels`
    labels : sequence of names, one per class

    Returns
    -------
    TestReport

    References
    ----------
    Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    predicted = probabilities.argmax(axis=1)
    every_class = range(len(labels))
    figures = precision_recall_fscore_support(targets, predicted, labels=every_class, zero_division=0)
    classes = tuple(
        ClassFigures(label, float(precision), float(recall), float(f1), int(pictures))
        for label, precision, recall, f1, pictures in zip(labels, *figures, strict=True)
    )
    precision, recall, f1 = (
        float(np.mean([getattr(figure, name) for figure in classes])) for name in ("precision", "recall", "f1")
    )
    macro = ClassFigures("macro", precision, recall, f1, len(targets))
    right = int(np.sum(predicted == targets))
    between = binomtest(right, len(targets)).proportion_ci(CONFIDENCE, method="wilson")
    return TestReport(
        accuracy=right / len(targets),
        interval=(float(between.low), float(between.high)),
        macro_f1=macro.f1,
        macro=macro,
        classes=classes,
        confusion=confusion_matrix(targets, predicted, labels=every_class),
        probabilities=probabilities,
        targets=np.asarray(targets),
    )


def reliability(report: TestReport) -> Reliability:
    """Compare how sure a model is with how often it is right, in bins of its confidence.

    Parameters
    ----------
    report : TestReport

    Returns
    -------
    Reliability

    References
    ----------
    Guo et al., "On calibration of modern neural networks", 2017.
    """
    right = report.answers == report.targets
    confidence = np.clip(report.confidence.astype(np.float64), 0, 1)
    shares, said = calibration_curve(right, confidence, n_bins=BINS, pos_label=True)
    edges = np.linspace(0, 1, BINS + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=BINS)
    counts = counts[counts > 0]
    return Reliability(said, shares, counts, float(np.average(np.abs(said - shares), weights=counts)))


def with_threshold(report: TestReport, threshold: float) -> Threshold:
    """The same model, when it may say that it doesn't know.

    Parameters
    ----------
    report : TestReport
    threshold : float in [0, 1]
        It answers where its highest probability is this or more.

    Returns
    -------
    Threshold

    Raises
    ------
    ValueError
        If the threshold is out of range.
    """
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold must be between 0 and 1. Received: threshold={threshold}")
    return Threshold(report, threshold)
