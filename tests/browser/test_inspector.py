"""The inspector in a real browser: its numbers are the engine's, by mouse, touch and keyboard."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.core.activation import relu
from lessons.core.convolution import convolve2d, products_at
from lessons.core.kernels import KERNELS, format_kernel, parse_kernel
from lessons.core.pooling import pool2d, window_at
from lessons.core.scaling import luma
from lessons.images.resizing import fit_within
from lessons.images.samples import SAMPLES
from tests.browser.conftest import until
from tests.browser.visiting import open_page

COLOURS = fit_within(SAMPLES["chelsea"].load(), 60)  # as the lessons on layers show it
CAT = np.rint(luma(COLOURS))


def open_lesson(page, slug, **query):
    page.goto(f"/{slug}?" + "&".join(f"{slug}_{name}={value}" for name, value in query.items()))
    page.locator(".stage-out").wait_for()
    expect(page.locator(".words")).to_contain_text("Output row")


def point_at(page, output, row, column):
    stage = page.locator(".stage-out")
    stage.evaluate("stage => stage.scrollIntoView({ block: 'center' })")  # clear of the page's header
    box = stage.bounding_box()
    rows, columns = output.shape
    stage.hover(position={"x": (column + 0.5) * box["width"] / columns, "y": (row + 0.5) * box["height"] / rows})
    expect(page.locator(".words")).to_contain_text(f"Output row {row}, column {column}:")


def numbers(page, grid=0, kind="patches"):
    """The values under the window in one channel, or the products there, with all their digits."""
    cells = page.locator(f".{kind} .grid").nth(grid).locator("span")
    return np.array([float(value) for value in cells.evaluate_all("cells => cells.map(cell => cell.dataset.value)")])


def total(page):
    return float(page.locator(".total").get_attribute("data-value"))


@pytest.mark.parametrize(
    ("seed", "padding", "boundary"),
    [(0, "valid", "zero"), (1, "same", "zero"), (2, "explicit", "edge"), (3, "same", "reflect"), (4, "explicit", "wrap")],
)
def test_the_numbers_shown_are_the_engines(page, seed, padding, boundary):
    """Random stride, dilation, kernel and cell."""
    rng = np.random.default_rng(seed)
    how = {
        "stride": int(rng.integers(1, 5)),
        "dilation": int(rng.integers(1, 4)),
        "padding": padding,
        "boundary": boundary,
    }
    kernel = rng.integers(-4, 5, (3, 3)).astype(np.float32)
    query = dict(how)
    if how["padding"] == "explicit":
        query["pixels"] = how["padding"] = int(rng.integers(1, 9))
        query["padding"] = "explicit"
    open_lesson(page, "convolution", cells=format_kernel(kernel).replace(" ", "+"), **query)
    output = convolve2d(CAT, kernel, **how)
    expect(page.locator(".size-out")).to_have_text(f"{output.shape[0]} rows × {output.shape[1]} columns")
    corners = [(0, 0), (output.shape[0] - 1, output.shape[1] - 1)]  # where padding counts
    for row, column in [*corners, tuple(int(rng.integers(0, size)) for size in output.shape)]:
        point_at(page, output, row, column)
        shown = products_at(CAT, kernel, row, column, **how)
        np.testing.assert_allclose(numbers(page), shown.patch.ravel())
        np.testing.assert_allclose(numbers(page, kind="products"), shown.products.ravel(), rtol=1e-6)
        assert total(page) == pytest.approx(float(shown.total), rel=1e-6)


def picture_bytes(page, name):
    return page.evaluate(
        """name => {
          const host = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.inspector'))
          const canvas = host.shadowRoot.querySelector(name + ' canvas')
          return [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]
        }""",
        name,
    )


def test_the_pictures_have_the_colours_of_the_figures(page):
    from lessons.figures.colours import signed_to_rgb

    open_lesson(page, "convolution")
    output = convolve2d(CAT, KERNELS["sobel_x"])
    drawn = np.array(picture_bytes(page, ".stage-out"), np.uint8).reshape(*output.shape, 4)[..., :3]
    np.testing.assert_array_equal(drawn, signed_to_rgb(output))
    seen = np.array(picture_bytes(page, ".stage-in"), np.uint8).reshape(*CAT.shape, 4)[..., :3]
    np.testing.assert_array_equal(np.rint(luma(seen)), CAT)  # in its own colours: their brightness is what counts


def test_the_keyboard_walks_and_plays(page):
    open_lesson(page, "convolution")
    words, stage = page.locator(".words"), page.locator(".stage-out")
    stage.focus()
    stage.press("Home")
    expect(words).to_contain_text("Output row 0, column 0:")
    stage.press("ArrowRight")
    stage.press("ArrowDown")
    expect(words).to_contain_text("Output row 1, column 1: the window covers input rows 1 to 3 and columns 1 to 3.")
    stage.press("PageDown")
    expect(words).to_contain_text("Output row 11, column 1:")
    stage.press("End")
    expect(words).to_contain_text("Output row 37, column 57:")
    page.get_by_role("button", name="One cell on").click()
    expect(words).to_contain_text("Output row 0, column 0:")
    page.get_by_role("button", name="One cell back").click()
    expect(words).to_contain_text("Output row 37, column 57:")


def painted(page):
    """How many cells of the map are there: the others are paper."""
    return page.locator(".stage-out canvas:not(.veil)").evaluate(
        "map => { const d = map.getContext('2d').getImageData(0, 0, map.width, map.height).data; let n = 0;"
        " for (let at = 3; at < d.length; at += 4) n += d[at] === 255; return n }"
    )


def test_a_map_is_painted_cell_by_cell_and_can_be_stopped_gone_through_and_played_again(page):
    page.emulate_media(reduced_motion="no-preference")
    open_lesson(page, "convolution")
    place, scrub = page.locator(".place"), page.get_by_role("slider", name="How much of the map is painted")
    expect(place).to_contain_text(re.compile(r"cell [1-9]"))
    page.get_by_role("button", name="Pause").click()
    stopped = painted(page)
    assert 0 < stopped < 58 * 38
    expect(place).to_have_text(f"cell {stopped:,} of 2,204")
    scrub.fill("100")
    assert painted(page) == 100
    expect(scrub).to_have_attribute("aria-valuetext", "cell 100 of 2,204")
    scrub.press("End")
    assert painted(page) == 58 * 38
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert painted(page) < 58 * 38
    page.get_by_role("button", name="Four times as fast").click()
    expect(place).to_have_text("all 2,204 cells")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    output = convolve2d(CAT, KERNELS["sobel_x"])
    assert abs(total(page)) == np.abs(output).max()  # where there is most to see


def test_who_clicks_while_a_map_is_painted_has_all_of_it_at_once(page):
    page.emulate_media(reduced_motion="no-preference")
    open_lesson(page, "convolution")
    expect(page.locator(".place")).to_contain_text(re.compile(r"cell [1-9]"))
    page.locator(".stage-out").click(position={"x": 200, "y": 150})
    assert painted(page) == 58 * 38
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_touch_picks_a_cell(phone):
    open_page(phone, "convolution")
    stage = phone.locator(".stage-out")
    expect(phone.locator(".words")).to_contain_text("Output row")
    stage.scroll_into_view_if_needed()
    stage.tap(position={"x": 3, "y": 3})
    expect(phone.locator(".words")).to_contain_text(re.compile(r"Output row [012], column [0123]:"))


def edited(page, kernel):
    """The words that only the server can know: the edited kernel has arrived there."""
    output = convolve2d(CAT, kernel)
    expect(page.get_by_text(f"numbers from {output.min():.4g} to {output.max():.4g}")).to_be_visible()


def test_typing_into_a_cell_repaints_at_once_and_the_server_hears_of_it(page):
    open_lesson(page, "convolution")
    before = picture_bytes(page, ".stage-out")
    cell = page.get_by_role("textbox", name="row 2, column 2")
    cell.fill("5")
    kernel = KERNELS["sobel_x"].copy()
    kernel[1, 1] = 5
    assert picture_bytes(page, ".stage-out") != before  # painted in the browser, before the server was told
    point_at(page, convolve2d(CAT, kernel), 10, 20)
    assert total(page) == pytest.approx(float(convolve2d(CAT, kernel)[10, 20]))
    cell.focus()
    cell.press("Enter")
    edited(page, kernel)
    expect(page.get_by_text("A kernel of your own")).to_be_visible()
    cell.blur()
    cell.click()
    page.keyboard.type("7")  # in place of what is there
    expect(cell).to_have_value("7")
    cell.fill("five")
    cell.press("Enter")
    expect(page.get_by_role("alert").get_by_text("must be a number")).to_be_visible()
    edited(page, kernel)


def test_what_is_typed_into_a_clicked_cell_takes_the_place_of_its_weight(page):
    open_lesson(page, "convolution")
    cell = page.get_by_role("textbox", name="row 1, column 1")
    cell.click()
    page.keyboard.type("3")
    expect(cell).to_have_value("3")
    page.keyboard.press("Enter")
    edited(page, parse_kernel("3 0 1; -2 0 2; -1 0 1"))


def test_dragging_a_cell_up_raises_its_weight(page):
    open_lesson(page, "convolution")
    cell = page.get_by_role("textbox", name="row 1, column 3")
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 24, steps=6)
    page.mouse.up()
    expect(cell).to_have_value("4")
    kernel = parse_kernel("-1 0 4; -2 0 2; -1 0 1")
    edited(page, kernel)


def test_the_arrow_keys_step_a_weight(page):
    open_lesson(page, "convolution")
    cell = page.get_by_role("textbox", name="row 3, column 1")
    cell.focus()
    cell.press("ArrowUp")
    cell.press("ArrowUp")
    expect(cell).to_have_value("1")
    edited(page, parse_kernel("-1 0 1; -2 0 2; 1 0 1"))


def test_an_answer_that_comes_late_takes_no_edit_back(page):
    open_lesson(page, "convolution")
    cell = page.get_by_role("textbox", name="row 3, column 1")
    cell.focus()
    cell.press("ArrowUp")
    page.keyboard.down("ArrowUp")
    edited(page, parse_kernel("-1 0 1; -2 0 2; 0 0 1"))  # the answer to the first step, after the second
    expect(cell).to_have_value("1")
    kernel = parse_kernel("-1 0 1; -2 0 2; 1 0 1")
    point_at(page, convolve2d(CAT, kernel), 10, 20)
    assert total(page) == pytest.approx(float(convolve2d(CAT, kernel)[10, 20]))
    page.keyboard.up("ArrowUp")
    edited(page, kernel)


def choose_laplacian(page):
    """Another part of the page changes the kernel: the inspector has to follow."""
    page.get_by_role("combobox", name="Kernel").click()
    page.get_by_role("option", name="Laplacian", exact=True).click()
    edited(page, KERNELS["laplacian"])
    expect(page.get_by_role("textbox", name="row 2, column 2")).to_have_value("−4")
    point_at(page, convolve2d(CAT, KERNELS["laplacian"]), 10, 20)
    assert total(page) == pytest.approx(float(convolve2d(CAT, KERNELS["laplacian"])[10, 20]))


def test_a_change_that_is_typed_and_taken_back_stops_nothing(page):
    open_lesson(page, "convolution")
    cell = page.get_by_role("textbox", name="row 3, column 1")
    cell.press("ArrowUp")
    edited(page, parse_kernel("-1 0 1; -2 0 2; 0 0 1"))
    cell.press("End")
    page.keyboard.type("5")
    expect(cell).to_have_value("05")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    choose_laplacian(page)


def test_a_key_that_is_let_go_elsewhere_stops_nothing(page):
    open_lesson(page, "convolution")
    cell = page.get_by_role("textbox", name="row 3, column 3")
    cell.press("ArrowUp")
    edited(page, parse_kernel("-1 0 1; -2 0 2; -1 0 2"))
    page.keyboard.down("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.up("ArrowUp")
    expect(cell).to_have_value("3")
    edited(page, parse_kernel("-1 0 1; -2 0 2; -1 0 3"))
    choose_laplacian(page)


def test_a_kernel_that_can_only_be_read_sends_nothing_and_lets_a_finger_scroll(phone):
    open_page(phone, "convolution?convolution_flip=true")
    cell, main = phone.locator(".kernel input").nth(1), phone.get_by_test_id("stMain")
    cell.press("ArrowUp")
    cell.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box, before = cell.bounding_box(), main.evaluate("element => element.scrollTop")
    finger, client = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}, phone.context.new_cdp_session(phone)
    for kind, up in (("touchStart", 0), *(("touchMove", up) for up in range(20, 220, 20)), ("touchEnd", None)):
        points = [] if up is None else [finger | {"y": finger["y"] - up}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    until(phone, "before => document.querySelector('[data-testid=stMain]').scrollTop > before + 100", before)
    expect(phone.get_by_test_id("stException")).to_have_count(0)


def test_a_weight_that_is_shown_rounded_keeps_its_digits_while_another_one_is_edited(page):
    open_page(page, "filters")
    page.get_by_role("button", name="Colour against colour").click()
    expect(page.get_by_role("textbox", name="red, row 1, column 1")).to_have_value("0.111")
    cell = page.get_by_role("textbox", name="blue, row 2, column 2")
    cell.fill("2")
    cell.press("Enter")
    page.wait_for_url(re.compile(r"filters_cells=0\.11111111.*\+2\+"))


def test_pooling_frames_the_winner(page):
    open_lesson(page, "pooling", size=3, stride=2, padding="same")
    values = relu(convolve2d(CAT, KERNELS["sobel_x"], padding="same", boundary="edge"))
    output = pool2d(values, 3, stride=2, padding="same")
    for row, column in ((0, 0), (10, 21), (output.shape[0] - 1, output.shape[1] - 1)):
        point_at(page, output, row, column)
        shown = window_at(values, 3, row, column, stride=2, padding="same")
        assert total(page) == pytest.approx(float(shown.total))
        winner = page.locator(".patches .winner")
        assert float(winner.get_attribute("data-value")) == pytest.approx(float(shown.total))


def drag(page, element, *, right=0, down=0):
    """Press on the middle of an element and move, without letting go."""
    box = element.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=6)


def test_a_number_under_a_pooling_window_is_dragged_and_stays_until_it_is_put_back(page):
    open_lesson(page, "pooling", size=2, stride=2)
    values = relu(convolve2d(CAT, KERNELS["sobel_x"], padding="same", boundary="edge"))
    output = pool2d(values, 2)
    row, column = (int(place) for place in np.unravel_index(output.argmax(), output.shape))
    point_at(page, output, row, column)
    before, pictures = numbers(page), picture_bytes(page, ".stage-out")
    cell = page.locator(".patches span").nth(int(before.argmin()))
    drag(page, cell, down=-24)
    assert numbers(page)[before.argmin()] == pytest.approx(before.min() + values.max() / 10)
    assert total(page) == pytest.approx(max(before.max(), before.min() + values.max() / 10))
    page.mouse.move(2, 2)
    top = numbers(page).max()
    assert values.max() < top < 1.21 * values.max()  # not much further than the largest there is
    page.mouse.up()
    page.get_by_role("radio", name="2", exact=True).click()
    expect(page.get_by_role("radio", name="2 ✓")).to_be_attached()
    moved = before.copy()
    moved[before.argmin()] = top
    np.testing.assert_allclose(numbers(page), moved)  # after the page has run again, too
    assert picture_bytes(page, ".stage-out") != pictures or before.max() == values.max()
    page.get_by_role("button", name="Back to your picture").click()
    np.testing.assert_allclose(numbers(page), before)
    assert picture_bytes(page, ".stage-out") == pictures
    expect(page.get_by_role("button", name="Back to your picture")).to_be_hidden()


def test_the_dot_on_a_curve_is_dragged_to_the_cell_with_that_value(page):
    open_lesson(page, "activation", scale=100)
    before = convolve2d(CAT, KERNELS["sobel_x"]) / np.float32(100)
    drag(page, page.locator(".curve .dot"), right=-600)
    assert numbers(page)[0] == pytest.approx(float(before.min()), rel=1e-6)
    expect(page.locator(".stage-in .veil")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".stage-in .veil")).to_be_hidden()
    page.get_by_text("Just tell me", exact=True).click()
    expect(page.get_by_text("ReLU makes")).to_be_visible()


def test_a_chosen_cell_stays_over_its_place_when_the_window_changes(page):
    open_lesson(page, "pooling", size=2, stride=2)
    output = pool2d(relu(convolve2d(CAT, KERNELS["sobel_x"], padding="same", boundary="edge")), 2)
    row, column = (int(place) for place in np.unravel_index(output.argmax(), output.shape))
    point_at(page, output, row, column)
    page.mouse.down()
    page.mouse.up()
    page.get_by_role("slider", name="Window").press("ArrowRight")
    expect(page.locator(".patches span")).to_have_count(9)
    assert total(page) == float(output.max())


def test_an_activation_looks_at_one_value(page):
    open_lesson(page, "activation", scale=100)
    before = convolve2d(CAT, KERNELS["sobel_x"]) / np.float32(100)
    row, column = (int(place) for place in np.unravel_index(before.argmin(), before.shape))
    point_at(page, before, row, column)
    assert numbers(page)[0] == pytest.approx(float(before.min()), rel=1e-6)
    assert total(page) == 0
    expect(page.locator(".words")).to_contain_text(f"ReLU(−{round(abs(float(before.min())), 2):g}) = 0.")
