import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lessons.training.evaluation import evaluate, reliability, with_threshold


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


@given(right=st.integers(0, 60), wrong=st.integers(0, 60))
def test_the_interval_is_wilsons(right, wrong):
    """Against the formula of Wilson, 1927, written out."""
    count = right + wrong
    assume(count > 0)
    said = np.array([0] * right + [1] * wrong)
    report = evaluate(np.eye(2, dtype=np.float32)[said], np.zeros(count, int), ("a", "b"))
    share, z = right / count, 1.959963984540054
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    assert report.interval == (pytest.approx(middle - half, abs=1e-9), pytest.approx(middle + half, abs=1e-9))
    assert report.interval[0] - 1e-9 <= report.accuracy <= report.interval[1] + 1e-9


@pytest.mark.parametrize(
    ("right", "count", "text"),
    [(159, 160, "96.5% to 99.9%"), (160, 160, "97.7% to 100.0%"), (499, 500, "98.9% to 99.96%"), (3, 6, "18.8% to 81.2%")],
)
def test_an_interval_claims_no_certainty_that_is_not_there(right, count, text):
    said = np.array([0] * right + [1] * (count - right))
    report = evaluate(np.eye(2, dtype=np.float32)[said], np.zeros(count, int), ("a", "b"))
    assert report.interval_text == text
    assert report.step == 1 / count


@pytest.mark.parametrize(("said", "labels"), [([0, 1, 2], ()), ([0, 0, 2], ("b",)), ([0, 0, 0], ("b", "c")), ([1, 2, 0], ())])
def test_the_classes_that_are_found_least_often_are_named_unless_all_are_alike(said, labels):
    assert evaluate(np.eye(3, dtype=np.float32)[said], np.arange(3), ("a", "b", "c")).least_found == labels


def probabilities_of(confidence, said):
    """Rows of two probabilities: `confidence` for the class that is said."""
    rows = np.empty((len(said), 2), np.float32)
    rows[np.arange(len(said)), said] = confidence
    rows[np.arange(len(said)), 1 - np.asarray(said)] = 1 - np.asarray(confidence)
    return rows


def test_a_model_that_is_as_right_as_it_says_has_no_calibration_error():
    """Ten answers at 80%, eight of them right; ten at 100%, all right."""
    said = np.zeros(20, int)
    targets = np.array([0] * 8 + [1] * 2 + [0] * 10)
    found = reliability(evaluate(probabilities_of([0.8] * 10 + [1.0] * 10, said), targets, ("a", "b")))
    np.testing.assert_allclose(found.said, [0.8, 1.0], atol=1e-6)
    np.testing.assert_allclose(found.right, [0.8, 1.0])
    assert found.pictures.tolist() == [10, 10]
    assert found.error == pytest.approx(0, abs=1e-6)


def test_a_model_that_is_too_sure_has_an_error_of_the_difference():
    """Always 95% sure and right half of the time: an error of 45 points."""
    report = evaluate(probabilities_of([0.95] * 10, np.zeros(10, int)), np.array([0, 1] * 5), ("a", "b"))
    assert reliability(report).error == pytest.approx(0.45, abs=1e-6)


@given(st.integers(1, 200), st.integers(0, 10_000))
def test_the_bins_of_the_reliability_hold_every_picture_once(count, seed):
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 3, (count, 3))
    probabilities = (np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)).astype(np.float32)
    report = evaluate(probabilities, rng.integers(0, 3, count), tuple("abc"))
    found = reliability(report)
    assert found.pictures.sum() == count
    assert len(found.pictures) == len(found.said) == len(found.right)
    assert np.average(found.right, weights=found.pictures) == pytest.approx(report.accuracy)
    assert 0 <= found.error <= 1


def test_a_threshold_trades_answers_for_accuracy():
    """Sure and right, sure and wrong, unsure and wrong, unsure and right."""
    report = evaluate(probabilities_of([0.9, 0.9, 0.6, 0.6], [0, 0, 1, 1]), np.array([0, 1, 0, 1]), ("a", "b"))
    every, some, none = (with_threshold(report, value) for value in (0.0, 0.7, 1.0))
    assert (every.answered, every.accuracy) == (1.0, 0.5)
    assert (some.answered, some.accuracy) == (0.5, 0.5)
    assert some.confusion.tolist() == [[1, 0, 1], [1, 0, 1]]
    assert none.answered == 0
    assert np.isnan(none.accuracy)
    np.testing.assert_array_equal(every.confusion[:, :2], report.confusion)


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_out_of_range_is_refused(threshold):
    report = evaluate(np.eye(2, dtype=np.float32), np.array([0, 1]), ("a", "b"))
    with pytest.raises(ValueError, match="threshold must be between 0 and 1"):
        with_threshold(report, threshold)


def test_mistakes_come_surest_first():
    report = evaluate(probabilities_of([0.6, 0.9, 0.8, 0.7], [0, 0, 1, 0]), np.array([1, 1, 1, 0]), ("a", "b"))
    assert report.mistakes.tolist() == [1, 0]


def test_the_margin_is_below_zero_where_the_answer_is_wrong_and_the_nearest_right_one_comes_first():
    rng = np.random.default_rng(5)
    probabilities, targets = rng.dirichlet(np.ones(4), 60).astype(np.float32), rng.integers(0, 4, 60)
    report = evaluate(probabilities, targets, list("abcd"))
    np.testing.assert_array_equal(report.margins < 0, report.answers != targets)
    places = report.nearest_to_a_mistake
    assert set(places.tolist()) == set(np.flatnonzero(report.answers == targets).tolist())
    top = np.sort(probabilities[places], axis=1)
    np.testing.assert_array_equal(np.argsort(top[:, -1] - top[:, -2], kind="stable"), np.arange(len(places)))
