"""The four ways to train side by side, as a page draws them."""

from types import SimpleNamespace

import numpy as np

from lessons.training.evaluation import evaluate
from lessons.training.settings import ARMS, TrainingSettings
from pages.transfer.parts.arm_cards import COLOURS, arm_cards


def a_run(arm, answers, targets, **settings):
    probabilities = np.eye(3, dtype=np.float32)[answers]
    report = evaluate(probabilities, np.array(targets), ["a", "b", "c"])
    return SimpleNamespace(settings=TrainingSettings(arm=arm, **settings), validation_report=report)


def test_every_way_has_a_card_and_each_right_answer_a_dot():
    run = a_run("frozen", [0, 1, 2, 2], [0, 1, 2, 0], network="vgg16")
    html, finding = arm_cards({"frozen": run}, ["frozen", "random"], "vgg16", 3)
    assert all(name in html for name in ARMS.values())
    assert html.count(f"0 0px {COLOURS['frozen']}") == 3
    assert "75%" in html
    assert "3 of 4 right" in finding
    assert html.count("Press Train.") == 1  # of those that are chosen, one has been trained
    assert html.count("Not chosen.") == 2


def test_as_many_layers_are_filled_as_learn():
    html, finding = arm_cards({}, [], "vgg16", 5)
    bars = html.count(f"background: {COLOURS['fine_tuned']};")
    assert bars == 5 + 1  # and the head
    assert html.count("dashed") == 13
    assert "None of the four ways" in finding


def test_a_trained_network_is_drawn_as_it_was_trained_whatever_is_chosen_by_now():
    run = a_run("fine_tuned", [0, 1, 2], [0, 1, 2], network="vgg16", unfrozen=2)
    html, _ = arm_cards({"fine_tuned": run}, ["fine_tuned"], "efficientnet_lite0", 8)
    assert html.count(f"background: {COLOURS['fine_tuned']};") == 2 + 1
    assert "then the last 2 too" in html


def test_many_pictures_stay_in_their_place():
    """Five hundred dots are smaller, not higher."""
    answers = np.arange(540) % 3
    html, _ = arm_cards({"frozen": a_run("frozen", answers, answers)}, [], "vgg16", 3)
    assert html.count(f"0 0px {COLOURS['frozen']}") == 540
    assert "width: 3px; height: 3px; border-radius: 50%" in html
