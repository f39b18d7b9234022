"""The pages that open a network, in a real browser: the overview, a unit, an explanation, by mouse and keyboard."""

import itertools
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.images.samples import SAMPLES
from lessons.nets.probing import MAP_ORDERS, feature_maps
from lessons.nets.vgg16 import load_vgg16
from lessons.texts import figure
from tests.browser.visiting import SLOW, change_picture, open_page, open_section


@pytest.fixture(scope="module")
def maps():
    return feature_maps(load_vgg16(), SAMPLES["chelsea"].load())


def network(tab):
    """The living network, once its first view is there."""
    living = tab.locator(".living[data-view]")
    living.wait_for(timeout=SLOW)
    return living


def test_one_flies_from_the_network_to_a_map_and_a_cell_whose_sum_is_that_of_one_unit_and_back(page, maps):
    open_page(page, "vgg16")
    living, stage = network(page), page.locator(".living .stage")
    said = living.locator(".said")
    stage.focus()
    page.keyboard.press("ArrowRight")
    strongest = int(MAP_ORDERS["mean"](maps["block1_conv1"])[0])
    expect(said).to_contain_text(f"Map {strongest} of block 1, convolution 1.")
    for _ in range(11):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    strongest = int(MAP_ORDERS["mean"](maps["block4_conv2"])[1])
    expect(said).to_contain_text(re.compile(f"Map {strongest} of block 4, convolution 2. Takes most from map"), timeout=SLOW)
    page.keyboard.press("Enter")
    expect(living).to_have_attribute("data-level", "map")
    values = maps["block4_conv2"][..., strongest]
    row, column = (int(place) for place in np.unravel_index(values.argmax(), values.shape))
    expect(said).to_contain_text(f"in row {row}, column {column}, counted from 0.", timeout=SLOW)
    page.wait_for_url(f"**vgg16_map={strongest}**")
    page.keyboard.press("Enter")
    expect(living).to_have_attribute("data-level", "cell")
    expect(said).to_contain_text(f"Row {row}, column {column} of map {strongest}: ", timeout=SLOW)
    page.keyboard.press("ArrowDown" if row < 27 else "ArrowUp")
    other = row + (1 if row < 27 else -1)
    expect(said).to_contain_text(f"Row {other}, column {column} of map {strongest}", timeout=SLOW)
    page.wait_for_url(f"**vgg16_cell={other}-{column}**")
    open_section(page, "In words")
    expect(page.get_by_text(f"Row {other}, column {column} of map {strongest} of block 4, convolution 2")).to_be_visible(
        timeout=SLOW
    )
    stage.focus()
    for level in ("map", "layer", "network"):
        page.keyboard.press("Escape")
        expect(living).to_have_attribute("data-level", level)
    page.wait_for_url(lambda url: "vgg16_layer" not in url)


def test_maps_are_pointed_at_clicked_sorted_and_left_by_two_fingers(page, maps):
    open_page(page, "vgg16")
    living, stage = network(page), page.locator(".living .base")
    box = stage.bounding_box()
    page.mouse.move(box["x"] + 150, box["y"] + 70)
    strongest = int(MAP_ORDERS["mean"](maps["block1_conv1"])[0])
    expect(living.locator(".said")).to_contain_text(f"Map {strongest} of block 1, convolution 1.")
    page.mouse.click(box["x"] + 150, box["y"] + 70)
    expect(living).to_have_attribute("data-level", "map")
    living.get_by_role("button", name="Layer", exact=True).click()
    expect(living).to_have_attribute("data-level", "layer")
    living.get_by_label("Sorted by").select_option("sparsity")
    page.wait_for_url("**vgg16_order=sparsity**")
    first = int(MAP_ORDERS["sparsity"](maps["block1_conv1"])[0])
    for right in itertools.islice(itertools.cycle((199, 200)), 600):  # the maps may come in their new order in between
        page.mouse.move(box["x"] + right, box["y"] + 60)
        if f"Map {first} of block 1" in living.locator(".said").inner_text():
            break
        page.wait_for_timeout(50)
    expect(living.locator(".said")).to_contain_text(f"Map {first} of block 1")
    page.mouse.wheel(0, 240)
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 0")  # the page has scrolled
    expect(living).to_have_attribute("data-level", "layer")
    page.keyboard.down("Control")  # as a browser tells of two fingers that close
    for _ in range(3):
        page.mouse.wheel(0, 240)
        page.wait_for_function("() => true", polling=50)
    page.keyboard.up("Control")
    expect(living).to_have_attribute("data-level", "network")


def test_a_link_leads_to_the_same_cell_and_another_picture_keeps_the_place(page):
    open_page(page, "vgg16?vgg16_layer=block3_conv3&vgg16_map=255&vgg16_cell=28-23")
    living = network(page)
    expect(living).to_have_attribute("data-level", "cell")
    expect(living.locator(".said")).to_contain_text("Row 28, column 23 of map 255: 2,569", timeout=SLOW)
    expect(living.locator(".said")).to_contain_text("2,304 products")
    before = living.get_attribute("data-view")
    change_picture(page)
    page.get_by_role("dialog").get_by_role("button", name="Coffee").click()
    expect(living).not_to_have_attribute("data-view", before, timeout=SLOW)
    expect(living).to_have_attribute("data-level", "cell")
    expect(living.locator(".said")).not_to_contain_text("2,569", timeout=SLOW)


def unit(tab):
    """The stage of one unit, once the sum behind its cell is there."""
    stage = tab.locator(".unit .stage")
    stage.wait_for(timeout=SLOW)
    expect(tab.locator(".unit .said")).to_contain_text("products", timeout=SLOW)
    return stage


def cell_of(stage):
    """(row, column) of the cell that is chosen."""
    return int(stage.get_attribute("data-row")), int(stage.get_attribute("data-column"))


def test_answers_that_come_late_take_no_step_back(page, maps):
    open_page(page, "unit")
    stage = unit(page)
    channel, *where = re.match(r"Map (\d+) of block (\d), convolution (\d)", stage.get_attribute("aria-label")).groups()
    values = maps["block{}_conv{}".format(*where)][..., int(channel)]
    (row, start), columns = cell_of(stage), values.shape[1]
    key, way = ("ArrowRight", 1) if start < columns / 2 else ("ArrowLeft", -1)
    steps = min(columns // 2, 40)
    stage.focus()
    for _ in range(steps):
        page.keyboard.press(key, delay=50)
    expect(stage).to_have_attribute("data-column", str(start + way * steps))
    value = values[row, start + way * steps]
    expect(page.get_by_text(f"The map holds {figure(value)}.")).to_be_visible(timeout=SLOW)  # the last answer has come
    expect(stage).to_have_attribute("data-column", str(start + way * steps))


def test_the_sum_of_a_unit_follows_the_pointer_and_a_click_keeps_the_cell(page, maps):
    open_page(page, "unit")
    stage = unit(page)
    said = page.locator(".unit .said")
    row, column = cell_of(stage)
    canvas, values = page.locator(".unit canvas").bounding_box(), maps["block3_conv1"][..., 0]
    size = min(canvas["height"] - 54, canvas["width"] - 880)  # the map, at the right edge
    left, top = canvas["x"] + canvas["width"] - size, canvas["y"] + 22
    there = int(values[10:46, 10:46].argmin() // 36 + 10), int(values[10:46, 10:46].argmin() % 36 + 10)
    x, y = left + (there[1] + 0.5) * size / 56, top + (there[0] + 0.5) * size / 56
    page.mouse.move(x, y)
    expect(said).to_contain_text(f"Row {there[0]}, column {there[1]} of map 0 of block 3, convolution 1: 0.")
    expect(said).to_contain_text("1,152 products", timeout=SLOW)
    assert cell_of(stage) == (row, column)
    page.mouse.move(left, top + size + 40)  # beside the map
    expect(said).to_contain_text(f"Row {row}, column {column} of map 0")
    page.mouse.click(x, y)
    page.get_by_text("No, all share the same ones", exact=True).click(timeout=SLOW)
    expect(page.get_by_text("1,152 products and a bias: −")).to_be_visible(timeout=SLOW)
    assert cell_of(stage) == there
    page.mouse.move(canvas["x"] + 98, canvas["y"] + 22 + 98)  # the middle of the picture
    expect(said).to_contain_text(re.compile(r"Row 2[678], column 2[678] of map 0"))
    page.get_by_role("button", name="Add it up").click()
    expect(said).to_contain_text(f"Row {there[0]}, column {there[1]} of map 0")


def test_an_explanation_is_asked_for_and_another_class_is_chosen(page):
    open_page(page, "explain")
    expect(page.get_by_text("Egyptian cat, to which it gives 77.1%")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("img", name="Where Occlusion finds reasons")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Saliency").click()
    expect(page.get_by_role("img", name="Where Saliency finds reasons")).to_be_visible(timeout=SLOW)
    page.get_by_role("combobox", name="Class").click()
    page.get_by_role("option", name=re.compile("tiger cat")).click()
    expect(page.get_by_text("tiger cat, to which it gives")).to_be_visible(timeout=SLOW)


def test_a_filter_is_drawn_while_one_watches(page):
    open_page(page, "visualise")
    page.get_by_role("button", name="Draw it").click(timeout=SLOW)
    expect(page.get_by_role("img", name=re.compile(r"The drawing after ([1-9]|[1-5]\d) steps"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("On average a cell of its map rose from")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Download").first).to_be_visible()


def test_another_network_takes_the_place_of_the_one_before(page):
    """What was drawn of the one before is drawn anew, and what is said is of the network that is shown."""
    open_page(page, "zoo")
    living = network(page)
    expect(living.locator(".said")).to_contain_text("3,120 maps in 18 layers")
    answer = living.get_by_role("region", name="The answer")
    expect(answer).to_contain_text("Egyptian cat")
    answer.get_by_role("button", name=re.compile("Egyptian cat")).focus()
    expect(living.locator(".said")).to_contain_text(re.compile(r"count most for Egyptian cat: map \d+"), timeout=SLOW)
    pixels = "canvas => [...canvas.getContext('2d').getImageData(300, 60, 1, 300).data].join()"
    before = living.locator(".base").evaluate(pixels)
    page.get_by_role("button", name="A narrow expert").click()
    expect(living.locator(".said")).to_contain_text("5,696 maps in 18 layers", timeout=SLOW)
    expect(answer).to_contain_text("meningioma", timeout=SLOW)
    page.mouse.move(0, 0)
    assert living.locator(".base").evaluate(pixels) != before
