"""The widgets of the later layer lessons, in a real browser: vector, scrubber, and a network from its stack to a drawing."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.core.dense import dense, flat_position, flatten, softmax
from lessons.images.samples import SAMPLES
from lessons.training.linear_head import picture_maps, texture_head, unseen_patches
from tests.browser.conftest import until
from tests.browser.visiting import SLOW, draw, go_to, open_page, open_section


def test_a_cell_of_a_map_lights_its_place_in_the_vector_and_back(page):
    open_page(page, "dense?dense_picture=Your+picture&dense_unit=grass")
    maps = picture_maps(SAMPLES["chelsea"].load())
    head = texture_head("flatten")
    unit = head.labels.index("grass")
    words = page.locator(".view .words")
    words.scroll_into_view_if_needed()
    for row, column, channel in ((0, 0, 0), (2, 5, 1), (5, 3, 3)):
        place = flat_position(row, column, channel, maps.shape)
        product = flatten(maps)[place] * head.weights[place, unit]
        targets = [
            (page.locator(".values .cells").nth(channel), column, row, 6, 6),
            (page.locator(".weights .cells").nth(channel), column, row, 6, 6),
            (page.locator(".vector"), 0, place, 1, 144),
        ]
        for element, x, y, across, down in targets:
            page.mouse.move(2, 2)
            element.evaluate("element => element.scrollIntoView({ block: 'center' })")
            box = element.bounding_box()
            page.mouse.move(box["x"] + (x + 0.5) * box["width"] / across, box["y"] + (y + 0.5) * box["height"] / down)
            expect(words).to_have_attribute("data-place", str(place))
            assert float(words.get_attribute("data-product")) == pytest.approx(float(product), rel=1e-5, abs=1e-7)
            expect(words).to_contain_text(f"is number {place} of the vector")
    logit = dense(flatten(maps), head.weights, head.bias)[unit]
    told = re.search(r"logit of grass: (\S+)\.$", words.text_content())[1].replace("−", "-")
    assert float(told) == pytest.approx(float(logit), abs=0.006)


def test_a_bar_is_clicked_and_its_weights_appear_and_the_sum_grows_place_by_place(page):
    open_page(page, "dense?dense_picture=Your+picture")
    head, maps = texture_head("flatten"), picture_maps(SAMPLES["chelsea"].load())
    logits = dense(flatten(maps), head.weights, head.bias)
    probabilities, best = softmax(logits), int(logits.argmax())
    for label, logit, probability in zip(head.labels, logits, probabilities, strict=True):
        told = f"{label}: logit {logit:.2f}, probability {probability:.1%}".replace("-", "−")
        expect(page.get_by_role("button", name=told, exact=True)).to_be_visible()
    bars = page.locator(".class").nth(best)
    assert bars.locator(".probability u").evaluate("bar => parseFloat(bar.style.width)") == pytest.approx(
        100 * probabilities[best]
    )
    expect(bars).to_have_attribute("aria-pressed", "true")  # it opens on the winner
    page.locator(".class").nth(0 if best else 1).click()
    expect(bars).to_have_attribute("aria-pressed", "false", timeout=SLOW)
    bars.click()
    expect(page.get_by_text(f"Weights: {head.labels[best]}")).to_be_visible(timeout=SLOW)
    expect(bars).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".total")).to_have_text(f"{logits[best]:.2f}".replace("-", "−"))
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Add it up").click()
    expect(page.locator(".so-far")).to_contain_text("the first", timeout=SLOW)
    shown = bars.locator(".probability-number")
    expect(shown).not_to_have_text(f"{probabilities[best]:.1%}")  # of the sum so far
    expect(page.locator(".so-far")).to_contain_text("all 144 products", timeout=SLOW)
    expect(page.locator(".words")).to_have_attribute("data-place", "143")
    expect(shown).to_have_text(f"{probabilities[best]:.1%}")
    expect(page.locator(".softmax")).to_contain_text(f"is {probabilities[best]:.1%}")
    expect(page.locator(".total")).to_have_text(f"{logits[best]:.2f}".replace("-", "−"))


def test_what_a_patch_is_taken_for_is_a_secret_until_all_products_are_added_up(page):
    open_page(page, "dense")
    maps, head = picture_maps(unseen_patches()["tissue"]), texture_head("flatten")
    probabilities = softmax(dense(flatten(maps), head.weights, head.bias))
    shares = page.locator(".probability-number")
    expect(shares).to_have_text([""] * len(head.labels))
    expect(page.get_by_role("button", name="tissue: not added up yet")).to_be_visible()
    expect(page.locator(".total")).to_have_text("0")
    page.get_by_role("button", name="Add it up").click()
    expect(shares).to_have_text([f"{probability:.1%}" for probability in probabilities], timeout=SLOW)
    expect(page.get_by_role("radio", name="1 ✓")).to_be_visible(timeout=SLOW)


def test_with_one_mean_of_each_map_the_vector_has_as_many_places_as_there_are_maps(page):
    open_page(page, "dense?dense_picture=Your+picture&dense_vector=global+average+pooling&dense_unit=moon")
    maps, head = picture_maps(SAMPLES["chelsea"].load()), texture_head("global average pooling")
    words = page.locator(".view .words")
    page.locator(".places").focus()
    page.keyboard.press("End")
    expect(words).to_contain_text("The mean of the map “brightness” is number 3 of the vector")
    product = maps[..., 3].mean() * head.weights[3, head.labels.index("moon")]
    assert float(words.get_attribute("data-product")) == pytest.approx(float(product), rel=1e-5)


def test_the_vector_is_walked_with_the_arrow_keys(page):
    open_page(page, "dense")
    view, words = page.locator(".places"), page.locator(".view .words")
    view.focus()
    for key, place in (
        ("Home", 0),
        ("ArrowRight", 1),
        ("ArrowDown", 25),
        ("ArrowLeft", 24),
        ("End", 143),
        ("Home", 0),
        ("ArrowUp", 0),
    ):
        view.press(key)
        expect(words).to_have_attribute("data-place", str(place))


def test_a_stack_is_edited_and_says_at_once_what_follows(page):
    open_page(page, "build?build_stack=conv+4%3B+max%3B+flatten")
    first = page.get_by_role("group", name="Layer 1, Convolution")
    expect(first).to_contain_text("30 × 30 × 4")
    filters = page.get_by_role("spinbutton", name="filters of layer 1")
    filters.fill("6")
    filters.press("Tab")
    expect(first).to_contain_text("30 × 30 × 6")
    expect(first).to_contain_text("168")  # 6 × 28
    page.get_by_role("button", name="Move down layer 2").click()
    expect(
        page.get_by_role("alert").get_by_text("max pooling, can't follow: it needs maps of rows and columns")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_disabled()
    page.get_by_test_id("stTabs").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    expect(page.get_by_role("group", name="Layer 2, Max pooling")).to_be_visible()  # the editor has heard of it, too
    page.get_by_role("button", name="Add Dense").click()
    expect(page.get_by_role("group", name="Layer 4, Dense")).to_contain_text("32")
    page.get_by_role("button", name="Remove layer 4").click()
    expect(page.get_by_role("group", name="Layer 4, Dense")).to_be_hidden()
    page.wait_for_url(re.compile(r"build_stack=conv.6"))


def test_the_focus_follows_a_layer_that_is_moved_and_stays_when_one_is_removed(page):
    open_page(page, "build?build_stack=conv+4%3B+max%3B+flatten%3B+dense+8")
    expect(page.get_by_role("group", name="Layer 4, Dense")).to_be_visible()
    page.get_by_role("button", name="Move up layer 4").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Layer 1, Dense")).to_be_visible()
    expect(page.get_by_role("button", name="Move down layer 1")).to_be_focused()  # it can't go up any further
    page.wait_for_url(re.compile("build_stack=dense.8.*conv.4.*max.*flatten"))
    expect(page.get_by_role("button", name="Move down layer 1")).to_be_focused()
    page.get_by_role("button", name="Remove layer 4").focus()
    for left in (3, 2, 1):
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=f"Remove layer {left}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Add Convolution")).to_be_focused()


def change_filters_and_go_on_to_the_kernel(page):
    """The field for the kernel, selected while the answer to another number of filters is on its way."""
    open_page(page, "build?build_stack=conv+4%3B+max%3B+flatten")
    filters = page.get_by_role("spinbutton", name="filters of layer 1")
    filters.fill("6")
    filters.press("Tab")
    kernel = page.get_by_role("spinbutton", name="kernel of layer 1")
    kernel.focus()
    page.keyboard.press("Control+a")
    return kernel


def test_an_answer_that_comes_late_takes_nothing_back_that_is_being_typed(page):
    kernel = change_filters_and_go_on_to_the_kernel(page)
    page.keyboard.type("5")
    page.wait_for_url(re.compile("build_stack=conv.6"))  # the answer to the first change
    expect(page.get_by_test_id("stTabs").get_by_role("button", name="Undo")).to_be_enabled()
    expect(kernel).to_have_value("5")
    expect(kernel).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("build_stack=conv.6.5"))
    expect(page.get_by_role("group", name="Layer 1, Convolution")).to_contain_text("456")  # 6 × (5 × 5 × 3 + 1)


def test_an_answer_leaves_the_selection_in_the_next_field_as_it_is(page):
    kernel = change_filters_and_go_on_to_the_kernel(page)
    expect(page.get_by_role("group", name="Layer 1, Convolution")).to_contain_text("168")  # the answer: 6 × 28
    page.keyboard.type("5")
    expect(kernel).to_have_value("5")


def test_a_change_that_is_typed_and_taken_back_is_no_step_to_undo(page):
    open_page(page, "build")
    filters = page.get_by_role("spinbutton", name="filters of layer 1")
    filters.press("End")
    page.keyboard.type("0")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Add Dense").click()  # the editor goes on listening
    page.get_by_test_id("stTabs").get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("stTabs").get_by_role("button", name="Undo")).to_be_disabled()


def test_a_kernel_is_learned_while_one_watches(page):
    open_page(page, "learn_kernel?learn_kernel_picture=noise")
    expect(page.get_by_text("After 0 steps the loss")).to_be_visible()
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Play the steps").click()
    expect(page.get_by_text(re.compile(r"^Kernel after ([5-9]|[1-9]\d) steps$"))).to_be_visible()
    drawn = page.locator(".chart .curve").get_attribute("d")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_test_id("stTabs").get_by_text(re.compile(r"After \d+ steps the loss"))).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Play the steps").click()
    expect(
        page.get_by_test_id("stTabs").get_by_text(re.compile(r"After \d+ steps the loss is less than 0.0001"))
    ).to_be_visible(timeout=30_000)
    assert len(page.locator(".chart .curve").get_attribute("d")) > len(drawn)  # it grew as it played
    cells = page.get_by_role("group", name="Kernel").locator("span")
    learned = [float(value) for value in cells.evaluate_all("cells => cells.map(cell => cell.dataset.value)")]
    np.testing.assert_allclose(learned, [-1, 0, 1, -2, 0, 2, -1, 0, 1], atol=1e-2)
    slider = page.get_by_role("slider", name="Step", exact=True)
    slider.press("Home")
    expect(page.get_by_text("Kernel after 0 steps")).to_be_visible()
    expect(page.get_by_test_id("stTabs").get_by_text("After 0 steps the loss")).to_be_visible(timeout=SLOW)


def test_from_a_stack_to_a_network_that_knows_a_drawing(page):
    open_page(page, "build?build_epochs=12")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("of the 600 test pictures correctly")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Next", exact=True).click()
    draw(page, [(30, 180), (110, 30), (190, 180), (30, 180)], steps=8)
    bars = page.get_by_role("table", name=re.compile("Most likely triangle"))
    expect(bars).to_be_visible(timeout=SLOW)
    page.get_by_role("slider", name="Its answer after epoch").press("Home")
    expect(page.get_by_role("radio", name="2 ✓")).to_be_visible()
    expect(page.get_by_text("After epoch 0.")).to_be_visible()
    page.get_by_role("tab", name="Look inside").click()
    wall = page.get_by_role("slider", name="The maps of conv1 after epoch 12")
    expect(wall).to_have_attribute("aria-valuetext", "map 0 of 8")
    page.get_by_role("slider", name="After epoch After epoch").press("Home")
    expect(page.get_by_role("slider", name="The maps of conv1 after epoch 0")).to_be_visible()
    go_to(page, "Pooling")
    go_to(page, "Build a CNN")
    expect(page.get_by_text(re.compile(r"^After epoch \d+\. Most"))).to_be_visible(timeout=SLOW)  # the drawing stayed
    open_section(page, "Its maps")
    expect(page.get_by_role("slider", name="The maps of conv1 for this picture")).to_be_visible(timeout=SLOW)


def test_the_words_of_a_page_are_one_click_away(page):
    open_page(page, "pooling")
    page.get_by_role("button", name="Words").click()
    expect(page.get_by_text("Keeping one number for each window of a map. It has nothing to learn.")).to_be_visible()


def test_what_is_set_up_from_below_the_stage_is_seen(page):
    page.set_viewport_size({"width": 1280, "height": 500})
    open_page(page, "pooling?pooling_section=By+hand")
    main = page.get_by_test_id("stMain")
    main.evaluate("main => main.scrollTo(0, 450)")
    until(page, "() => document.querySelector('[data-testid=stMain]').scrollTop > 300")
    page.locator(".st-key-stage_presets button").first.click()
    expect(page.get_by_role("button", name="Back to step 1")).to_be_visible()
    until(page, "() => document.querySelector('[data-testid=stMain]').scrollTop < 60")
