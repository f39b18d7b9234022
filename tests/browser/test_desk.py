"""What a learner has is there after a reload and in another tab, and nobody else has it."""

import json

import numpy as np
from playwright.sync_api import expect

from tests.browser.conftest import until, visiting
from tests.browser.visiting import SLOW, draw, expect_picture, forget_everything, is_whole, open_page, open_questions, photo


def reload(tab):
    tab.reload()
    is_whole(tab)


def window(tab):
    return tab.get_by_role("slider", name="Window")


def bring(tab, rng):
    """Somebody brings a picture of 90 by 60 pixels."""
    open_page(tab)
    tab.get_by_role("button", name="Upload", exact=True).click()
    picture = photo(rng.integers(0, 256, (60, 90, 3), dtype=np.uint8))
    tab.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(picture)
    expect_picture(tab, 90, 60)


def test_a_reload_keeps_the_picture_the_controls_and_an_answer(page, rng):
    bring(page, rng)
    reload(page)
    expect_picture(page, 90, 60)
    open_page(page, "pooling")
    window(page).press("ArrowRight")
    page.wait_for_url("**pooling_size=3")
    answers = open_questions(page)
    answers.locator("label").first.click()
    expect(answers.get_by_role("radio").first).to_be_checked()
    verdict = page.get_by_text("Not quite.").or_(page.get_by_text("Right:"))
    expect(verdict).to_be_visible()
    refused = page.get_by_text("Not quite.").count()
    reload(page)
    expect(page.get_by_role("button", name="my photo.png")).to_be_visible()
    expect(window(page)).to_have_value("3")
    open_questions(page)
    expect(answers.get_by_role("radio").first).to_be_checked()
    expect(verdict).to_be_visible()
    assert page.get_by_text("Not quite.").count() == refused
    page.goto("/pooling")  # without the address's help
    is_whole(page)
    expect(window(page)).to_have_value("3")
    page.wait_for_url("**pooling_size=3")


def test_a_reload_keeps_what_was_collected_and_its_undo(page):
    open_page(page, "collect?collect_way=Draw")
    page.get_by_label("Name of the class").fill("cups")
    page.keyboard.press("Enter")
    draw(page, [(60, 40), (60, 200)], steps=8)
    page.get_by_role("button", name="Add it to cups").click()
    one = page.get_by_text("cups: 1", exact=True)
    expect(one).to_be_visible()
    reload(page)
    expect(one).to_be_visible()
    page.get_by_test_id("stButton").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("No pictures yet. Name a class")).to_be_visible()
    expect(one).to_be_hidden()


def test_a_training_goes_on_through_reloads_and_its_result_waits(page):
    """It would be long; once it has begun to learn it is stopped, which keeps what it has learned."""
    open_page(page, "build?build_epochs=60&build_set=digits&build_size=48")
    page.get_by_role("button", name="Train", exact=True).click()
    running = page.get_by_test_id("stProgress")
    expect(running).to_be_visible(timeout=SLOW)
    reload(page)
    expect(running).to_contain_text("pictures a second", timeout=SLOW)
    page.goto("about:blank")
    open_page(page, "build")
    page.get_by_role("button", name="Stop", exact=True).click(timeout=SLOW)
    result = page.get_by_text("of the 540 test pictures correctly")
    expect(result).to_be_visible(timeout=SLOW)
    reload(page)
    expect(result).to_be_visible(timeout=SLOW)


KEPT = "() => localStorage.getItem('pixels_progress') ?? ''"


def test_progress_outlives_the_desk_and_is_wiped_with_everything_else(page):
    """A server that was started anew is one that does not know the browser's cookie."""
    open_page(page, "pooling")
    open_questions(page).locator("label").first.click()
    until(page, f"({KEPT})().includes('q')")
    desk, progress = page.evaluate(KEPT).split("\n")
    page.context.clear_cookies()
    page.goto("/pixels")
    until(page, f"desk => ({KEPT})() && !({KEPT})().startsWith(desk)", desk)
    is_whole(page)
    again = json.loads(page.evaluate(KEPT).split("\n")[1])["l"]
    assert again["pooling"] == json.loads(progress)["l"]["pooling"]
    assert again.keys() == {"pooling", "pixels"}
    forget_everything(page)
    expect_picture(page, 451, 300)  # the first page
    until(page, f"({KEPT})().endsWith('{{}},\"v\":1}}')")


def test_two_tabs_share_a_desk_and_see_each_others_changes_at_their_next_step(page, rng):
    open_page(page, "pooling")
    other = page.context.new_page()
    bring(other, rng)
    window(page).press("ArrowRight")
    expect(page.get_by_role("button", name="my photo.png")).to_be_visible()
    other.close()


def test_two_browsers_share_nothing(page, browser, server, rng):
    bring(page, rng)
    stranger = browser.new_context(base_url=server)
    with visiting(stranger, server) as tab:
        open_page(tab)
        expect_picture(tab, 451, 300)
    stranger.close()


def test_a_link_shows_its_controls_and_says_that_ones_own_are_kept(page):
    kept = page.get_by_text("Your own settings of this page are kept.")
    open_page(page, "pooling?pooling_size=3&pooling_stride=3")
    is_whole(page)
    expect(kept).to_have_count(0)  # there were none
    open_page(page, "pooling?pooling_size=5")
    is_whole(page)
    expect(kept).to_be_visible()
    stride = page.get_by_role("slider", name="Stride")
    expect(window(page)).to_have_value("5")
    expect(stride).to_have_value("2")
    window(page).press("ArrowRight")
    page.wait_for_url("**pooling_size=6")
    page.get_by_role("link", name="Show my own settings").click()
    page.wait_for_url("**pooling_size=3&pooling_stride=3")
    is_whole(page)
    expect(kept).to_have_count(0)
    expect(window(page)).to_have_value("3")
    expect(stride).to_have_value("3")


def test_forgetting_everything_lets_go_of_it_in_every_tab(page, rng):
    other = page.context.new_page()
    open_page(other, "pooling")
    bring(page, rng)
    open_page(page, "pooling?pooling_size=3")
    forget_everything(page)
    expect_picture(page, 451, 300)
    is_whole(page)
    open_page(page, "pooling")
    expect(window(page)).to_have_value("2")
    window(other).press("ArrowRight")
    expect(other.get_by_text("What you had here was forgotten")).to_be_visible()
    other.get_by_role("button", name="Begin anew").click()
    expect_picture(other, 451, 300)
    other.close()
