"""A learner's work in their own browser: kept when they want it, offered again, and back after the server was killed."""

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.audited_streamlit import WRITES
from tests.browser.conftest import free_port, running, until, visiting
from tests.browser.test_desk import bring, window
from tests.browser.visiting import SLOW, draw, expect_picture, is_whole, open_page

KEEP = "Keep my work in this browser"
# How many records the browser's own store holds. Earlier visitors of this browser may have left it empty.
KEPT_RECORDS = """
async () => {
  const done = request => new Promise(resolve => { request.onsuccess = () => resolve(request.result) })
  if (!(await indexedDB.databases()).some(({ name }) => name === "pixels")) return 0
  const database = await done(indexedDB.open("pixels"))
  const count = await done(database.transaction("work").objectStore("work").count())
  database.close()
  return count
}
"""
AWAY = "The server can't be reached just now."
RESTARTED = "The server was restarted."


def collect(tab, name="cups"):
    """Draw a picture of a class, and add it."""
    open_page(tab, "collect?collect_way=Draw")
    tab.get_by_label("Name of the class").fill(name)
    tab.keyboard.press("Enter")
    draw(tab, [(60, 40), (60, 200)], steps=8)
    tab.get_by_role("button", name=f"Add it to {name}").click()
    expect(tab.get_by_text(f"{name}: 1", exact=True)).to_be_visible()
    tab.keyboard.press("Escape")


def keep(tab):
    """Switch it on, and wait until the work is kept."""
    tab.get_by_role("checkbox", name=KEEP).click()
    expect(tab.get_by_text("Last kept at")).to_be_visible()


def become_unknown(tab):
    """Have the server not know this browser any more, as after a night."""
    tab.context.clear_cookies()


def test_nothing_is_kept_unless_it_is_wanted(page):
    collect(page)
    box = page.get_by_role("checkbox", name=KEEP)
    expect(box).not_to_be_checked()
    assert page.evaluate(KEPT_RECORDS) == 0
    become_unknown(page)
    open_page(page, "pooling")
    is_whole(page)
    expect(page.get_by_text("Welcome back.")).to_have_count(0)


def test_what_was_kept_is_offered_and_comes_back_with_one_click(page, rng):
    bring(page, rng)
    collect(page)
    keep(page)
    open_page(page, "pooling")
    window(page).press("ArrowRight")
    page.wait_for_url("**pooling_size=3")
    is_whole(page)
    become_unknown(page)
    open_page(page)
    page.get_by_role("button", name="Continue with it").click()
    expect(page.get_by_text("Welcome back: 1 picture in 1 class and 1 photo of your own came back.")).to_be_visible()
    expect_picture(page, 90, 60)
    expect(page.get_by_text("is kept in this browser")).to_have_count(0)
    open_page(page, "collect")
    expect(page.get_by_role("checkbox", name=KEEP)).to_be_checked()
    expect(page.get_by_text("Last kept at")).to_be_visible()
    page.get_by_role("checkbox", name=KEEP).click()
    expect(page.get_by_text("Off: only the server has")).to_be_visible()
    become_unknown(page)
    open_page(page, "filters")
    is_whole(page)
    expect(page.get_by_text("is kept in this browser")).to_have_count(0)


def test_what_is_forgotten_is_not_kept_either(page):
    collect(page)
    keep(page)
    open_page(page)
    page.get_by_role("button", name="Forget everything here").click()
    with page.expect_event("framenavigated"):  # the visit begins anew
        page.get_by_role("button", name="Forget everything", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    is_whole(page)
    become_unknown(page)
    open_page(page, "filters")
    is_whole(page)
    expect(page.get_by_text("is kept in this browser")).to_have_count(0)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }", "does not let this page keep"),
        ("IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }", "has no room left"),
    ],
    ids=["a refused store", "a full disk"],
)
def test_a_browser_that_keeps_nothing_says_so_and_the_page_goes_on(own_page, script, said):
    page = own_page
    page.add_init_script(script)
    collect(page)
    page.get_by_role("checkbox", name=KEEP).click()
    expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("button", name="Draw them").click()
    draw(page, [(60, 40), (60, 200)], steps=8)
    page.get_by_role("button", name="Add it to cups").click()
    expect(page.get_by_text("cups: 2")).to_be_visible()
    page.evaluate("() => localStorage.clear()")


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    """A server that can be killed and started again at the same address."""
    server = Mortal(tmp_path_factory.mktemp("mortal") / "log")
    yield server
    server.end()


class Mortal:
    def __init__(self, log):
        self._log, self._port, self._run, self.told = log, free_port(), ExitStack(), ""
        self.start()

    def start(self):
        self._process, self.address = self._run.enter_context(running("app.py", self._log, port=self._port))

    def kill(self):
        self._process.kill()
        self._process.wait()
        self._run.close()
        self.told += self._log.read_text("utf-8", "replace")

    def end(self):
        self._run.close()


def test_a_killed_server_takes_nothing_of_what_is_kept(browser, mortal):
    context = browser.new_context(base_url=mortal.address)
    with visiting(context, mortal.address) as tab:
        collect(tab)
        keep(tab)
        open_page(tab, "build?build_epochs=40&build_set=digits&build_size=16")
        tab.get_by_role("button", name="Train", exact=True).click()
        until(tab, "() => window[Symbol.for('pixels keeper')].state.page?.trains")
        mortal.kill()
        expect(tab.get_by_text(AWAY)).to_be_visible()
        expect(tab.get_by_role("button", name="Train", exact=True)).to_be_disabled()
        mortal.start()
        expect(tab.get_by_text("Welcome back: 1 picture in 1 class came back.")).to_be_visible(timeout=SLOW)
        expect(tab.get_by_text("What was being trained ended with the server")).to_be_visible()
        expect(tab.get_by_text(AWAY)).to_have_count(0)
        assert "build_epochs=40" in tab.url
        open_page(tab, "collect")
        expect(tab.get_by_text("cups: 1", exact=True)).to_be_visible()
    context.close()


def test_without_it_the_controls_stay_and_what_is_gone_is_said(browser, mortal):
    context = browser.new_context(base_url=mortal.address)
    with visiting(context, mortal.address) as tab:
        collect(tab)
        open_page(tab, "pooling")
        window(tab).press("ArrowRight")
        tab.wait_for_url("**pooling_size=3")
        is_whole(tab)
        open_page(tab, "dense")
        is_whole(tab)
        mortal.kill()
        expect(tab.get_by_text(AWAY)).to_be_visible()
        mortal.start()
        expect(tab.get_by_text(RESTARTED)).to_be_visible(timeout=SLOW)
        expect(tab.get_by_text("Lost with it: 1 picture.")).to_be_visible()
        open_page(tab, "pooling")
        expect(window(tab)).to_have_value("3")
    context.close()


def test_the_browser_asks_before_it_loses_pictures_and_only_then(own_page):
    page, asked = own_page, []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    open_page(page, "pooling")
    window(page).press("ArrowRight")
    page.wait_for_url("**pooling_size=3")
    page.reload()
    collect(page)
    is_kept_by_nobody = "() => window[Symbol.for('pixels keeper')].wouldLose()"
    until(page, is_kept_by_nobody)
    assert asked == []
    page.reload()
    assert asked == ["beforeunload"]
    keep(page)
    page.get_by_role("radio", name="Files").click()
    page.reload()
    assert asked == ["beforeunload"]


def test_nothing_of_it_was_written_to_the_servers_disk(mortal):
    """Runs after those who killed it: what it told of its files."""
    mortal.kill()
    written = re.findall(f"{WRITES} (.*)", mortal.told)
    probe = re.compile(r"/[\w/]*/[a-z0-9_]{8}|.*/dask\.(crt|pem)")  # of Python's temporary files; the certificates of workers
    assert [file for file in written if not probe.fullmatch(file)] == []
