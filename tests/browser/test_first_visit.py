"""The very first visitor of a server that was just started."""

from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.visiting import heading_of, open_page


def test_a_deep_link_opens_its_page_and_nothing_complains(browser, tmp_path):
    with serving("app.py", tmp_path / "log") as address:
        tab = browser.new_page()
        told = []
        tab.on("console", lambda message: told.append(message.text))
        tab.goto(f"{address}/pooling?pooling_size=3")
        expect(tab.get_by_role("tab", name="Summary")).to_be_visible(timeout=30_000)
        expect(tab.get_by_role("heading", name=heading_of("Pooling"), exact=True)).to_be_visible()
        expect(tab.get_by_role("dialog")).to_have_count(0)
        assert not [text for text in told if "does not seem to exist" in text]
        tab.close()


def test_an_address_that_does_not_exist_is_told_and_leads_to_the_first_page(browser, tmp_path):
    with serving("app.py", tmp_path / "log") as address:
        tab = browser.new_page()
        tab.goto(f"{address}/no_such_page")
        expect(tab.get_by_role("heading", name="There is no such page")).to_be_visible()
        tab.get_by_role("link", name="Go to the first page").click()
        expect(tab.get_by_role("heading", name=heading_of("Home"), exact=True)).to_be_visible(timeout=30_000)
        expect(tab.get_by_role("dialog")).to_have_count(0)
        expect(tab.get_by_text("networks run on: nothing yet")).to_be_visible()  # the first page starts none by itself
        expect(tab.get_by_role("button", name="Show what networks see")).to_be_visible()
        tab.goto(f"{address}/home")
        expect(tab.get_by_role("heading", name=heading_of("Home"), exact=True)).to_be_visible(timeout=30_000)
        expect(tab.get_by_role("dialog")).to_have_count(0)
        tab.close()


def test_headings_are_set_in_the_letters_of_the_course(page):
    open_page(page)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].some(font => font.family === 'Newsreader' && font.status === 'loaded')")
    family = page.get_by_role("heading", level=1).evaluate("heading => getComputedStyle(heading).fontFamily")
    assert family.startswith("Newsreader")
