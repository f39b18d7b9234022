"""The pages beyond classification, in a real browser: a network that segments a drawing, faces, scans, and a choice."""

import math
import re
from dataclasses import replace

import numpy as np
from playwright.sync_api import expect

from lessons.advice.approach import recommend
from lessons.faces.verification import bundled_faces
from lessons.texts.wishes import WISHES
from tests.browser.conftest import until
from tests.browser.visiting import SLOW, change_picture, draw, expect_named, go_to, is_whole, open_page, open_section, photo

FIRST = WISHES["clinic"].task
SHOWN = "canvas => canvas.toDataURL()"


def circle(x, y, radius):
    return [(x + radius * math.cos(turn * math.pi / 16), y + radius * math.sin(turn * math.pi / 16)) for turn in range(33)]


def test_a_network_is_trained_and_finds_the_pixels_of_a_drawing(page):
    open_page(page, "segmentation?segmentation_epochs=3&segmentation_count=300")
    open_section(page, "Train a network")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_role("main").get_by_role("button", name="Stop")).to_be_visible(timeout=SLOW)
    open_section(page, "How good is it?")
    expect(page.get_by_text(re.compile(r"Mean IoU 0\.\d+ over 200 scenes"))).to_be_visible()
    open_section(page, "Draw for it")
    expect(page.get_by_text("Draw circles, squares, triangles on the paper.")).to_be_visible(timeout=SLOW)
    draw(page, circle(100, 100, 50))
    expect(page.get_by_text(re.compile(r"It sees \d+ pixels of"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("img", name=re.compile("Pixels taken for"))).to_be_visible()
    maps = page.get_by_role("slider", name=re.compile("The maps of .* for this picture")).get_by_role("img")
    before = maps.evaluate(SHOWN)
    draw(page, circle(230, 230, 50))
    followed = f"([maps, before]) => ({SHOWN})(maps) !== before"  # the drawing
    until(page, followed, [maps.element_handle(), before])
    open_section(page, "Epoch by epoch")
    page.get_by_role("slider", name="After epoch").focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("After epoch 0")).to_be_visible(timeout=SLOW)


def test_the_threshold_is_moved_and_own_faces_are_compared(page):
    open_page(page, "faces")
    expect(page.get_by_text(re.compile("false accepts .* strangers are let in"))).to_be_visible(timeout=SLOW)
    before = page.get_by_text(re.compile("With the threshold at")).inner_text()
    page.get_by_role("slider", name="Threshold: closer is the same").press("ArrowRight")
    expect(page.get_by_text("With the threshold at 0.46")).to_be_visible(timeout=SLOW)
    assert "With the threshold at 0.45" in before
    faces = bundled_faces()
    files = [photo(faces[4], "me.png"), photo(faces[5], "you.png"), photo(faces[4], "me again.png")]
    open_section(page, "Your own faces")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    expect(page.get_by_text("1: me.png and 3: me again.png are closest, with a distance of 0.00.")).to_be_visible(timeout=SLOW)


def test_a_scan_is_uploaded_and_the_page_says_that_it_is_no_diagnosis(page):
    open_page(page, "medicine")
    expect(page.get_by_text("This is no diagnosis.")).to_be_visible(timeout=SLOW)
    change_picture(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Upload").click()
    scan = np.zeros((120, 100, 3), np.uint8)
    scan[30:90, 20:80] = 160
    dialog.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(photo(scan, "scan.png"))
    expect_named(page, "scan.png")
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="your picture").click()
    expect(page.get_by_role("img", name=re.compile("^your picture, and where Grad-CAM"))).to_be_visible(timeout=SLOW)
    open_section(page, "ImageNet's numbers")
    page.get_by_role("slider", name="Move every weight of the last convolution by").press("Home")
    expect(page.get_by_text("such a change would go unnoticed")).to_be_visible(timeout=SLOW)


def test_a_guess_brings_lines_of_the_plan_and_a_changed_fact_changes_them_and_stands_in_the_link(page):
    open_page(page, "approach")
    rules = recommend(FIRST)
    line = {part: page.locator(f"[data-part={part}]") for part in rules}
    expect(line["loss"]).to_have_count(0)
    for guess in ("several names", "to miss one", "mirrored, turned a little", "all of a patient"):
        page.get_by_role("radio", name=guess, exact=True).click()
        verdict = "You guessed right." if guess in ("to miss one", "all of a patient") else f"Not “{guess}”."
        expect(page.get_by_text(verdict)).to_be_visible(timeout=SLOW)
    for part, rule in rules.items():
        expect(line[part]).to_contain_text(rule.choice)
    page.get_by_role("button", name=re.compile("^It tells")).click()
    page.get_by_role("radio", name="what, and where").click()
    for part, rule in recommend(replace(FIRST, answer="boxes")).items():
        expect(line[part]).to_contain_text(rule.choice, timeout=SLOW)
        expect(line[part].get_by_text("changed")).to_have_count(int(rules[part] != rule))
    page.wait_for_url("**approach_answer=boxes**")
    is_whole(page)
    open_section(page, "Check yourself")
    page.get_by_role("radio", name="wildlife").click()
    expect(page.get_by_text("Cameras in a forest")).to_be_visible(timeout=SLOW)


def test_what_plays_moves_nothing_else_and_has_ended_when_one_comes_back(page):
    open_page(page, "detection")
    open_section(page, "Drop doubles")
    expect(page.get_by_role("button", name="Play the steps")).to_be_visible(timeout=SLOW)
    is_whole(page)
    slider = page.locator(".st-key-detection_step")
    before = slider.bounding_box()
    page.get_by_role("button", name="Play the steps").click()
    expect(slider.locator("input")).not_to_have_attribute("aria-valuetext", "0", timeout=SLOW)
    now = slider.bounding_box()
    assert (now["x"], now["width"]) == (before["x"], before["width"])
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_have_count(0, timeout=SLOW)
    page.get_by_role("button", name="Play the steps").click()  # from the beginning, as it was at its end
    expect(pause).to_be_visible()
    go_to(page, "Segmentation")
    go_to(page, "Detection")
    is_whole(page)
    expect(page.get_by_role("button", name="Play the steps")).to_be_visible()
    expect(pause).to_have_count(0)
