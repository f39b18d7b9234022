"""A part of the picture is painted over, and the answer follows."""

import re

from playwright.sync_api import expect

from tests.browser.visiting import SLOW, draw, open_page


def test_a_stroke_covers_a_part_and_the_answer_is_another_one(page):
    open_page(page, "erase?erase_pen=60")
    expect(page.get_by_role("table", name=re.compile("Most likely Egyptian cat, with 7"))).to_be_visible(timeout=SLOW)
    draw(page, [(60, 90), (210, 110), (60, 150), (210, 170), (80, 210), (210, 230)], steps=6)
    expect(page.get_by_text(re.compile(r"What the network is shown: [2-7]\d% covered"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("table", name=re.compile("Egyptian cat, with 7"))).to_have_count(0)
    expect(page.get_by_role("radio", name="1 ✓")).to_be_visible()
