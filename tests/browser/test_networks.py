"""The pages that open a network, in a real browser: the overview, a unit, an explanation, by mouse and keyboard."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.images.samples import SAMPLES
from lessons.nets.probing import MAP_ORDERS, feature_maps
from lessons.nets.vgg16 import load_vgg16
from tests.browser.visiting import SLOW, heading_of, open_page


@pytest.fixture(scope="module")
def maps():
    return feature_maps(load_vgg16(), SAMPLES["chelsea"].load())


def test_a_map_of_the_overview_is_opened_by_a_click_and_leads_to_its_sums(page, maps, pictures_held):
    open_page(page, "vgg16")
    strongest = int(MAP_ORDERS["mean"](maps["block4_conv2"])[1])
    thumbnail = page.get_by_role("button", name=f"Open map {strongest} of block4_conv2", exact=True)
    thumbnail.wait_for(timeout=SLOW)
    pictures_held(1)
    thumbnail.hover()
    expect(page.get_by_text(f"Map {strongest} of block4_conv2, 28 × 28 × 512. Click to open it.")).to_be_visible()
    thumbnail.click()
    expect(page.get_by_role("heading", name=f"Map {strongest} of block4_conv2")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="See the sum behind one of its cells").click()
    expect(page.get_by_role("heading", name=heading_of("One unit, exactly"))).to_be_visible()
    pictures_held(0)
    expect(page.get_by_text("of all 512 maps")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("spinbutton", name=re.compile("Map, 0 to 511"))).to_have_value(str(strongest))
    values = maps["block4_conv2"][..., strongest]
    row, column = np.unravel_index(values.argmax(), values.shape)
    expect(page.get_by_text(f"Row {row}, column {column}:")).to_be_visible()
    page.locator(".map").press("ArrowDown" if row < 27 else "ArrowUp")
    other = row + (1 if row < 27 else -1)
    expect(page.get_by_text(f"The map holds {values[other, column]:.4g}.")).to_be_visible(timeout=SLOW)


def test_answers_that_come_late_take_no_step_back(page, maps):
    open_page(page, "unit")
    chosen = page.locator(".map")
    chosen.wait_for(timeout=SLOW)
    start, columns = int(chosen.get_attribute("data-column")), int(chosen.locator("canvas").get_attribute("width"))
    key, way = ("ArrowRight", 1) if start < columns / 2 else ("ArrowLeft", -1)
    steps = min(columns // 2, 40)
    chosen.focus()
    for _ in range(steps):
        page.keyboard.press(key, delay=50)
    expect(chosen).to_have_attribute("data-column", str(start + way * steps))
    channel, layer = re.match(r"Map (\d+) of (\w+)", chosen.get_attribute("aria-label")).groups()
    value = maps[layer][int(chosen.get_attribute("data-row")), start + way * steps, int(channel)]
    expect(page.get_by_text(f"The map holds {value:.6g}.")).to_be_visible(timeout=SLOW)  # the last answer has come
    expect(chosen).to_have_attribute("data-column", str(start + way * steps))


def test_a_sorted_wall_says_which_map_is_picked_and_shows_it(page, maps):
    open_page(page, "vgg16?vgg16_layer=block5_conv3")
    page.get_by_role("slider", name="Layer, from the picture to the end").press("End", timeout=SLOW)
    page.get_by_role("radio", name="mean").click()
    order = MAP_ORDERS["mean"](maps["block5_pool"])
    wall = page.get_by_role("slider", name="All 512 maps of block5_pool")
    expect(wall).to_have_attribute("aria-valuetext", f"map {order[0]} of 512", timeout=SLOW)
    wall.focus()
    places = [*range(16, 512, 16), *range(497, 512)]  # down, then to the right
    for step, _ in enumerate(places):
        wall.press("ArrowDown" if step < 31 else "ArrowRight", delay=20)
    expect(wall).to_have_attribute("aria-valuetext", f"map {order[511]} of 512")
    expect(page.get_by_role("heading", name=f"Map {order[511]} of block5_pool")).to_be_visible(timeout=SLOW)
    inside = wall.evaluate(
        """wall => {
          const frame = wall.querySelector(".picked").getBoundingClientRect(), seen = wall.parentElement.getBoundingClientRect()
          return frame.top >= seen.top - 1 && frame.bottom <= seen.bottom + 1 && frame.right <= seen.right + 1
        }"""
    )
    assert inside


def test_an_explanation_is_asked_for_and_another_class_is_chosen(page):
    open_page(page, "explain")
    expect(page.get_by_text("Egyptian cat, to which it gives 77.1%")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("img", name="Where Guided backpropagation finds reasons")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Occlusion").click()
    expect(page.get_by_role("img", name="Where Occlusion finds reasons")).to_be_visible(timeout=SLOW)
    page.get_by_role("combobox", name="Class").click()
    page.get_by_role("option", name=re.compile("tiger cat")).click()
    expect(page.get_by_text("tiger cat, to which it gives")).to_be_visible(timeout=SLOW)


def test_a_filter_is_drawn_while_one_watches(page):
    open_page(page, "visualise")
    page.get_by_role("button", name="Draw it").click(timeout=SLOW)
    expect(page.get_by_role("img", name=re.compile(r"The drawing after ([1-9]|[1-5]\d) steps"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("The mean of the map rose from")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Download").first).to_be_visible()
