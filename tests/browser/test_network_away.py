"""The network is away for longer than the server remembers a tab, as when a laptop slept: the page goes on where it was."""

import pytest
from playwright.sync_api import expect

from tests.browser.cable import Cable
from tests.browser.conftest import running, visiting
from tests.browser.test_desk import bring, window
from tests.browser.visiting import SLOW, is_whole, open_page

FORGOTTEN_AFTER = 1  # second without a connection, after which the server forgets a tab


@pytest.fixture
def cable(tmp_path):
    with running("app.py", tmp_path / "log", "--server.disconnectedSessionTTL", str(FORGOTTEN_AFTER)) as (_, address):
        between = Cable(address)
        yield between
        between.close()


def test_a_page_goes_on_after_the_network_was_away(browser, cable, rng):
    context = browser.new_context(base_url=cable.address)
    with visiting(context, cable.address) as tab:
        bring(tab, rng)
        open_page(tab, "pooling")
        window(tab).press("ArrowRight")
        tab.wait_for_url("**pooling_size=3")
        is_whole(tab)
        cable.cut()
        away = tab.get_by_text("The server can't be reached just now.")
        expect(away).to_be_visible()
        expect(tab.get_by_role("dialog")).to_have_count(0)
        cable.mend()
        expect(away).to_be_hidden(timeout=SLOW)
        window(tab).press("ArrowRight")
        tab.wait_for_url("**pooling_size=4")
        is_whole(tab)
        expect(tab.get_by_role("button", name="my photo.png")).to_be_visible()
        expect(tab.get_by_test_id("stAlert")).to_have_count(0)
    context.close()
