"""The real detector in a browser: cells that are pointed at by mouse and keys, with the engine's numbers."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.core.yolo import GRIDS, SIZE
from lessons.finding.proposals import position_of, propose
from lessons.images.detector_pictures import DETECTOR_PICTURES
from lessons.images.letterbox import letterbox
from lessons.nets.yolov3_tiny import load_yolo
from tests.browser.visiting import SLOW, open_page, open_section


@pytest.fixture(scope="module")
def motorbike():
    """What the network says of the first picture."""
    fitted = letterbox(DETECTOR_PICTURES["motorbike"].load(), SIZE)
    return fitted, propose(load_yolo(), fitted.pixels)


def open_stage(page, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    open_page(page, f"yolo?{asked}")
    photo = page.locator(".detector .photo")
    expect(page.locator(".detector .place")).to_contain_text("what its three anchors say", timeout=60_000)
    return photo


def on_screen(photo, fitted, row, column):
    """Where the middle of a cell of the coarse grid lies on the photo, in pixels of the screen."""
    box, step = photo.bounding_box(), GRIDS[0].step
    scale = box["width"] / fitted.width
    return {"x": ((column + 0.5) * step - fitted.left) * scale, "y": ((row + 0.5) * step - fitted.top) * scale}


def test_a_cell_that_is_clicked_shows_the_engines_box_and_is_worked_out_below(page, motorbike):
    fitted, proposals = motorbike
    photo = open_stage(page)
    photo.click(position=on_screen(photo, fitted, 5, 2))
    expect(page.locator(".detector .place")).to_have_text("Row 5, column 2: what its three anchors say")
    here = [position_of(0, 5, 2, anchor) for anchor in range(3)]
    best = here[int(np.argmax(proposals.scores[here]))]
    shown = [float(number) for number in page.locator(".detector").get_attribute("data-box").split()]
    np.testing.assert_allclose(shown, proposals.boxes[best], atol=0.2)
    open_section(page, "By hand")
    expect(page.get_by_text(re.compile("of row 5, column 2 is"))).to_be_visible()
    photo.press("ArrowRight")
    expect(page.get_by_text(re.compile("of row 5, column 3 is"))).to_be_visible()


def test_each_anchor_of_a_cell_can_be_chosen_and_has_a_box_of_its_own(page, motorbike):
    _, proposals = motorbike
    open_stage(page)
    for anchor in range(3):
        page.locator(".detector .anchors button").nth(anchor).click()
        shown = [float(number) for number in page.locator(".detector").get_attribute("data-box").split()]
        np.testing.assert_allclose(shown, proposals.boxes[position_of(0, 6, 6, anchor)], atol=0.2)
        expect(page.locator(".detector .anchors [aria-checked=true]")).to_have_count(1)


def test_a_lower_score_shows_more_boxes_and_doubles_can_be_seen(page):
    photo = open_stage(page)
    expect(photo.locator(".kept:not(.under)")).to_have_count(1)
    expect(page.locator(".detector .found")).to_have_text("Motorbike, an example picture. Found: motorbike 65%.")
    photo = open_stage(page, yolo_least=5, yolo_show="With+doubles")
    expect(photo.locator(".dropped:not(.under)").first).to_be_attached()
    assert photo.locator(".kept:not(.under)").count() > 1


def test_objectness_is_a_heat_map_over_the_photo(page):
    photo = open_stage(page, yolo_show="Objectness")
    expect(photo.locator(".heat").first).to_be_attached()
    expect(photo.locator(".kept")).to_have_count(0)
    expect(page.locator(".detector .found")).to_contain_text("Most: 65%")


def test_the_camera_is_asked_about_frame_by_frame_and_let_go_of(page):
    page.context.grant_permissions(["camera"])
    open_stage(page)
    open_section(page, "With the camera")
    page.get_by_role("button", name="Start the camera").click(timeout=SLOW)
    expect(page.locator(".live")).to_have_attribute("data-answers", re.compile(r"^([3-9]|\d\d+)$"), timeout=SLOW)
    expect(page.locator(".live .said")).to_have_text("Nothing has this score. Lower it, or come closer.")
    page.locator(".live .stop").click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()
    assert not page.locator(".live video").evaluate("video => Boolean(video.srcObject?.active)")
