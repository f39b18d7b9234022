"""Boxes in a real browser: dragged by mouse, touch and keys; networks trained at a small setting, and asked about a drawing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import until
from tests.browser.visiting import SLOW, draw, open_page, open_section

A, B = "10 20 110 120", "60 20 160 120"


def open_boxes(page, a=A, b=B):
    open_page(page, f"detection?detection_box_a={a.replace(' ', '+')}&detection_box_b={b.replace(' ', '+')}")
    stage = page.locator(".pair .picture")
    expect(stage.locator("[data-name=a]")).to_have_attribute("data-box", a)
    return stage


def screen(stage, *places):
    """Where pixels of the picture lie on the screen: all at one moment, for the page may still move."""
    box = stage.bounding_box()
    scale = box["width"] / float(stage.get_attribute("viewBox").split()[2])
    return [(box["x"] + x * scale, box["y"] + y * scale) for x, y in places]


def drag(page, stage, start, end):
    start, middle, end = screen(stage, start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*middle)
    page.mouse.move(*end)
    page.mouse.up()


def reaches_python(page, box):
    """What was done to box A in the browser has come to Python: the address follows."""
    page.wait_for_url(re.compile(f"detection_box_a={box.replace(' ', '.')}(&|$)"))


def test_a_dragged_box_is_worked_out(page):
    stage = open_boxes(page)
    expect(page.locator(".pair .said")).to_have_text("IoU of A and B: 0.333")
    drag(page, stage, (30, 60), (80, 60))
    expect(page.locator(".pair .said")).to_have_text("IoU of A and B: 1.000")
    reaches_python(page, B)
    open_section(page, "By hand")
    expect(page.get_by_text("IoU = 10,000 / 10,000 = 1.000")).to_be_visible()


def test_a_corner_stretches_a_box_and_can_not_cross_the_other_side(page):
    stage = open_boxes(page)
    drag(page, stage, (10, 20), (20, 40))
    reaches_python(page, "20 40 110 120")
    drag(page, stage, (20, 40), (200, 190))
    reaches_python(page, "109 119 110 120")
    drag(page, stage, (160, 120), (5000, 5000))
    expect(page.locator(".pair .said")).to_contain_text("IoU of A and B: 0.000")
    assert page.get_by_text("a box must").count() == 0


def test_keys_move_and_stretch_a_box(page):
    stage = open_boxes(page)
    box = stage.locator("[data-name=a]")
    box.focus()
    box.press("ArrowRight")
    reaches_python(page, "11 20 111 120")
    stage.locator("[data-name=a]").press("Control+ArrowDown")
    reaches_python(page, "11 30 111 130")
    stage.locator("[data-name=a]").press("Shift+ArrowLeft")
    reaches_python(page, "11 30 110 130")


def test_an_answer_that_comes_late_takes_no_box_back(page):
    stage = open_boxes(page)
    box = stage.locator("[data-name=a]")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.down("ArrowRight")
    reaches_python(page, "11 20 111 120")  # the answer to the first step, after the second
    expect(box).to_have_attribute("data-box", "12 20 112 120")
    page.keyboard.press("Tab")  # the key is let go elsewhere
    page.keyboard.up("ArrowRight")
    reaches_python(page, "12 20 112 120")


def test_only_the_main_button_drags_a_box(page):
    stage = open_boxes(page)
    start, end = screen(stage, (30, 60), (80, 60))
    page.mouse.move(*start)
    page.mouse.down(button="right")
    page.mouse.move(*end)
    page.mouse.up(button="right")
    expect(stage.locator("[data-name=a]")).to_have_attribute("data-box", A)
    drag(page, stage, (30, 60), (40, 60))
    reaches_python(page, "20 20 120 120")


def test_the_question_about_the_boxes_follows_them(page):
    stage = open_boxes(page)
    open_section(page, "Check yourself")
    asked = page.get_by_text("Box A covers 10,000 square pixels, box B 10,000, and they share 5,000. How large is the union?")
    expect(asked).to_be_visible(timeout=SLOW)
    page.mouse.move(600, 300)
    page.mouse.wheel(0, -3000)  # the section that was opened has come into view, and the stage gone out of it
    expect(stage).to_be_in_viewport(ratio=1)
    drag(page, stage, (30, 60), (80, 60))
    asked = page.get_by_text("Box A covers 10,000 square pixels, box B 10,000, and they share 10,000. How large is the union?")
    expect(asked).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="More").click()
    numbers = page.get_by_role("textbox", name="Box B: left, top, right, bottom")
    numbers.fill("60 20 110 120")
    numbers.press("Enter")
    asked = page.get_by_text("Box A covers 10,000 square pixels, box B 5,000, and they share 5,000. How large is the union?")
    expect(asked).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize(
    ("slug", "question", "answer", "control", "value"),
    [
        ("detection", 2, "Usually fewer boxes are kept", "Drop above an IoU of", "90"),
        ("localisation", 5, "It shrinks, or it stays as it is", "Threshold, of the largest value", "10"),
    ],
)
def test_an_experiment_moves_a_control_of_another_part_of_the_page(page, slug, question, answer, control, value):
    open_page(page, slug)
    open_section(page, "Check yourself")
    page.get_by_role("tabpanel").get_by_role("radio", name=str(question), exact=True).click(timeout=SLOW)
    page.get_by_text(answer, exact=True).click()
    page.get_by_role("button", name="Set up this experiment").click()
    expect(page.get_by_role("slider", name=control)).to_have_value(value, timeout=SLOW)
    expect(page.get_by_text(re.compile(f"is now {value}\\. Look "))).to_be_visible()


def test_a_finger_drags_a_box(phone):
    stage = open_boxes(phone)
    client = phone.context.new_cdp_session(phone)
    start, *moves = screen(stage, *((x, 60) for x in (30, 40, 50, 60, 70, 80)))
    for kind, place in (("touchStart", start), *(("touchMove", place) for place in moves), ("touchEnd", None)):
        points = [] if place is None else [dict(zip("xy", place, strict=True))]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    reaches_python(phone, "(59|60|61) 20 (159|160|161) 120")


def test_a_box_regressor_is_trained_and_finds_what_is_drawn(page):
    open_page(page, "localisation?localisation_count=1000&localisation_epochs=5&localisation_size=48")
    open_section(page, "Train it")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("By hand, for scene 1 after epoch 5")).to_be_visible(timeout=SLOW)
    page.get_by_role("slider", name="After epoch After epoch").press("Home")
    expect(page.get_by_text("By hand, for scene 1 after epoch 0")).to_be_visible()
    open_section(page, "Draw for it")
    draw(page, [(170, 60), (290, 60), (290, 180), (170, 180), (170, 60)], steps=8)
    told = page.get_by_text(re.compile(r"It predicts .* and the box"))
    expect(told).to_be_visible(timeout=SLOW)
    left, top, right, bottom = map(int, re.search(r"\((\d+), (\d+), (\d+), (\d+)\)", told.inner_text()).groups())
    assert (left + right) / 2 == pytest.approx(230 / 320 * 48, abs=10)
    assert (top + bottom) / 2 == pytest.approx(120 / 320 * 48, abs=10)


def test_a_detector_is_trained_and_run_on_a_drawing(page):
    query = "detection_count=100&detection_epochs=1&detection_size=48&detection_objects=1&detection_objects=2"
    open_page(page, f"detection?{query}")
    open_section(page, "Train a detector")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("After epoch 1, the mAP on the validation scenes is")).to_be_visible(timeout=SLOW)
    open_section(page, "Draw for it")
    expect(page.get_by_text(re.compile(r"^It finds \d"))).to_have_count(0)
    draw(page, [(40, 40), (130, 40), (130, 130), (40, 130), (40, 40)], steps=8)
    expect(page.get_by_text(re.compile(r"^It finds \d"))).to_be_visible(timeout=SLOW)


def test_a_section_that_a_step_needs_opens_below_the_card_that_stays_in_view(page):
    open_page(page, "segmentation")
    page.set_viewport_size({"width": 1280, "height": 620})
    card, tab = page.locator(".st-key-stage_steps"), page.get_by_role("tab", name="By hand")
    page.locator(".st-key-stage_rings").get_by_role("radio", name="3").click()
    card.get_by_role("button", name="Open By hand").click()
    expect(tab).to_have_attribute("aria-selected", "true")
    page.mouse.move(640, 600)
    page.mouse.wheel(0, 5000)
    until(page, "() => document.querySelector('.st-key-stage_steps').getBoundingClientRect().top < 60")
    assert card.bounding_box()["y"] > 40
    expect(card.get_by_text("Open By hand and move")).to_be_in_viewport()
