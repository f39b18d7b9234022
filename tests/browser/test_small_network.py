"""The lesson "What is a network?": weights are painted, learned, taken back and sent on, and every number is the engine's."""

import json
import re
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.core.network import answer, first_network, format_weights, is_right, mean_loss, parse_weights, sizes_of
from lessons.core.scaling import luma, min_max
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from lessons.images.small_drawings import read_drawing, tasks
from lessons.texts.network_words import targets_of
from tests.browser.conftest import until
from tests.browser.visiting import is_whole, open_page

CAT = min_max(luma(square(SAMPLES["chelsea"].load(), 8))).round(2)
RED, BLUE, UNDO, RESET = "Red: for, weight 1", "Blue: against, weight −1", "Undo", "Start again"


def open_stage(tab, query=""):
    """Open the lesson, and wait until its stage is drawn."""
    open_page(tab, f"network{query}")
    expect(tab.locator(".network[data-right]")).to_be_visible()


def stage(tab):
    """What the widget shows, as numbers."""
    told = tab.locator(".network").evaluate("element => ({ ...element.dataset })")
    return {name: json.loads(told[name]) for name in ("right", "answer", "sum", "steps")}


def weights_in_address(tab):
    """The text of the weights, once the page's answer has come into the address."""
    told = json.loads(tab.locator(".network").get_attribute("data-told"))
    until(tab, "told => (new URL(location).searchParams.get('network_weights') ?? '') === told", told)
    is_whole(tab)
    return told


def paint(tab, *cells, board=".weights"):
    """Draw a stroke over cells of a board."""
    cells_of = tab.locator(f"{board} .cells")
    cells_of.scroll_into_view_if_needed()
    box = cells_of.bounding_box()
    places = [
        (box["x"] + (column + 0.5) * box["width"] / 8, box["y"] + (row + 0.5) * box["height"] / 8) for row, column in cells
    ]
    tab.mouse.move(*places[0])
    tab.mouse.down()
    for place in places[1:]:
        tab.mouse.move(*place)
    tab.mouse.up()


def network_of(text, kind, task, activation="Sigmoid"):
    return parse_weights(text.split(".")[3], sizes_of(kind, 64, len(tasks()[task].classes)), activation)


def test_what_is_painted_is_summed_as_the_engine_does_and_stands_in_the_address(page):
    open_stage(page)
    paint(page, (0, 3), (7, 3))
    page.get_by_role("radio", name=BLUE).click()
    paint(page, (4, 5), (4, 7))
    text = weights_in_address(page)
    weights = network_of(text, "One neuron", "strokes").layers[0].weights.reshape(8, 8)
    wanted = np.zeros((8, 8))
    wanted[:, 3], wanted[4, 5:] = 1, -1
    np.testing.assert_array_equal(weights, wanted)
    assert stage(page)["sum"] == pytest.approx(float((wanted * CAT).sum()), abs=1e-6)
    found = answer(network_of(text, "One neuron", "strokes"), CAT)
    assert stage(page)["answer"] == pytest.approx(found.probabilities.tolist(), abs=1e-9)
    expect(page.locator(".answers b")).to_have_text(f"{100 * found.probabilities[0]:.0f}%")


@pytest.mark.parametrize(
    ("kind", "task"),
    [("One neuron", "strokes"), ("A layer", "moods"), ("Two layers", "one")],
    ids=["neuron", "layer", "layers"],
)
def test_what_is_learned_is_right_and_a_link_brings_it_back(page, kind, task):
    open_stage(page, f"?network_kind={kind}&network_task={tasks()[task].title}".replace(" ", "+"))
    before = stage(page)["right"]
    page.get_by_role("button", name="Let it learn").click()
    count = len(tasks()[task].drawings)
    expect(page.locator(".score")).to_have_text(f"{count} of {count} right")
    text, shown = weights_in_address(page), stage(page)
    assert before < count == shown["right"]
    network, drawings = network_of(text, kind, task), tasks()[task].drawings
    targets = targets_of(tasks()[task], network)
    assert sum(is_right(answer(network, drawing), target) for drawing, target in zip(drawings, targets, strict=True)) == count
    loss = mean_loss(network, drawings, targets)
    assert loss < 0.06
    expect(page.locator(".loss")).to_have_text(f"loss {loss:.3f}")
    assert shown["answer"] == pytest.approx(answer(network, CAT).probabilities.tolist(), abs=1e-9)
    page.reload()
    is_whole(page)
    expect(page.locator(".score")).to_have_text(f"{count} of {count} right")
    assert stage(page) == shown


def test_a_stroke_and_a_training_are_taken_back_and_begun_anew(page):
    open_stage(page)
    expect(page.get_by_role("button", name=UNDO)).to_be_disabled()
    paint(page, (0, 3), (7, 3))
    painted = stage(page)
    page.get_by_role("button", name="Let it learn").click()
    expect(page.locator(".score")).to_have_text("8 of 8 right")
    page.get_by_role("button", name=UNDO).click()
    expect(page.locator(".score")).to_have_text(f"{painted['right']} of 8 right")
    assert stage(page) == painted
    page.get_by_role("button", name="The opposite").click()  # what the page sets can be taken back, too
    expect(page.locator(".sums b")).to_have_text("−8.00")
    page.get_by_role("button", name=UNDO).click()
    expect(page.locator(".score")).to_have_text(f"{painted['right']} of 8 right")
    page.get_by_role("button", name="Your picture").click()
    assert stage(page) == painted
    page.get_by_role("button", name=RESET).click()
    expect(page.locator(".score")).to_have_text("0 of 8 right")
    assert stage(page)["sum"] == 0
    page.get_by_role("button", name=UNDO).click()
    assert stage(page) == painted


def test_weights_are_painted_with_keys(page):
    open_stage(page)
    board = page.locator(".weights .cells")
    board.focus()
    for key in ("ArrowUp", "ArrowLeft", "+", "ArrowDown", "Space", "ArrowRight", "-"):
        board.press(key)
    expect(page.locator(".words")).to_contain_text("Row 4, column 4")
    weights_in_address(page)
    wanted = np.zeros((8, 8))
    wanted[2, 2] = wanted[3, 2] = 1
    wanted[3, 3] = -1
    assert stage(page)["sum"] == pytest.approx(float((wanted * CAT).sum()), abs=1e-6)


def test_each_network_keeps_its_own_weights_until_one_comes_back(page):
    open_stage(page)
    paint(page, (0, 3), (7, 3))
    weights_in_address(page)
    painted = stage(page)
    page.get_by_role("radio", name="A layer").click()
    expect(page.locator(".neurons button")).to_have_count(2)
    assert stage(page)["sum"] == 0
    page.get_by_role("radio", name="One neuron").click()
    expect(page.locator(".neurons button")).to_have_count(0)
    until(page, "() => location.search.includes('neuron.strokes.0.')")
    assert stage(page) == painted


def test_whoever_chooses_another_network_in_the_middle_of_learning_finds_both(page):
    page.emulate_media(reduced_motion="no-preference")
    open_stage(page)
    page.get_by_role("button", name="Let it learn").click()
    expect(page.locator(".network")).to_have_attribute("data-steps", re.compile("^[1-9]"))
    page.get_by_role("radio", name="Two layers").click()
    expect(page.locator(".neurons button")).to_have_count(4, timeout=3000)
    is_whole(page)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert stage(page)["steps"] == 0
    page.get_by_role("radio", name="One neuron").click()
    until(page, "() => location.search.includes('neuron.strokes.')")
    assert stage(page)["steps"] > 0


def test_what_a_link_brought_does_not_take_the_place_of_ones_own(page):
    open_stage(page, "?network_kind=A+layer")
    paint(page, (0, 3), (7, 3))
    weights_in_address(page)
    painted = stage(page)
    weights = first_network((64, 1), "Sigmoid", np.random.default_rng(0))
    weights.layers[0].weights[:] = 1
    open_stage(page, f"?network_weights=neuron.strokes.0.{format_weights(weights)}")
    expect(page.locator(".sums b")).not_to_have_text("0.00")
    page.get_by_role("link", name="Show my own settings").click()
    expect(page.locator(".neurons button")).to_have_count(2)
    assert stage(page) == painted
    page.get_by_role("radio", name="One neuron").click()
    expect(page.locator(".sums b")).to_have_text("0.00")


def test_one_draws_a_picture_of_ones_own(page):
    open_stage(page, "?network_kind=A+layer&network_task=Moods")
    paint(page, (1, 2), (2, 2), board=".picture")
    paint(page, (6, 1), (6, 6), board=".picture")
    expect(page.locator(".picture figcaption")).to_have_text("Your drawing")
    page.wait_for_url(re.compile("network_drawn=[0-9a-f]{16}"))
    until(page, "() => new URL(location).searchParams.get('network_drawn').includes('7e')")
    drawn = read_drawing(parse_qs(urlparse(page.url).query)["network_drawn"][0])
    assert sorted(map(tuple, np.argwhere(drawn).tolist())) == [(1, 2), (2, 2), *((6, column) for column in range(1, 7))]
    page.get_by_role("button", name="Your picture").click()
    expect(page.locator(".picture figcaption")).to_have_text("Your picture")


def test_an_answer_that_comes_in_the_middle_of_a_stroke_takes_nothing_of_it_back(page):
    """Neither of a drawing nor of weights."""
    for board, known in ((".picture", "network_drawn"), (".weights", "network_weights")):
        open_stage(page)
        box = page.locator(f"{board} .cells").bounding_box()
        (third, fourth), y = (box["x"] + part * box["width"] / 8 for part in (2.5, 3.5)), box["y"] + 1.5 * box["height"] / 8
        paint(page, (5, 0), (5, 1), board=board)
        page.mouse.move(third, y)
        page.mouse.down()
        until(page, "known => new URL(location).searchParams.get(known)", known)
        is_whole(page)
        page.mouse.move(fourth, y)
        page.mouse.up()
        before = page.url
        until(page, "before => location.href !== before", before)
        text = parse_qs(urlparse(page.url).query)[known][0]
        values = (
            read_drawing(text)
            if board == ".picture"
            else network_of(text, "One neuron", "strokes").layers[0].weights.reshape(8, 8)
        )
        assert sorted(map(tuple, np.argwhere(values).tolist())) == [(1, 2), (1, 3), (5, 0), (5, 1)]


def test_a_step_does_not_learn_and_says_why(page):
    open_stage(page, "?network_activation=Step")
    page.get_by_role("button", name="Let it learn").click()
    expect(page.locator(".teach")).to_have_text("A step is flat: nothing says which way to turn.")
    assert stage(page)["steps"] == 0


def test_where_no_turn_helps_learning_ends_and_says_so(page):
    open_stage(page, "?network_task=Upright%2C+anywhere")
    page.get_by_role("button", name="Let it learn").click()
    expect(page.locator(".teach")).to_have_text("Stuck: no turn makes the loss smaller.")
    assert stage(page)["right"] == 0


@pytest.mark.parametrize("task", ["Upright or flat", "Upright, anywhere"])
def test_the_controls_beside_the_player_can_be_pressed(page, task):
    """The widget lies over them, and lets them be reached."""
    open_stage(page, f"?network_task={task}".replace(" ", "+").replace(",", "%2C"))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("spinbutton", name="Seed")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_finger_paints_and_the_page_stands_still(phone):
    open_stage(phone)
    cells, main = phone.locator(".weights .cells"), phone.get_by_test_id("stMain")
    cells.scroll_into_view_if_needed()
    box, before = cells.bounding_box(), main.evaluate("element => element.scrollTop")
    client = phone.context.new_cdp_session(phone)
    for kind, row in (("touchStart", 0), *(("touchMove", row) for row in range(1, 8)), ("touchEnd", None)):
        at = {"x": box["x"] + 3.5 * box["width"] / 8, "y": box["y"] + ((row or 0) + 0.5) * box["height"] / 8}
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [] if row is None else [at]})
    until(phone, "() => location.search.includes('network_weights')")
    assert main.evaluate("element => element.scrollTop") == before
    weights = network_of(weights_in_address(phone), "One neuron", "strokes").layers[0].weights.reshape(8, 8)
    assert weights[:, 3].tolist() == [1] * 8
    assert np.count_nonzero(weights) == 8
