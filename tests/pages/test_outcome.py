"""What is said of several ways to train follows from their answers, whichever way it comes out."""

from types import SimpleNamespace

import numpy as np
import pytest

from lessons.texts import words
from lessons.training.evaluation import evaluate
from lessons.training.settings import TrainingSettings
from pages.transfer.parts.outcome import meaning, what_fell


def a_run(arm, right, count=10):
    targets = np.arange(count) % 2
    answers = np.where(np.arange(count) < right, targets, 1 - targets)
    report = evaluate(np.eye(2, dtype=np.float32)[answers], targets, ("a", "b"))
    return SimpleNamespace(settings=TrainingSettings(arm=arm, network="vgg16"), validation_report=report)


def said(**right):
    part, about = meaning({arm: a_run(arm, count) for arm, count in right.items()})
    return words("fine_tune", part, **about).replace("\n", " ")


def test_one_way_alone_says_what_to_compare_it_with():
    assert "9 of 10 right. Would it do as well without having seen ImageNet’s photos?" in said(frozen=9)
    assert said(random=4).startswith("Random weights, frozen, which has seen nothing before: 4 of 10 right.")
    assert "Choose Pretrained, frozen as well" in said(scratch=4, random=3)


@pytest.mark.parametrize(
    ("right", "sentence"),
    [
        (
            {"frozen": 9, "random": 4},
            "which has seen nothing before: 4. So ImageNet’s 1.3 million photos made a difference: 5 pictures more are right.",
        ),
        ({"frozen": 7, "random": 4, "scratch": 6}, "A small CNN from scratch, which has seen nothing before: 6."),
        (
            {"frozen": 8, "fine_tuned": 9, "random": 9},
            "So having seen ImageNet’s photos was worth nothing here.",
        ),
        ({"fine_tuned": 3, "scratch": 8}, "8. So having seen ImageNet’s photos did not help here."),
    ],
)
def test_the_best_of_those_that_have_seen_is_compared_with_the_best_of_those_that_have_not(right, sentence):
    assert sentence in said(**right)


def test_a_run_that_lost_what_its_head_had_learned_is_told_and_no_other():
    def after(*accuracies, head=2):
        history = [SimpleNamespace(validation_accuracy=accuracy) for accuracy in accuracies]
        settings = SimpleNamespace(fine_rate=0.01, unfrozen=8)
        return SimpleNamespace(history=history, head_epochs=head, settings=settings)

    (told,) = what_fell(
        [after(0.5, 0.9, 0.4, 0.5), after(0.5, 0.9, 0.9, 0.88), after(0.9, 0.1, head=2), after(0.9, 0.1, head=0)]
    )
    assert "right about 90%" in told
    assert "fell to 50%" in told
    assert "a rate of 0.01" in told
