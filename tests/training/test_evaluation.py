import numpy as np
import pytest

from lessons.training.evaluation import evaluate


def test_figures_can_be_counted_by_hand():
    """Five pictures of a, b, b, c, c; the model says a, b, a, b, b."""
    said = np.array([0, 1, 0, 1, 1])
    report = evaluate(np.eye(3, dtype=np.float32)[said], np.array([0, 1, 1, 2, 2]), ("a", "b", "c"))
    assert report.accuracy == pytest.approx(2 / 5)
    assert report.confusion.tolist() == [[1, 0, 0], [1, 1, 0], [0, 2, 0]]
    a, b, c = report.classes
    assert (a.precision, a.recall, a.pictures) == (pytest.approx(1 / 2), 1, 1)
    assert (b.precision, b.recall, b.pictures) == (pytest.approx(1 / 3), pytest.approx(1 / 2), 2)
    assert (c.precision, c.recall, c.f1) == (0, 0, 0)  # never said: undefined counts as 0, without a warning
    assert report.macro_f1 == pytest.approx((2 / 3 + 2 / 5 + 0) / 3)


def test_accuracy_misleads_where_classes_are_unbalanced():
    targets = np.array([0] * 95 + [1] * 5)
    report = evaluate(np.tile(np.float32([[1, 0]]), (100, 1)), targets, ("common", "rare"))
    assert report.accuracy == pytest.approx(0.95)
    assert report.classes[1].recall == 0
    assert report.macro_f1 < 0.5
