"""The four ways to train side by side, as a page draws them."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from lessons.training.evaluation import evaluate
from lessons.training.results import SaidSoFar
from lessons.training.settings import ARMS, TrainingSettings
from lessons.work.progress import Epoch, Step
from pages.transfer.parts.answer_wall import MOST, row_heights
from pages.transfer.parts.arm_cards import COLOURS, HIGH, Learning, arm_head, arm_result, size_of_dots
from pages.transfer.parts.learning_cards import how_far
from pages.transfer.parts.ways_trained import came_of
from tests.pages.test_widgets import read


def a_run(arm, answers, targets, **settings):
    probabilities = np.eye(3, dtype=np.float32)[answers]
    report = evaluate(probabilities, np.array(targets), ["a", "b", "c"])
    return SimpleNamespace(settings=TrainingSettings(arm=arm, **settings), validation_report=report, history=(None,) * 20)


def _drawn(run, settings, targets, pictures, learning):
    from pages.transfer.parts.arm_cards import arm_card, size_of_dots

    arm_card(settings.arm, run, settings, targets, ["a", "b", "c"], size=size_of_dots(2), images=pictures, learning=learning)


def drawn(run=None, targets=(0, 1, 2, 0), pictures=(), learning=None):
    settings = run.settings if run else TrainingSettings(arm="frozen")
    about = {"run": run, "settings": settings, "targets": np.array(targets), "pictures": pictures, "learning": learning}
    app = AppTest.from_function(_drawn, default_timeout=30, kwargs=about).run()
    assert not app.exception, app.exception
    return " ".join(element.proto.body for element in app.get("html")), [read(each) for each in app.get("bidi_component")]


def test_each_answer_of_a_way_is_a_dot_in_the_row_of_its_class():
    html, (wall,) = drawn(a_run("frozen", [0, 1, 2, 2], [0, 1, 2, 0], network="vgg16"))
    assert ARMS["frozen"] in html
    assert [(dot["target"], dot["answer"], dot["share"]) for dot in wall["pictures"]] == [
        (0, 0, 1),
        (1, 1, 1),
        (2, 2, 1),
        (0, 2, 1),
    ]
    assert wall["order"] == [[0, 3], [1], [2]]
    assert wall["label"].startswith("4 pictures, 3 right.")
    assert wall["rows"] == row_heights([2, 1, 1], **size_of_dots(2))  # as high as the rows of pictures beside it
    assert "75%" in html
    assert "3 of 4 right" in html
    assert "All pictures, 224 px, 20 epochs" in html


def test_before_a_way_is_trained_its_dots_are_the_pictures_and_nothing_is_right():
    pictures = tuple(np.full((9, 9, 3), number, np.uint8) for number in range(4))
    html, (wall,) = drawn(pictures=pictures)
    assert {dot["answer"] for dot in wall["pictures"]} == {None}
    assert sorted(dot["place"] for dot in wall["pictures"]) == [0, 1, 2, 3]
    assert wall["label"].startswith("4 pictures, none asked yet.")
    assert "of 4 right" in html
    assert "%" not in html.split('class="result"')[1].split(">", 1)[1]


def test_while_a_way_learns_its_dots_say_what_it_answers_by_now():
    html, (wall,) = drawn(learning=Learning("Learns: epoch 3.", 0.75, np.array([0, 1, 2, 1])))
    assert [dot["answer"] for dot in wall["pictures"]] == [0, 1, 2, 1]
    assert "75%" in html
    assert "3 of 4 right" in html
    assert "Learns: epoch 3." in html


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
    assert "the last 2 layers" in html


def test_many_pictures_stay_in_their_place_and_those_that_went_wrong_are_on_the_sheet():
    """Five hundred dots are smaller, not higher, and a page is not made of all their pictures."""
    targets = np.arange(540) % 3
    answers = np.where(np.arange(540) > 500, (targets + 1) % 3, targets)
    pictures = tuple(np.full((9, 9, 3), number % 256, np.uint8) for number in range(540))
    _, (wall,) = drawn(a_run("frozen", answers, targets), targets, pictures)
    assert wall["side"] < 12
    assert sum(wall["rows"]) <= HIGH
    shown = [number for number, dot in enumerate(wall["pictures"]) if dot["place"] >= 0]
    assert len(shown) <= MOST + 3
    assert set(range(501, 540)) <= set(shown)
    assert sorted(wall["pictures"][number]["place"] for number in shown) == list(range(len(shown)))


def test_without_pictures_dots_stay_dots():
    _, (wall,) = drawn(a_run("random", [0, 1], [0, 2]), [0, 2])
    assert wall["sheet"] == ""
    assert {dot["place"] for dot in wall["pictures"]} == {-1}


@pytest.mark.parametrize(("answers", "said"), [([0, 0, 0], "33%"), ([0, 1, 2], "100%")])
def test_the_number_is_the_share_of_right_answers(answers, said):
    assert said in arm_result("scratch", a_run("scratch", answers, [0, 1, 2]))


def test_how_far_a_way_is_follows_from_its_latest_epoch():
    epoch, said = Epoch(3, 0.5, 0.5, 0.5, 0.75), SaidSoFar(3, np.array([0, 1]))
    assert how_far(None).told == "Learns next."
    assert how_far(Step("features", 1, 2, 0.1)).told == "Looks at the pictures."
    far = how_far(Step("training", 1, 2, 0.1, (epoch,), (said,)))
    assert (far.told, far.share, far.answers.tolist()) == ("Learns: epoch 3.", 0.75, [0, 1])


def test_while_they_learn_what_is_done_shows_its_answers_and_the_others_wait():
    app = AppTest.from_function(_learning, default_timeout=60).run()
    assert not app.exception, app.exception
    html = " ".join(element.proto.body for element in app.get("html"))
    assert html.count("Waits for its turn.") == 1
    assert html.count("Learns: epoch 1.") == 1
    assert "12 of 24 right" in html  # of the one that learns
    assert "24 of 24 right" in html  # of the one that is done
    assert "6 pictures, 3 of each class." in html


def _learning():
    import numpy as np

    from lessons.data.datasets import DATASETS
    from lessons.training.evaluation import evaluate
    from lessons.training.results import Arm, SaidSoFar
    from lessons.training.settings import TrainingSettings
    from lessons.work.jobs import Snapshot
    from lessons.work.progress import Epoch, Step
    from pages.shared.session.state import set_job
    from pages.transfer.parts.learning_cards import learning_cards

    faces, choices = (
        DATASETS["faces"],
        [TrainingSettings(arm=arm, pictures_per_class=3) for arm in ("scratch", "random", "frozen")],
    )

    class Running:
        def poll(self):
            targets = np.arange(24) // 12
            done = Arm(choices[0], (), evaluate(np.eye(2, dtype=np.float32)[targets], targets, faces.labels))
            epoch, said = Epoch(1, 0.5, 0.5, 0.5, 0.5), SaidSoFar(1, np.zeros(24, int))
            return Snapshot("running", step=Step("training", 1, 2, 0.1, (epoch,), (said,), earlier=(done,)))

    set_job("fine_tune", Running())
    learning_cards(choices, {}, faces)


def test_a_result_is_shown_where_it_is_of_the_network_that_is_chosen():
    """What was trained with so many pictures stays for when these are chosen again; with other last layers it is another."""
    few, tuned = (TrainingSettings(arm=arm, pictures_per_class=3) for arm in ("frozen", "fine_tuned"))
    trained = {(each.arm, 3): SimpleNamespace(settings=each) for each in (few, tuned)}
    assert came_of(trained, few) is trained["frozen", 3]
    assert came_of(trained, replace(few, epochs=5)) is trained["frozen", 3]
    assert came_of(trained, replace(few, unfrozen=8)) is trained["frozen", 3]  # none of its last layers learn
    assert came_of(trained, replace(tuned, unfrozen=8)) is None
    assert came_of(trained, replace(few, pictures_per_class=5)) is None
