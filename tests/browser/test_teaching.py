"""What a teacher prints and asks, in a browser: a sheet alone on paper, and the test of learning by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import until
from tests.browser.test_every_page import AXE, FAULTS
from tests.browser.visiting import SLOW, is_whole, open_page

# Words that paper shows and that are not on the sheet.
BESIDE_THE_SHEET = """
() => {
  const sheet = document.querySelector(".st-key-on_paper_page"), seen = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode
    const is_text = textContent.trim() && !parentElement.closest("style, script, noscript")
    if (is_text && !sheet.contains(parentElement) && parentElement.checkVisibility()) seen.push(textContent.trim())
  }
  return seen
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_sheet_alone_black_on_white(page, scheme):
    page.emulate_media(color_scheme=scheme)
    open_page(page, "on_paper?on_paper_about=Convolution&on_paper_seed=7")
    expect(page.get_by_text("Worksheet · 9 minutes · numbers 7")).to_be_visible(timeout=SLOW)
    page.emulate_media(media="print", color_scheme=scheme)
    try:
        until(page, f"() => ({BESIDE_THE_SHEET})().length === 0")
        prompt = page.locator(".st-key-on_paper_page strong").first
        assert prompt.evaluate("element => getComputedStyle(element).color") == "rgb(22, 19, 15)"
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        pieces = page.locator(".st-key-on_paper_page > *")
        breaks = pieces.evaluate_all("all => all.map(each => getComputedStyle(each).breakInside)")
        assert breaks == ["avoid"] * len(breaks)
        assert len(breaks) >= 6
    finally:
        page.emulate_media(media="screen", color_scheme="light")


def test_the_test_of_learning_is_taken_by_keyboard_and_can_be_read_by_all(page):
    open_page(page, "learning_test")
    page.get_by_label("Your code").fill("otter 42")
    page.get_by_label("Your code").press("Tab")
    page.keyboard.press("Enter")
    place = page.locator(".test-place b")
    expect(place).to_have_text("1", timeout=SLOW)
    page.evaluate(AXE)
    is_whole(page)
    assert page.evaluate(FAULTS) == []
    page.locator(".st-key-learning_test_option_0 button").focus()
    for number in range(1, 25):
        expect(place).to_have_text(str(number), timeout=SLOW)
        until(page, "() => !document.querySelector('[data-stale=true]')")
        page.wait_for_function("since => performance.now() - since > 350", arg=page.evaluate("performance.now()"))
        page.keyboard.press("Enter")  # the focus stays where it was
    expect(page.get_by_text(re.compile("of 24 right"))).to_be_visible(timeout=SLOW)
    is_whole(page)
    assert page.evaluate(FAULTS) == []
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("button", name="Begin", exact=True)).to_be_visible(timeout=SLOW)
