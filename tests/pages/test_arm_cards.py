"""The four ways to train side by side, as a page draws them."""

from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.training.evaluation import evaluate
from lessons.training.settings import ARMS, TrainingSettings
from lessons.work.progress import Epoch, Step
from pages.transfer.parts.answer_wall import MOST
from pages.transfer.parts.arm_cards import COLOURS, arm_head, arm_result
from pages.transfer.parts.learning_cards import how_far
from tests.pages.test_widgets import read


def a_run(arm, answers, targets, **settings):
    probabilities = np.eye(3, dtype=np.float32)[answers]
    report = evaluate(probabilities, np.array(targets), ["a", "b", "c"])
    return SimpleNamespace(settings=TrainingSettings(arm=arm, **settings), validation_report=report, history=(None,) * 20)


def _drawn(runs, chosen, pictures):
    from pages.transfer.parts.arm_cards import arm_cards

    arm_cards(runs, chosen, "vgg16", 3, images=lambda run: pictures)


def drawn(runs, chosen=(), pictures=()):
    app = AppTest.from_function(_drawn, default_timeout=30, kwargs={"runs": runs, "chosen": chosen, "pictures": pictures}).run()
    assert not app.exception, app.exception
    return " ".join(element.proto.body for element in app.get("html")), [read(each) for each in app.get("bidi_component")]


def test_every_way_has_a_card_and_each_answer_a_dot():
    html, (wall,) = drawn({"frozen": a_run("frozen", [0, 1, 2, 2], [0, 1, 2, 0], network="vgg16")}, ["frozen", "random"])
    assert all(name in html for name in ARMS.values())
    assert [(dot["target"], dot["answer"], dot["share"]) for dot in wall["pictures"]] == [
        (0, 0, 1),
        (1, 1, 1),
        (2, 2, 1),
        (0, 2, 1),
    ]
    assert wall["order"] == [[0, 3], [1], [2]]
    assert wall["label"].startswith("4 pictures, 3 right.")
    assert "75%" in html
    assert "3 of 4 right" in html
    assert "All pictures, 224 px, 20 epochs" in html
    assert html.count("Press Train.") == 1  # of those that are chosen, one has been trained
    assert html.count("Not chosen yet.") == 2


def test_as_many_layers_are_filled_as_learn():
    html = "".join(arm_head(arm, None, "vgg16", 5) for arm in ARMS)
    bars = html.count(f"background: {COLOURS['fine_tuned']};")
    assert bars == 5 + 1  # and the head
    assert html.count("dashed") == 13


def test_a_trained_network_is_drawn_as_it_was_trained_whatever_is_chosen_by_now():
    html = arm_head(
        "fine_tuned", a_run("fine_tuned", [0, 1, 2], [0, 1, 2], network="vgg16", unfrozen=2), "efficientnet_lite0", 8
    )
    assert html.count(f"background: {COLOURS['fine_tuned']};") == 2 + 1
    assert "the last 2 layers too" in html


def test_many_pictures_stay_in_their_place_and_those_that_went_wrong_are_on_the_sheet():
    """Five hundred dots are smaller, not higher, and a page is not made of all their pictures."""
    targets = np.arange(540) % 3
    answers = np.where(np.arange(540) > 500, (targets + 1) % 3, targets)
    pictures = tuple(np.full((9, 9, 3), number % 256, np.uint8) for number in range(540))
    _, (wall,) = drawn({"frozen": a_run("frozen", answers, targets)}, pictures=pictures)
    assert wall["side"] < 8
    assert sum(-(-180 // wall["inRow"]) * wall["side"] for _ in range(3)) <= 140
    shown = [number for number, dot in enumerate(wall["pictures"]) if dot["place"] >= 0]
    assert len(shown) <= MOST + 3
    assert set(range(501, 540)) <= set(shown)
    assert sorted(wall["pictures"][number]["place"] for number in shown) == list(range(len(shown)))


def test_without_pictures_dots_stay_dots():
    _, (wall,) = drawn({"random": a_run("random", [0, 1], [0, 2])})
    assert wall["sheet"] == ""
    assert {dot["place"] for dot in wall["pictures"]} == {-1}


@pytest.mark.parametrize(("answers", "said"), [([0, 0, 0], "33%"), ([0, 1, 2], "100%")])
def test_the_number_is_the_share_of_right_answers(answers, said):
    assert said in arm_result("scratch", a_run("scratch", answers, [0, 1, 2]))


def test_while_they_learn_each_card_says_how_far_it_is_and_what_is_done_shows_its_answers():
    epoch = Epoch(3, 0.5, 0.5, 0.5, 0.75)
    assert how_far(None) == "Learns next."
    assert how_far(Step("features", 1, 2, 0.1)) == "Its turn now: it looks at the pictures."
    assert how_far(Step("training", 1, 2, 0.1, (epoch,))) == "Learns. Epoch 3: 75% right."
    app = AppTest.from_function(_learning, default_timeout=30).run()
    assert not app.exception, app.exception
    html = " ".join(element.proto.body for element in app.get("html"))
    assert html.count("Waits for its turn.") == 1
    assert html.count("Learns. Epoch 1: 50% right.") == 1
    assert "Not chosen yet." not in html  # it was trained before
    assert html.count("4 of 4 right") == 1
    assert "3 of 4 right" in html
    assert "Its turn comes" not in html


def _learning():
    import numpy as np

    from lessons.training.evaluation import evaluate
    from lessons.training.results import Arm
    from lessons.training.settings import TrainingSettings
    from lessons.work.jobs import Snapshot
    from lessons.work.progress import Epoch, Step
    from pages.shared.session.state import set_job
    from pages.transfer.parts.learning_cards import learning_cards

    class Running:
        def poll(self):
            report = evaluate(np.eye(3, dtype=np.float32)[[0, 1, 2, 2]], np.array([0, 1, 2, 0]), ["a", "b", "c"])
            done = Arm(TrainingSettings(arm="scratch"), (), report)
            return Snapshot("running", step=Step("training", 1, 2, 0.1, (Epoch(1, 0.5, 0.5, 0.5, 0.5),), earlier=(done,)))

    set_job("fine_tune", Running())
    targets = np.array([0, 1, 2, 0])
    before = Arm(
        TrainingSettings(arm="fine_tuned"), (), evaluate(np.eye(3, dtype=np.float32)[targets], targets, ["a", "b", "c"])
    )
    learning_cards(["scratch", "random", "frozen"], "vgg16", 3, {"fine_tuned": before}, lambda run: ())
