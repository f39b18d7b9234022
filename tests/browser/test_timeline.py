"""What a transformer looks at, in a real browser: patch by patch under the pointer, and with the arrow keys."""

import re

from playwright.sync_api import expect

from tests.browser.visiting import open_page


def test_the_patch_under_the_pointer_says_how_few_it_takes_from_and_arrow_keys_lead_on(page):
    open_page(page, "timeline?timeline_view=Attention&timeline_picture=star")
    picture, told = page.locator(".picture"), page.locator(".words").last
    expect(told).to_have_text(re.compile(r"row 5, column 5: in block 1, half of what it takes comes from \d+ of 64"))
    box = picture.bounding_box()
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 0.95 * box["height"])
    expect(told).to_have_text(re.compile("row 8, column 2"))
    picture.focus()
    page.keyboard.press("ArrowUp")
    expect(told).to_have_text(re.compile("row 7, column 2"))
    for _ in range(9):
        page.keyboard.press("ArrowLeft")
    expect(told).to_have_text(re.compile("row 7, column 1"))
    captions = page.locator(".blocks figcaption")
    expect(captions).to_have_count(2)
    expect(captions.first).to_have_text(re.compile(r"Block 1: half of what it takes comes from \d+ of 64 patches"))


def test_the_walk_goes_with_the_slider(page):
    open_page(page, "timeline")
    expect(page.locator("[data-bar]")).to_have_count(9)
    slider = page.get_by_role("slider", name="Walk along")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("AlexNet, 2012")).to_be_visible()
    expect(page.get_by_text("59.3%")).to_be_visible()


def test_a_network_is_pressed_and_arrow_keys_go_on_from_there(page):
    open_page(page, "timeline")
    page.get_by_role("button", name="ResNet, 2015").click()
    expect(page.get_by_text("ResNet, 2015")).to_be_visible()
    pressed = page.locator("[data-station='4']")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("MobileNet, 2017")).to_be_visible()
    expect(page.get_by_role("slider", name="Walk along")).to_be_visible()
    expect(page.get_by_role("combobox", name="It looks at")).to_be_hidden()


def test_a_view_has_the_controls_that_do_something_in_it_and_the_walk_stays_where_it_was(page):
    open_page(page, "timeline?timeline_station=ResNet")
    slider = page.get_by_role("slider", name="Walk along")
    expect(slider).to_be_visible()
    page.get_by_role("radio", name="Attention").click()
    expect(page.locator(".picture")).to_be_visible()
    expect(slider).to_be_hidden()
    page.get_by_role("radio", name="The walk").click()
    expect(slider).to_be_visible()
    expect(page.get_by_text("ResNet, 2015")).to_be_visible()
