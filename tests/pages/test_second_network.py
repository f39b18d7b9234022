"""Noise that fools one network, shown to another one: what the page says of it, and where there is no other."""

from dataclasses import replace

import pytest

from lessons.finding.proposals import class_scores, propose
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.nets.fooling import aimed_noise
from lessons.nets.imagenet import classifier
from lessons.nets.weights import YOLO_SOURCE, yolo_labels
from lessons.nets.yolov3_tiny import load_yolo
from pages.networks.parts.second_network import Said, carried_over
from pages.shared.session import network_choice
from tests.pages.apps import open_app, section, texts

pytestmark = pytest.mark.slow
OTHER = "Another network"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (("cat", "cat", "cat"), ("cat", "dog", "cat"), "weak"),
        (("cat", "toaster", "cat"), ("cat", "cat", "dog"), "same"),
        (("cat", "toaster", "cat"), ("cat", "dog", "cat"), "moved"),
        (("cat", "toaster", "cat"), ("cat", "dog", "bird"), "shaken"),
    ],
)
def test_what_carried_over_is_told_by_random_noise_too(first, second, found):
    assert carried_over(*([Said(label, 0.5) for label in labels] for labels in (first, second))) == found


def test_the_detector_is_asked_about_the_very_picture_that_fools_the_classifier():
    app = section(open_app("fool", fool_strength="4"), "fool", OTHER)
    assert app.selectbox(key="fool_second_network").value == "YOLOv3-tiny, COCO"
    cat = square(SAMPLES["chelsea"].load(), 224)
    fooled = aimed_noise(classifier(), cat, 4, towards=859)
    rows = app.table[0].value
    for row, pixels in enumerate((cat, fooled.picture)):
        scores = class_scores(propose(load_yolo(), square(pixels, 416)))
        best = int(scores.argmax())
        assert rows["YOLOv3-tiny says"].iloc[row] == f"{yolo_labels()[best]}, {scores[best]:.0%}"
    told = texts(app).replace("\n", " ")
    labels = [each.split(",")[0] for each in rows["YOLOv3-tiny says"]]
    moved = labels[1] != labels[0]
    assert ("says " + labels[1] + " in place of" in told) == moved
    assert ("is not fooled" in told) == (not moved)
    assert "Only one classifier of ImageNet" in told
    assert "a weak witness here" in told  # the detector gives the cat less than a tenth
    assert not app.exception
    weak = section(open_app("fool"), "fool", OTHER)
    assert "nothing to carry over" in texts(weak).replace("\n", " ")


def test_without_a_second_network_the_page_says_so(monkeypatch):
    monkeypatch.setattr(network_choice, "YOLO_SOURCE", replace(YOLO_SOURCE, package="no-such-package"))
    app = section(open_app("fool"), "fool", OTHER)
    assert "fool_second_network" not in [box.key for box in app.selectbox]
    assert "There is no other network here to ask" in texts(app)
    assert not app.exception
