"""Calibration: scikit-learn's curve, an error by hand, SciPy's softmax, and a temperature that is put in and found again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import log_softmax, softmax
from sklearn.calibration import calibration_curve

from lessons.core.calibration import (
    confidence_bins,
    logits_of,
    mean_cross_entropy,
    with_temperature,
)
from lessons.training.evaluation import evaluate, reliability
from lessons.training.temperature import COLDEST, HOTTEST, fit_temperature

SEEDS = st.integers(0, 10_000)


def said(seed, pictures=200, classes=4, scale=3.0):
    rng = np.random.default_rng(seed)
    return rng.normal(0, scale, (pictures, classes)), rng.integers(0, classes, pictures)


@given(SEEDS)
def test_bins_are_scikit_learns_and_those_of_judge_it(seed):
    logits, targets = said(seed)
    probabilities = softmax(logits, axis=1)
    found = confidence_bins(probabilities, targets)
    right = probabilities.argmax(axis=1) == targets
    shares, means = calibration_curve(right, probabilities.max(axis=1), n_bins=10)
    np.testing.assert_allclose(found.right, shares)
    np.testing.assert_allclose(found.said, means)
    report = evaluate(probabilities, targets, tuple("abcd"))
    assert found.error == pytest.approx(reliability(report).error)
    assert found.lean == pytest.approx(probabilities.max(axis=1).mean() - report.accuracy)
    assert found.pictures.sum() == len(targets)


def test_an_error_by_hand():
    """Four answers at 95%, of which two are right, and one at 65%, which is: 4/5 of 0.45 and 1/5 of 0.35."""
    sure = np.array([0.95, 0.95, 0.95, 0.95, 0.65])
    found = confidence_bins(np.stack([sure, 1 - sure], axis=1), np.array([0, 0, 1, 1, 0]))
    assert found.low.tolist() == [0.6, 0.9]
    assert found.error == pytest.approx(0.8 * 0.45 + 0.2 * 0.35)


@given(SEEDS, st.floats(0.1, 10))
def test_a_temperature_is_scipys_softmax_and_keeps_the_order(seed, temperature):
    logits, targets = said(seed, pictures=20)
    found = with_temperature(logits, temperature)
    np.testing.assert_allclose(found, softmax(logits / temperature, axis=1), atol=1e-12)
    np.testing.assert_array_equal(found.argmax(axis=1), logits.argmax(axis=1))
    expected = -log_softmax(logits / temperature, axis=1)[np.arange(20), targets].mean()
    assert mean_cross_entropy(logits, targets, temperature) == pytest.approx(expected)


@pytest.mark.parametrize("planted", [0.5, 1.0, 2.5])
def test_a_temperature_that_was_put_in_is_found(planted):
    """Truths that are drawn by the probabilities themselves: whoever multiplies the logits needs that temperature."""
    rng = np.random.default_rng(3)
    logits = rng.normal(0, 2, (20_000, 5))
    drawn = (softmax(logits, axis=1).cumsum(axis=1) < rng.random((len(logits), 1))).sum(axis=1)
    assert fit_temperature(logits * planted, drawn) == pytest.approx(planted, rel=0.03)


@given(SEEDS)
def test_no_other_temperature_is_better(seed):
    logits, targets = said(seed)
    best = fit_temperature(logits, targets)
    for other in np.clip([best / 1.2, best * 1.2], COLDEST, HOTTEST):
        assert mean_cross_entropy(logits, targets, best) <= mean_cross_entropy(logits, targets, other) + 1e-5


@given(SEEDS)
def test_logits_of_probabilities_give_them_back(seed):
    probabilities = softmax(said(seed)[0], axis=1)
    np.testing.assert_allclose(with_temperature(logits_of(probabilities), 1.0), probabilities, atol=1e-12)
    assert np.isfinite(logits_of([[1.0, 0.0]])).all()


def test_no_temperature_is_zero():
    with pytest.raises(ValueError, match="temperature"):
        with_temperature([[1.0, 2.0]], 0.0)
