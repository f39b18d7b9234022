"""A picture on the map is picked, by pointer and by keys, and shows its nearest ones."""

import re

from playwright.sync_api import expect

from tests.browser.visiting import SLOW, open_page


def test_a_picture_is_picked_and_its_nearest_are_counted(page):
    open_page(page, "neighbours?neighbours_set=textures&neighbours_layer=Block+3")
    plane = page.get_by_role("application", name=re.compile("A map of 120 pictures"))
    expect(plane).to_be_visible(timeout=SLOW)
    plane.press("ArrowRight")
    expect(page.get_by_text("5 of 5 are brick, too.").last).to_be_visible()
    expect(page.get_by_text("Its nearest pictures here")).to_be_visible()
    plane.press("ArrowLeft")
    expect(page.get_by_text(re.compile("^Picture 120 of 120, your picture"))).to_be_attached()
    plane.press("Escape")
    expect(page.get_by_text("Click a picture to see")).to_be_visible()
    page.get_by_role("button", name="moon").click()
    expect(page.get_by_role("button", name="moon")).to_have_attribute("aria-pressed", "true")


def test_the_own_picture_lies_whole_on_the_map(page):
    open_page(page, "neighbours?neighbours_layer=Block+3")  # by which it lies in a corner
    own = page.locator(".tile.own")
    expect(own).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(1000)  # tiles go to their places
    tile, plane = own.bounding_box(), page.locator(".plane").bounding_box()
    for start, length in (("x", "width"), ("y", "height")):
        assert plane[start] < tile[start]
        assert tile[start] + tile[length] < plane[start] + plane[length]


def test_a_step_begins_with_no_picture_picked_and_a_pick_moves_nothing_below(page):
    open_page(page, "neighbours?neighbours_layer=Pixels")
    plane, picked = page.get_by_role("application", name=re.compile("A map of 120 pictures")), page.locator(".tile.picked")
    expect(plane).to_be_visible(timeout=SLOW)
    card = page.locator(".st-key-stage_steps")
    before = card.bounding_box()["y"]
    plane.press("ArrowRight")
    expect(picked).to_have_count(1)
    assert card.bounding_box()["y"] == before
    page.get_by_role("radio", name="2", exact=True).click()
    following = page.get_by_role("button", name="Next", exact=True)
    for _ in range(12):  # until one of them has neighbours of another class
        plane.press("ArrowRight")
        page.wait_for_timeout(700)
        if following.is_visible():
            break
    following.click()
    expect(picked).to_have_count(0)
