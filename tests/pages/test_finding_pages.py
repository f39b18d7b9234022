"""The pages about boxes, as Streamlit runs them: numbers by hand, and each network trained at a small setting."""

import re

import numpy as np
import pytest

from lessons.core.boxes import agreement, iou
from lessons.finding.detecting import DetectorSettings
from lessons.finding.finders import build_detector, detect
from lessons.finding.scene_runs import watched_scenes
from lessons.finding.scenes import draw_scenes
from tests.pages.apps import desk_of, finish, open_app, section, texts
from tests.pages.test_widgets import read

pytestmark = pytest.mark.slow

TRAINING = {"detection": "Train a detector", "localisation": "Train it"}
SMALL = {"count": "100", "epochs": "1", "size": "48"}


def small(slug, **more):
    """A page with its section for training open, and small settings in it."""
    return section(open_app(slug, **{f"{slug}_{name}": value for name, value in (SMALL | more).items()}), slug, TRAINING[slug])


def train(app, slug, button="train"):
    app.button(key=f"{slug}_{button}").click().run()
    return finish(app, slug)


def test_two_boxes_are_worked_out():
    app = open_app("detection", detection_box_a="10 20 110 120", detection_box_b="60 20 160 120")
    section(app, "detection", "By hand")
    assert "They share 50 × 100 = **5,000** square pixels" in texts(app)
    assert "**IoU = 5,000 / 15,000 = 0.333**" in texts(app)
    app.text_input(key="detection_box_b").set_value("60 20.5 160.5 120").run()
    assert "They share 50 × 99.5 = **4,975** square pixels" in texts(app)
    assert "B covers\n9,999.75" in texts(app)
    app.text_input(key="detection_box_b").set_value("110 20 160 120").run()
    assert "They do not meet" in texts(app)
    assert not app.exception


def test_a_box_that_is_none_gets_a_sentence_and_the_last_one_stays():
    app = open_app("detection", detection_box_a="10 20 110 120", detection_box_b="60 20 160 120")
    section(app, "detection", "By hand")
    for text in ("", "1 2 3", "50 50 50 90", "90 10 20 30", "0 0 5000 10", "-5 0 10 10", "nan nan nan nan"):
        app.text_input(key="detection_box_a").set_value(text).run()
        assert "a box must" in app.error[0].value
        assert "Received: " in app.error[0].value
        assert "**IoU = 5,000 / 15,000 = 0.333**" in texts(app)
    assert not app.exception


def test_suppression_is_walked_to_its_end_and_a_threshold_of_one_keeps_all():
    app = section(open_app("detection", detection_overlap="100"), "detection", "Drop doubles")
    assert "**15 boxes** for 3 objects" in texts(app)
    app.select_slider(key="detection_step").set_value(15).run()
    assert "**15 of 15 boxes are left" in texts(app)
    app.slider(key="detection_overlap").set_value(0).run()
    steps = app.select_slider(key="detection_step").options
    app.select_slider(key="detection_step").set_value(int(steps[-1])).run()
    assert f"**{len(steps) - 1} of 15 boxes are left" in texts(app)
    assert len(steps) - 1 <= 4


def test_a_classifier_slides_over_the_picture():
    app = section(open_app("detection"), "detection", "Slide a classifier")
    app.pills(key="detection_scales").set_value(["whole"]).run()
    app.button(key="detection_slide").click().run()
    search = finish(app, "detection_windows")
    assert f"**{len(search.boxes)} windows took {search.seconds:.1f} s**" in texts(app)
    app.pills(key="detection_scales").set_value([]).run()
    assert any("Choose at least one size" in info.value for info in app.info)
    assert not app.exception


@pytest.mark.parametrize(
    ("family", "sentence"),
    [
        ("YOLO", "8 × 8\ncells with 2 anchors are 128 boxes, and 1,024 numbers"),
        ("SSD", "Of 336 default boxes"),
        ("Faster R-CNN", "of which 6 go on"),
    ],
)
def test_each_family_says_what_it_considers(family, sentence):
    app = section(open_app("detection", detection_family=family), "detection", "Three families")
    assert sentence in texts(app)
    assert "before any network has moved them: a mean IoU of" in texts(app)


def test_a_detector_is_trained_judged_asked_and_trained_on():
    app = small("detection", cell="16", anchors="1")
    result = train(app, "detection")
    assert app.segmented_control(key="detection_stage").value == "your detector"
    section(app, "detection_trained", "How good is it?")
    assert f"**mAP {result.test_report.mean_average_precision:.2f}** at an IoU of 0.5" in texts(app)
    assert f"after {len(result.history)} epochs" in texts(app)
    section(app, "detection_trained", "Draw for it")
    app.segmented_control(key="detection_asked").set_value("a new scene").run()
    assert "It finds **" in texts(app)
    section(app, "detection", "Drop doubles")
    app.selectbox(key="detection_boxes").set_value("your detector, unsuppressed").run()
    assert not app.exception
    section(app, "detection", "Train a detector")
    longer = train(app, "detection", button="more")
    assert [epoch.number for epoch in longer.history] == [1, 2]
    assert "after 2 epochs" in texts(section(app, "detection_trained", "How good is it?"))
    assert "detection_preset_0" not in [button.key for button in app.button]  # it is about two boxes
    app.segmented_control(key="detection_stage").set_value("two boxes").run()
    app.button(key="detection_preset_0").click().run()
    assert not app.exception


def test_a_new_detector_finds_nothing():
    """As the step to try says it, with the score from which boxes are shown at first."""
    settings = DetectorSettings()
    model = build_detector(settings.grid, len(settings.scenes.classes), seed=3)
    for found in detect(model, settings.grid, np.stack([scene.image for scene in draw_scenes(settings.scenes, 8, 1)])):
        assert not len(found.above(0.4).boxes)


def recomputed(app):
    """The IoU, from the corners that the page shows; every number in between is what the shown ones give."""
    told = next(element.value for element in app.markdown if "By hand, for scene" in element.value)
    corners = [[float(value) for value in box.split(",")] for box in re.findall(r"\(([^()]+)\)", told)]
    width, height, shared = map(float, re.search(r"(\S+) × (\S+) = (\S+) square", told).groups())
    steps = agreement(*corners)
    assert (width, height) == pytest.approx((steps.shared_width, steps.shared_height), abs=1e-6)
    assert f"{width * height:.2f}" == f"{shared:.2f}"
    areas = f"{steps.area_a:.2f} + {steps.area_b:.2f} − {shared:.2f} = {steps.area_a + steps.area_b - shared:.2f}"
    assert areas in told
    assert f"= {steps.iou:.2f}**" in told
    return steps.iou


def test_a_locator_is_trained_judged_asked_and_trained_on_and_keeps_what_it_learned_when_it_is_stopped_at_once():
    app = small("localisation")
    result = train(app, "localisation")
    scene, found = watched_scenes(result.settings)[0], result.records[-1].boxes[0]
    assert recomputed(app) == pytest.approx(agreement(scene.boxes[0], found).iou, abs=0.02)
    app.select_slider(key="localisation_epoch").set_value(0).run()
    assert "after epoch 0" in texts(app)
    section(app, "localisation_trained", "How good is it?")
    assert f"**Mean IoU {result.test_report.mean_iou:.2f}**" in texts(app)
    section(app, "localisation_trained", "Draw for it")
    app.segmented_control(key="localisation_asked").set_value("a new scene").run()
    assert "and the IoU **" in texts(app)
    longer = train(app, "localisation", button="more")
    assert [epoch.number for epoch in longer.history] == [1, 2]
    app.button(key="localisation_more").click().run()
    desk_of(app)["state_job_localisation"].stop()
    more = finish(app, "localisation")  # None if it was stopped before its first batch
    assert more is None or more.history[:2] == longer.history
    assert "Mean IoU" in texts(section(app, "localisation_trained", "How good is it?"))


def test_the_box_of_a_map_shrinks_as_the_threshold_rises():
    shares = []
    for percent in (10, 50, 90):
        app = open_app("localisation", localisation_threshold=str(percent))
        text = next(element.value for element in app.markdown if "of its area" in element.value)
        left, top, right, bottom = map(int, text.split("**(")[1].split(")**")[0].split(","))
        shares.append((right - left) * (bottom - top))
    assert shares[0] > shares[1] > shares[2] > 0


def the_box(app):
    """What the browser was told of the learner's box and the network's."""
    return next(told for each in app.get("bidi_component") if "found" in (told := read(each)))


def test_the_learners_box_is_compared_with_the_networks_once_both_are_there():
    app = open_app("localisation")
    assert the_box(app)["found"] is None
    app.toggle(key="localisation_ask").set_value(True).run()
    asked = the_box(app)
    assert asked["found"] is not None
    app.text_input(key="localisation_own").set_value(" ".join(str(round(value)) for value in asked["found"])).run()
    assert iou(the_box(app)["box"], asked["found"]) > 0.97
    app.text_input(key="localisation_own").set_value("9 9 3 3").run()  # its corners are swapped
    assert len(app.error) == 1
    assert the_box(app)["box"] != [9, 9, 3, 3]


def test_a_page_without_shapes_asks_for_one():
    for slug in ("localisation", "detection"):
        app = section(open_app(slug), slug, TRAINING[slug])
        app.pills(key=f"{slug}_shapes").set_value([]).run()
        assert any("Choose at least one shape" in info.value for info in app.info)
        assert app.button(key=f"{slug}_train").disabled
        assert not app.exception


def test_one_shape_and_strange_wishes_crash_nothing():
    app = small("detection", objects="1", noise="-5", spacing="sideways", texture="many")
    app.pills(key="detection_shapes").set_value(["heart"]).run()
    assert not app.exception
    result = train(app, "detection")
    assert result.labels == ("heart",)
    assert np.isfinite(result.test_report.mean_average_precision)


def test_what_is_rarely_changed_lies_in_expanders():
    for slug, most in (("detection", 5), ("localisation", 3)):
        app = section(open_app(slug, **{f"{slug}_noise": "31", f"{slug}_rate": "0.003"}), slug, TRAINING[slug])
        names = (
            "shapes",
            "objects",
            "spacing",
            "size",
            "noise",
            "texture",
            "turn",
            "cell",
            "anchors",
            "epochs",
            "rate",
            "count",
        )
        keys = {f"{slug}_{name}" for name in (*names, "seed")}
        hidden = {widget.key for expander in app.expander for kind in KINDS for widget in getattr(expander, kind)} & keys
        shown = {widget.key for kind in KINDS for widget in getattr(app, kind)} & keys
        assert len(shown - hidden) <= most
        assert app.slider(key=f"{slug}_noise").value == 31  # the link still says what lies in there
        assert app.select_slider(key=f"{slug}_rate").value == 0.003
        assert not app.exception


SETTINGS = [
    "shapes",
    "objects",
    "spacing",
    "size",
    "noise",
    "texture",
    "turn",
    "cell",
    "anchors",
    "epochs",
    "rate",
    "count",
    "seed",
]
KINDS = ("slider", "select_slider", "selectbox", "number_input", "pills")


def test_a_lower_threshold_is_told_as_it_is_on_the_picture_and_a_preset_takes_the_first_class():
    app = open_app("localisation", localisation_view="Box from a map")
    first = app.selectbox(key="localisation_class").value
    app.selectbox(key="localisation_class").set_value("282: tiger cat").run()
    app.button(key="localisation_preset_1").click().run()
    assert app.selectbox(key="localisation_class").value == first
    told = texts(app)
    small, large = (int(re.search(rf"{before}(\d+)%", told)[1]) for before in (r"It took ", r"The box takes \*\*"))
    assert small < large
