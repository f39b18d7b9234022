import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from pages.shared.server.warming import SWITCH
from tests.audited_streamlit import MARK
from tests.disk_watch import files_written

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--no-proxy-server",  # everything that a test asks for is on this machine
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
FIRST_VISIT = """
if (location.protocol !== 'about:' && !sessionStorage.length) {
  localStorage.clear()
  sessionStorage.setItem('visit', 'begun')
}
"""
LAPTOP, POCKET = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
STILL = {"reduced_motion": "reduce"}  # what a map looks like at its end is there at once
# What a server and its workers may write: Keras's settings, code that TensorFlow makes, Dask's certificates, locks, and probes.
KNOWN = re.compile(
    r".*/(\.keras/keras\.json|__autograph_generated_file\w+\.py|dask\.(crt|pem)|dask-scratch-space/([\w.-]+lock|#\d+)|tmp/[a-z0-9_]{8})"
)
START = 60  # seconds that the server may take to answer
PATIENCE = 30_000  # milliseconds for what a page is to show: nothing fails only because a machine is busy


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if "CI" in os.environ:
            pytest.fail("browser tests may not skip in CI: install Chromium")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The app on a free port of this machine; yields its address.

    Whatever its visitors do, neither it nor its workers may write a file of theirs: whatever is written is known.
    """
    folder = tmp_path_factory.mktemp("server")
    home = folder / "home"
    (home / "tmp").mkdir(parents=True)
    places = home, *(ROOT / name for name in ("pages", "lessons", ".streamlit"))
    with files_written(*places) as written, serving("app.py", folder / "log", home=home) as address:
        yield address
    left = [str(file) for file in home.rglob("*") if file.is_file()]
    assert [file for file in written + left if not KNOWN.fullmatch(file)] == []


@contextmanager
def serving(script, log, *options, **how):
    """A Streamlit server for a script, on a free port of this machine; yields its address.

    It must ask no other machine, and report no error.
    """
    with running(script, log, *options, **how) as (_, address):
        yield address


def free_port():
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(script, log, *options, port=None, home=None):
    """As `serving`, perhaps on a port and with a home that were chosen; yields its process, too: (process, address)."""
    port = port or free_port()
    command = [sys.executable, "-m", "tests.audited_streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.fileWatcherType", "none", *options]
    environment = (
        {SWITCH: "off", "PIXELS_DESKS": "500"} | os.environ | {"PYTHONPATH": str(ROOT)}
    )  # what no test asks for is not made
    if home is not None:
        environment |= {"HOME": str(home), "TMPDIR": str(home / "tmp")}
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health", process, log)
        yield process, address
    finally:
        process.terminate()
        process.wait()
    told = log.read_text("utf-8", "replace")
    assert "Traceback" not in told, told
    assert MARK not in told, told


def _wait_for(url, process, log):
    pause, deadline = threading.Event(), time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(url, timeout=1)
            return
        pause.wait(0.05)  # to ask without end would take the processor from the server
    raise AssertionError(f"the server did not start: {log.read_text('utf-8', 'replace')}")


def watched(tab, address):
    """A list that fills with what a tab must not do: errors of scripts, requests to others, breaches of the page's policy."""
    wrong = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("request", lambda asked: wrong.append(asked.url) if _is_elsewhere(asked.url, address) else None)
    tab.on("console", lambda told: wrong.append(told.text) if "Content Security Policy" in told.text else None)
    return wrong


def _is_elsewhere(url, address):
    return not url.startswith((f"{address}/", address.replace("http", "ws") + "/", "data:", "blob:", "about:"))


def until(tab, expression, argument=None):
    """Wait until a JavaScript expression holds. (Playwright's own way evaluates it where the page's policy forbids that.)"""
    deadline = time.monotonic() + START
    while not tab.evaluate(expression, argument):
        assert time.monotonic() < deadline, expression
        tab.wait_for_timeout(50)


def _profile(browser, folder, **options):
    """A browser with a profile: like a visitor's own, it keeps the app's files and what it made of them between tests."""
    return browser.browser_type.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=FLAGS, permissions=["camera"], **options
    )


@pytest.fixture(scope="session")
def laptop(browser, server, tmp_path_factory):
    """A browser on a laptop."""
    context = _profile(browser, tmp_path_factory.mktemp("laptop"), base_url=server, viewport=LAPTOP, **STILL)
    yield context
    context.close()


@pytest.fixture(scope="session")
def pocket(browser, server, tmp_path_factory):
    """A browser on a phone."""
    phone = {"viewport": POCKET, "has_touch": True, "is_mobile": True} | STILL
    context = _profile(browser, tmp_path_factory.mktemp("pocket"), base_url=server, **phone)
    yield context
    context.close()


@contextmanager
def visiting(context, address):
    """A new visitor with an empty tab, whom the server does not know. What it must not do (see `watched`) fails the test."""
    context.clear_cookies()
    tab = context.new_page()
    tab.add_init_script(FIRST_VISIT)
    wrong = watched(tab, address)
    yield tab
    tab.close()
    assert wrong == []


class Tab:
    """A tab that one visitor after the other uses, for to start another costs a browser half a second."""

    def __init__(self, context, address, size):
        self._size, self._rest = size, f"{address}/_stcore/health"
        self._tab = context.new_page()
        self._tab.add_init_script(FIRST_VISIT)
        self._wrong = watched(self._tab, address)

    @contextmanager
    def visiting(self):
        """As the function `visiting`. Whoever adds a script to the tab, or listens to it, needs one of their own."""
        self._tab.context.clear_cookies()
        self._tab.set_viewport_size(self._size)
        self._tab.emulate_media(media="screen", color_scheme="light", **STILL)
        try:
            yield self._tab
        finally:
            wrong = self._left()
        assert wrong == []

    def _left(self):
        """The tab is ready for the next one. What it did that it must not."""
        self._tab.mouse.move(0, 0)
        self._tab.goto(self._rest)
        self._tab.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
        wrong = [*self._wrong]
        self._wrong.clear()
        return wrong


@pytest.fixture(scope="session")
def laptop_tab(laptop, server):
    return Tab(laptop, server, LAPTOP)


@pytest.fixture(scope="session")
def pocket_tab(pocket, server):
    return Tab(pocket, server, POCKET)


@pytest.fixture
def page(laptop_tab):
    with laptop_tab.visiting() as tab:
        yield tab


@pytest.fixture
def phone(pocket_tab):
    with pocket_tab.visiting() as tab:
        yield tab


@pytest.fixture
def own_page(laptop, server):
    """A page in a tab that nobody else uses."""
    with visiting(laptop, server) as tab:
        yield tab


@pytest.fixture
def pictures_held(own_page):
    """Waits until the browser holds so many pictures behind addresses that widgets gave them (URL.createObjectURL)."""
    own_page.add_init_script(
        """
        const make = URL.createObjectURL, revoke = URL.revokeObjectURL, held = new Set()
        window.picturesHeld = held
        URL.createObjectURL = blob => {
          const address = make.call(URL, blob)
          if (blob.type.startsWith("image/")) held.add(address)
          return address
        }
        URL.revokeObjectURL = address => { held.delete(address); revoke.call(URL, address) }
        """
    )
    return lambda count: until(own_page, "count => window.picturesHeld.size === count", count)
