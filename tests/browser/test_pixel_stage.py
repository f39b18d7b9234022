"""The lesson on pixels: the numbers under the lens, light, grey and each size are the engine's, by mouse, touch and keys."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.core.scaling import LUMA_WEIGHTS, lit, luma
from lessons.images.resizing import fit_within
from lessons.images.samples import SAMPLES
from tests.browser.conftest import until
from tests.browser.visiting import is_whole, open_page

CAT = {side: fit_within(SAMPLES["chelsea"].load(), side) for side in (8, 12, 60, 160)}
LENS = {"three": 5, "one": 8}  # pixels on a side of the lens, for so many numbers in each


def open_stage(tab, query=""):
    """Open the lesson, and wait until its stage is drawn."""
    open_page(tab, f"pixels{query}")
    expect(tab.locator(".pixels[data-pixel]")).to_be_visible()


def stage(tab):
    """What the widget shows of the pixel in front."""
    told = tab.locator(".pixels").evaluate("element => ({ ...element.dataset })")
    return {name: json.loads(told[name]) for name in ("cell", "pixel", "grey")}


def place_of(tab, cell, shape, board=".picture .cells"):
    """Where the middle of a pixel lies in the window."""
    cells = tab.locator(board)
    cells.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = cells.bounding_box()
    return (
        box["x"] + (cell[1] + 0.5) * box["width"] / shape[1],
        box["y"] + (cell[0] + 0.5) * box["height"] / shape[0],
    )


def choose(tab, cell, shape):
    tab.mouse.click(*place_of(tab, cell, shape))
    is_whole(tab)
    assert stage(tab)["cell"] == list(cell)


def under_the_lens(tab):
    """The numbers in the cells, as an array of rows, columns, and how many there are to a pixel."""
    texts = tab.locator(".patch > div").evaluate_all(
        "cells => cells.map(cell => [...cell.children].map(number => number.textContent).filter(Boolean).map(Number))"
    )
    columns = int(tab.locator(".patch").evaluate("patch => patch.style.getPropertyValue('--columns')"))
    return np.array(texts).reshape(-1, columns, len(texts[0]))


def around(image, row, column):
    lens = LENS["three" if image.ndim == 3 else "one"]
    rows, columns = (min(length, lens) for length in image.shape[:2])
    top = min(max(row - rows // 2, 0), image.shape[0] - rows)
    left = min(max(column - columns // 2, 0), image.shape[1] - columns)
    return image[top : top + rows, left : left + columns]


def turn(tab, name, value):
    """Move a slider to a value, and let it go."""
    tab.get_by_role("slider", name=name).evaluate(
        """(slider, value) => {
          slider.value = value
          slider.dispatchEvent(new Event("input"))
          slider.dispatchEvent(new Event("change"))
        }""",
        value,
    )
    is_whole(tab)


def test_the_lens_follows_the_pointer_and_holds_where_it_was_clicked(page):
    open_stage(page)
    image = CAT[60]
    for row, column in ((0, 0), (20, 50), (39, 59)):
        page.mouse.move(*place_of(page, (row, column), image.shape))
        shown = stage(page)
        assert shown["cell"] == [row, column]
        assert shown["pixel"] == image[row, column].tolist()
        assert shown["grey"] == pytest.approx(float(luma(image)[row, column]), rel=1e-5)
        np.testing.assert_array_equal(under_the_lens(page), around(image, row, column))
    choose(page, (12, 30), image.shape)
    page.mouse.move(*place_of(page, (2, 2), image.shape))
    page.mouse.move(0, 0)
    assert stage(page)["cell"] == [12, 30]
    red, green, blue = image[12, 30].tolist()
    products = [f"{weight * value:.1f}" for weight, value in zip(LUMA_WEIGHTS, (red, green, blue), strict=True)]
    assert page.locator(".product").all_inner_texts() == products
    expect(page.locator(".added")).to_have_text(f"{' + '.join(products)} =")
    expect(page.locator(".grey i")).to_have_text(f"{float(luma(image)[12, 30]):.1f}")
    expect(page.locator(".words")).to_contain_text(f"Row 12, column 30: red {red}, green {green}, blue {blue}.")


@pytest.mark.parametrize(("show", "channel"), [("Red", 0), ("Green", 1), ("Blue", 2), ("Grey", None)])
def test_one_number_stands_in_each_cell_for_a_single_light_and_for_grey(page, show, channel):
    open_stage(page, f"?pixels_show={show}&pixels_side=12")
    choose(page, (4, 6), CAT[12].shape)
    values = np.floor(luma(CAT[12]) + 0.5) if channel is None else CAT[12][..., channel]
    np.testing.assert_array_equal(under_the_lens(page)[..., 0], around(values, 4, 6))
    expect(page.locator(".zoom output")).to_have_text("12 × 8 pixels = 96 numbers")
    page.get_by_role("radio", name="Colour").click()
    expect(page.locator(".patch")).to_have_attribute("data-shows", "three")
    np.testing.assert_array_equal(under_the_lens(page), around(CAT[12], 4, 6))


def test_keys_choose_a_pixel_and_the_lens_stays_while_it_is_in_sight(page):
    open_stage(page)
    choose(page, (10, 10), CAT[60].shape)
    before = under_the_lens(page)
    page.mouse.move(0, 0)
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft"):
        page.locator(".picture .cells").press(key)
    assert stage(page)["cell"] == [12, 9]
    np.testing.assert_array_equal(under_the_lens(page), before)
    page.locator(".patch").press("ArrowDown")
    np.testing.assert_array_equal(under_the_lens(page), CAT[60][9:14, 8:13])
    expect(page.locator(".words")).to_contain_text("Row 13, column 9:")


def test_one_pixel_is_turned_taken_back_and_begun_anew(page):
    open_stage(page)
    choose(page, (12, 30), CAT[60].shape)
    was = stage(page)
    for name, value in (("red", 255), ("green", 250), ("blue", 3)):
        turn(page, f"{name} of this pixel", value)
    assert stage(page)["pixel"] == [255, 250, 3]
    assert under_the_lens(page)[2, 2].tolist() == [255, 250, 3]
    drawn = page.locator(".picture canvas").evaluate("canvas => [...canvas.getContext('2d').getImageData(30, 12, 1, 1).data]")
    assert drawn == [255, 250, 3, 255]
    page.get_by_role("button", name="Undo").click()
    assert stage(page)["pixel"] == [255, 250, was["pixel"][2]]
    page.get_by_role("button", name="Start again").click()
    assert stage(page) == was
    page.get_by_role("button", name="Undo").click()
    assert stage(page)["pixel"] == [255, 250, was["pixel"][2]]


def test_the_light_of_all_pixels_stands_in_the_address_and_comes_back(page):
    open_stage(page)
    page.get_by_role("button", name="all pixels").click()
    turn(page, "red light", 150)
    turn(page, "green light", 0)
    until(page, "() => location.search.includes('pixels_red=150') && location.search.includes('pixels_green=0')")
    choose(page, (20, 50), CAT[60].shape)
    wanted = lit(CAT[60], (150, 0, 100))
    np.testing.assert_array_equal(under_the_lens(page), around(wanted, 20, 50))
    assert stage(page)["grey"] == pytest.approx(float(luma(wanted)[20, 50]), rel=1e-5)
    page.reload()
    is_whole(page)
    expect(page.locator(".pixels[data-pixel]")).to_be_visible()
    page.mouse.move(*place_of(page, (20, 50), CAT[60].shape))
    assert stage(page)["pixel"] == wanted[20, 50].tolist()
    page.get_by_role("button", name="Only red light").click()  # what the page sets can be taken back, too
    expect(page.get_by_role("slider", name="blue of this pixel")).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("slider", name="blue of this pixel")).to_be_enabled()


def test_pixels_become_fewer_and_more_and_the_spot_stays(page):
    open_stage(page)
    choose(page, (20, 30), CAT[60].shape)
    turn(page, "Pixels", 0)
    expect(page.locator(".zoom output")).to_have_text("8 × 5 pixels × 3 = 120 numbers")
    assert stage(page)["cell"] == [2, 4]
    assert stage(page)["pixel"] == CAT[8][2, 4].tolist()
    until(page, "() => location.search.includes('pixels_side=8')")
    expect(page.get_by_role("button", name="Fewer pixels")).to_be_disabled()
    page.get_by_role("button", name="More pixels").click()
    until(page, "() => location.search.includes('pixels_side=12')")
    open_stage(page, "?pixels_side=160")
    page.mouse.move(*place_of(page, (50, 100), CAT[160].shape))
    assert stage(page)["pixel"] == CAT[160][50, 100].tolist()


def test_one_draws_with_a_colour_by_hand_and_by_keys(page):
    open_stage(page, "?pixels_side=12")
    choose(page, (4, 6), CAT[12].shape)
    ink = stage(page)["pixel"]
    page.get_by_role("radiogroup", name="To try").get_by_role("radio").nth(2).click()
    brush = page.get_by_role("button", name="Draw with this colour")
    brush.click()
    page.mouse.move(*place_of(page, (0, 1), CAT[12].shape))
    page.mouse.down()
    page.mouse.move(*place_of(page, (0, 9), CAT[12].shape))
    page.mouse.up()
    is_whole(page)
    drawn = page.locator(".picture canvas").evaluate("canvas => [...canvas.getContext('2d').getImageData(0, 0, 12, 8).data]")
    wanted = CAT[12].copy()
    wanted[0, 1:10] = ink
    np.testing.assert_array_equal(np.array(drawn).reshape(8, 12, 4)[..., :3], wanted)
    page.get_by_text("Just tell me", exact=True).click()
    expect(page.get_by_text("those of the 9 pixels that you drew over")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.locator(".picture .cells").press("ArrowRight")
    page.locator(".picture .cells").press("Space")
    page.mouse.move(0, 0)
    assert stage(page)["cell"] == [4, 7]
    assert stage(page)["pixel"] == ink
    brush.click()
    expect(brush).to_have_attribute("aria-pressed", "false")


def test_a_finger_moves_the_lens_and_the_page_stands_still(phone):
    open_stage(phone)
    main = phone.get_by_test_id("stMain")
    (x, y), (to_x, to_y) = (place_of(phone, cell, CAT[60].shape) for cell in ((5, 5), (30, 40)))
    before, client = main.evaluate("element => element.scrollTop"), phone.context.new_cdp_session(phone)
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": to_x, "y": to_y}]),
        ("touchEnd", []),
    ):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(phone.locator(".where")).to_have_text(re.compile("row (29|30|31), column (39|40|41)"))
    assert main.evaluate("element => element.scrollTop") == before
