"""The network that is walked forward and back, and the loss from above, in a real browser."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.core.backpropagation import descend, random_weights
from lessons.core.scaling import luma
from lessons.images.resizing import square
from lessons.images.samples import SAMPLES
from pages.layers.parts.one_weight import best_start, roll_down, steepest
from tests.browser.conftest import until
from tests.browser.visiting import SLOW, is_whole, open_page

NETWORK = "backpropagation?backpropagation_look=The+network"


@pytest.fixture(scope="module")
def course():
    """What the page shows at first: the engine's steps for the cat."""
    grey = luma(square(SAMPLES["chelsea"].load(), 5))
    image = ((grey - grey.mean()) / grey.std()).round(2)
    return descend(image, random_weights(np.random.default_rng(0)), 0, steps=50, rate=0.3)


def cell(page, name):
    return page.locator(f'[data-name="{name}"]')


def chips(page):
    """The numbers of the sum that is shown."""
    return [float(text.replace("−", "-")) for text in page.locator(".equation .chip b").all_text_contents()]


def test_a_click_on_a_weight_shows_the_products_behind_its_slope_and_the_lines_to_them(page, course):
    open_page(page, NETWORK)
    weights, found = course[0]
    place = 3
    assert found.slopes.dense.shape == (4, 2)
    cell(page, f"value:dense:{place}").click()
    slope, value, product = chips(page)
    assert slope == pytest.approx(found.d_sums[place % 2], abs=0.006)
    assert value == pytest.approx(found.pooled.ravel()[place // 2], abs=0.006)
    assert product == pytest.approx(found.slopes.dense.ravel()[place], abs=0.006)
    expect(page.locator(".wires .near")).to_have_count(2)
    cell(page, "value:kernel:1").click()
    *factors, product = chips(page)
    assert product == pytest.approx(found.slopes.kernel[0, 1], abs=0.006)
    assert sum(np.prod(np.reshape(factors, (-1, 2)), axis=1)) == pytest.approx(product, abs=0.05)
    assert len(factors) == 2 * np.count_nonzero(found.d_map)
    page.wait_for_url(re.compile(r"backpropagation_reached=the\+kernel"))
    assert weights.kernel[0, 1] == pytest.approx(
        float(cell(page, "value:kernel:1").text_content().replace("−", "-")), abs=0.006
    )


def test_a_ball_rolls_down_the_hill_of_one_weight_and_all_that_is_shown_is_the_engines(page, course):
    open_page(page, "backpropagation")
    weights, found = course[0]
    grey = luma(square(SAMPLES["chelsea"].load(), 5))
    image = ((grey - grey.mean()) / grey.std()).round(2)
    place = steepest(found)
    begin = best_start(image, weights, 0, place, steps=50)
    values, passes = roll_down(image, weights, 0, place, begin=begin, rate=0.3, steps=50)

    def shows(step):
        expect(page.locator(".count")).to_have_text(f"step {step} of 50", timeout=SLOW)
        expect(page.locator(".land .loss")).to_have_text(f"loss {passes[step].loss:.2f}")
        expect(page.locator(".answer.is-right em")).to_have_text(f"{passes[step].probabilities[0]:.0%}")
        shown = float(page.locator(".across b").text_content().replace("−", "-"))
        assert shown == pytest.approx(values[step], abs=0.006)

    shows(0)
    page.get_by_role("button", name="Step", exact=True).click()
    shows(1)
    page.get_by_role("button", name="50 steps").click()
    shows(50)
    expect(page.get_by_role("radio", name="1 ✓")).to_be_visible(timeout=SLOW)
    hill = page.get_by_role("slider", name="Where the ball starts")
    box = hill.bounding_box()
    hill.click(position={"x": 0.1 * box["width"], "y": 0.5 * box["height"]})
    until(page, "() => location.search.includes('backpropagation_begin')")
    expect(page.locator(".count")).to_have_text("step 0 of 50")
    hill.press("ArrowRight")
    page.get_by_role("button", name="Step", exact=True).click()
    expect(page.locator(".count")).to_have_text("step 1 of 50", timeout=SLOW)


def test_the_way_is_walked_with_keys_and_its_stop_is_kept(page):
    open_page(page, NETWORK)
    figure, stop = page.get_by_role("application", name="A network and its slopes"), page.locator(".stop")
    expect(stop).to_have_text("forward: the loss")
    expect(page.locator(".cell.unknown")).to_have_count(53)  # all slopes
    figure.press("ArrowRight")
    expect(stop).to_have_text("back to the sums")
    expect(cell(page, "slope:sums:0")).to_have_text("−0.48")
    first = page.locator(".equation").text_content()
    figure.press("ArrowDown")
    expect(page.locator(".equation")).not_to_have_text(first)
    figure.press("ArrowLeft")
    figure.press("ArrowLeft")
    expect(stop).to_have_text("forward: its answer")
    for _ in range(8):
        figure.press("ArrowRight")
    expect(stop).to_have_text("a step downhill")
    page.wait_for_url(re.compile(r"backpropagation_reached=the\+step"))
    is_whole(page)
    page.reload()
    is_whole(page)
    expect(stop).to_have_text("a step downhill")


def test_steps_downhill_move_the_weights_and_the_loss_and_its_curve_is_drawn_as_far_as_it_was_seen(page, course):
    open_page(page, NETWORK)
    loss, line = cell(page, "value:loss:0"), page.locator(".curve .line")
    expect(loss).to_have_text(f"{course[0][1].loss:.2f}")
    short = len(line.get_attribute("d"))
    page.get_by_role("button", name="Step downhill").click()
    expect(loss).to_have_text(f"{course[1][1].loss:.2f}")
    page.get_by_role("button", name="50 steps").click()  # without motion all of them at once
    expect(page.get_by_text("step 50 of 50")).to_be_visible()
    assert len(line.get_attribute("d")) > short
    page.wait_for_url(re.compile("backpropagation_step=50"))
    page.get_by_role("radio", name="rocket").click()
    expect(page.get_by_role("radio", name="rocket")).to_have_attribute("aria-checked", "true", timeout=SLOW)
    expect(cell(page, "value:wanted:1")).to_have_text("1")
    expect(page.get_by_text("step 0 of 50")).to_be_visible()


def test_a_ball_goes_downhill_from_where_one_clicks(page):
    open_page(page, "backpropagation")
    page.get_by_role("radio", name="From above").click()
    ground = page.get_by_role("application", name="The loss over two weights")
    expect(ground).to_be_visible(timeout=SLOW)
    is_whole(page)
    box = ground.bounding_box()
    ground.click(position={"x": 0.25 * box["width"], "y": 0.2 * box["height"]})
    expect(page.locator(".count")).to_have_text("step 50 of 50", timeout=SLOW)
    expect(page.locator(".words")).to_contain_text("the loss has fallen")
    until(page, "() => location.search.includes('backpropagation_from_left')")
    page.get_by_role("button", name="Start where the network starts").click()
    expect(page.locator(".count")).to_have_text("step 0 of 50", timeout=SLOW)
