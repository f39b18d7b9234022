"""Precision, recall and average precision: closed forms, laws, and a reference written from the definition."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from lessons.core import detection
from lessons.core.boxes import iou
from lessons.core.detection import match_boxes, mean_average_precision, precision_recall

TRUTH = [[0, 0, 10, 10], [20, 20, 30, 30]]
FAR = [50, 50, 60, 60]

sides = st.integers(1, 20)
single = st.builds(lambda x, y, w, h: [x, y, x + w, y + h], st.integers(0, 15), st.integers(0, 15), sides, sides)


@st.composite
def pictures(draw):
    """Some pictures with predicted boxes, scores that are all different, and the truth; at least one object in all."""
    found = draw(st.lists(st.tuples(st.lists(single, max_size=4), st.lists(single, max_size=3)), min_size=1, max_size=4))
    total = sum(len(boxes) for boxes, _ in found)
    scores = draw(st.permutations(range(total)))
    made, at = [], 0
    for boxes, truth in found:
        made.append((boxes, [score / 100 for score in scores[at : at + len(boxes)]], truth))
        at += len(boxes)
    made.append(([], [], [[0, 0, 1, 1]]))
    return made


def reference(pictures, threshold):
    """Average precision as a mean over objects: for each number of found objects, the best precision that finds so many."""
    flat = sorted(((score, p, b) for p, (_, scores, _) in enumerate(pictures) for b, score in enumerate(scores)), reverse=True)
    objects = sum(len(truth) for _, _, truth in pictures)
    taken, hits, precisions, reached = set(), 0, [], []
    for rank, (_, p, b) in enumerate(flat, start=1):
        boxes, _, truth = pictures[p]
        overlaps = [float(iou(boxes[b], other)) for other in truth]
        best = overlaps.index(max(overlaps)) if overlaps else None
        if best is not None and overlaps[best] >= threshold and (p, best) not in taken:
            taken.add((p, best))
            hits += 1
        precisions.append(hits / rank)
        reached.append(hits)
    total = 0.0
    for wanted in range(1, objects + 1):
        total += max((value for value, count in zip(precisions, reached, strict=True) if count >= wanted), default=0.0)
    return total / objects


@given(pictures(), st.sampled_from([0.1, 0.5, 0.9]))
def test_average_precision_is_that_of_the_definition(made, threshold):
    assert precision_recall(made, threshold=threshold).average_precision == pytest.approx(reference(made, threshold), abs=1e-6)


@given(pictures())
def test_average_precision_is_at_least_scikit_learns_which_does_not_smooth(made):
    curve = precision_recall(made, threshold=0.3)
    if curve.correct.any():
        plain = average_precision_score(curve.correct, curve.scores) * curve.correct.sum() / curve.objects
        assert curve.average_precision >= plain - 1e-6
        if (np.diff(curve.precision) <= 0).all():
            assert curve.average_precision == pytest.approx(plain, abs=1e-6)


@given(pictures())
def test_laws_of_the_curve(made):
    curve = precision_recall(made)
    assert 0 <= curve.average_precision <= 1
    assert (np.diff(curve.recall) >= 0).all()
    assert ((curve.precision >= 0) & (curve.precision <= 1)).all()
    assert curve.correct.sum() <= curve.objects
    stricter = precision_recall(made, threshold=0.8)
    assert stricter.correct.sum() <= precision_recall(made, threshold=0.2).correct.sum()
    turned = precision_recall(made[::-1])
    assert turned.average_precision == pytest.approx(curve.average_precision, abs=1e-6)
    doubled = precision_recall([(boxes, [score / 2 for score in scores], truth) for boxes, scores, truth in made])
    assert doubled.average_precision == curve.average_precision


@pytest.mark.parametrize(
    ("boxes", "scores", "expected"),
    [
        (TRUTH, [0.9, 0.8], 1.0),
        (TRUTH[:1], [0.9], 0.5),
        ([TRUTH[0], FAR, TRUTH[1]], [0.9, 0.8, 0.7], 0.5 * 1 + 0.5 * 2 / 3),
        ([FAR, *TRUTH], [0.9, 0.8, 0.7], 2 / 3),  # precision 0, 1/2, 2/3: the best from any recall on is 2/3
        ([TRUTH[0], TRUTH[0], TRUTH[1]], [0.9, 0.8, 0.7], 0.5 + 0.5 * 2 / 3),  # the second one found nothing new
        ([], [], 0.0),
    ],
)
def test_closed_forms(boxes, scores, expected):
    assert precision_recall([(boxes, scores, TRUTH)]).average_precision == pytest.approx(expected)


def test_the_box_with_the_higher_score_gets_the_object():
    boxes = [[0, 0, 10, 9], [0, 0, 10, 10]]
    assert match_boxes(boxes, [0.9, 0.5], TRUTH).tolist() == [True, False]
    assert match_boxes(boxes, [0.5, 0.9], TRUTH).tolist() == [False, True]


def test_an_agreement_of_exactly_the_threshold_counts():
    assert match_boxes([[0, 0, 10, 5]], [1.0], TRUTH, threshold=0.5).tolist() == [True]


def test_the_mean_is_over_classes_with_objects():
    full = precision_recall([(TRUTH, [0.9, 0.8], TRUTH)])
    half = precision_recall([(TRUTH[:1], [0.9], TRUTH)])
    none = precision_recall([([FAR], [0.9], [])])
    assert np.isnan(none.average_precision)
    assert mean_average_precision([full, half, none]) == pytest.approx(0.75)
    with pytest.raises(ValueError, match="Received: "):
        mean_average_precision([none])


@pytest.mark.parametrize(
    ("boxes", "scores", "threshold"),
    [
        ([[0, 0, 0, 5]], [1], 0.5),
        ([[5, 0, 0, 5]], [1], 0.5),
        ([[0, 0, 5, 5]], [np.nan], 0.5),
        ([[0, 0, 5, 5]], [1, 2], 0.5),
        ([[0, 0, 5, 5]], [1], 0.0),
        ([[0, 0, 5, 5]], [1], 1.1),
    ],
)
def test_what_can_not_be_matched_is_refused(boxes, scores, threshold):
    with pytest.raises(ValueError, match="Received: "):
        match_boxes(boxes, scores, TRUTH, threshold=threshold)


def test_examples_in_docstrings_hold():
    assert doctest.testmod(detection).failed == 0
