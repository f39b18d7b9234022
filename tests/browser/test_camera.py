"""The camera in a real browser, with Chromium's fake camera: a green picture of 640 × 480 on which a clock runs."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM, FLAGS, serving

SLOW = 30_000  # milliseconds
AT_LEAST_6 = re.compile(r"^([6-9]|\d\d) / 40")
SCRIPT = """
import streamlit as st
from streamlit import runtime

from pages.shared.server.widget_modules import WIDGET_MODULES

def digest(picture):
    return hash(picture.tobytes())

if not runtime.exists():
    app = st.App(__file__, routes=[WIDGET_MODULES])
    st.stop()

from pages.transfer.parts.camera import camera_burst

state = st.session_state
state.setdefault("runs", [])
burst = camera_burst(key="burst", label="Hold for <b>cups</b>")
if burst is not None:
    state.runs.append((len(burst), len(set(map(digest, burst))), {picture.shape for picture in burst}))
st.text(f"bursts {len(state.runs)}: {state.runs}")
st.button("Something else", on_click=lambda: state.update(clicks=state.get("clicks", 0) + 1))
st.text(f"clicks {state.get('clicks', 0)}")
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, browser):
    folder = tmp_path_factory.mktemp("camera")
    script = folder / "camera_app.py"
    script.write_text(SCRIPT)
    with serving(script, folder / "log", "--server.enableCORS", "false") as url:
        yield url


@pytest.fixture(scope="module")
def one_browser(browser):
    """A browser that keeps the app's files between tests."""
    context = browser.new_context(viewport={"width": 900, "height": 900}, permissions=["camera"])
    yield context
    context.close()


@pytest.fixture
def tab(one_browser):
    page, errors = one_browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


def open_camera(tab, address):
    tab.goto(address)
    tab.get_by_role("button", name="Start camera").click(timeout=SLOW)
    button = tab.locator(".act")
    expect(button).to_be_enabled(timeout=SLOW)
    return button


def is_filming(tab):
    return tab.locator("video").evaluate("video => Boolean(video.srcObject?.active)")


def taken(tab):
    """How many pictures the widget says it took."""
    expect(tab.locator(".said")).to_contain_text("taken", timeout=SLOW)
    return int(re.match(r"\d+", tab.locator(".said").inner_text()).group())


def test_what_is_recorded_while_the_button_is_held_arrives_once(tab, address):
    button = open_camera(tab, address)
    expect(button).to_have_text("Hold for <b>cups</b>")
    button.hover()
    tab.mouse.down()
    expect(tab.locator(".count")).to_have_text(AT_LEAST_6, timeout=SLOW)
    tab.mouse.up()
    count = taken(tab)
    assert count >= 6
    expect(tab.get_by_text(f"bursts 1: [({count}, {count}, {{(192, 256, 3)}})]")).to_be_visible(timeout=SLOW)
    tab.get_by_role("button", name="Something else").click()
    expect(tab.get_by_text("clicks 1")).to_be_visible(timeout=SLOW)
    expect(tab.get_by_text("bursts 1:")).to_be_visible()
    assert is_filming(tab)


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_key_that_is_held_records_too(tab, address, key):
    button = open_camera(tab, address)
    expect(button).to_be_focused()
    tab.keyboard.down(key)
    tab.keyboard.down(key)  # as a held key repeats
    expect(tab.locator(".count")).to_have_text(AT_LEAST_6, timeout=SLOW)
    tab.keyboard.up(key)
    expect(tab.get_by_text(f"bursts 1: [({taken(tab)}, ")).to_be_visible(timeout=SLOW)


def test_a_finger_that_stays_on_the_button_records_too(tab, address):
    box = open_camera(tab, address).bounding_box()
    finger = tab.context.new_cdp_session(tab)
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [place]})
    expect(tab.locator(".count")).to_have_text(AT_LEAST_6, timeout=SLOW)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(tab.get_by_text(f"bursts 1: [({taken(tab)}, ")).to_be_visible(timeout=SLOW)


def test_a_burst_ends_by_itself_when_it_is_full(tab, address):
    button = open_camera(tab, address)
    button.hover()
    tab.mouse.down()
    expect(tab.locator(".said")).to_contain_text("40 pictures taken, as many as one burst may have", timeout=SLOW)
    expect(tab.get_by_text("bursts 1: [(40, 40, ")).to_be_visible(timeout=SLOW)
    tab.mouse.up()
    button.click()
    expect(tab.get_by_text(re.compile(r"bursts 2: \[\(40, .*\), \(\d"))).to_be_visible(timeout=SLOW)


def test_the_preview_is_a_mirror_and_the_camera_is_let_go(tab, address):
    open_camera(tab, address)
    assert tab.locator("video").evaluate("video => new DOMMatrix(getComputedStyle(video).transform).a") == -1
    tab.locator("video").evaluate("video => { window.track = video.srcObject.getTracks()[0] }")
    tab.get_by_role("button", name="Stop camera").click()
    expect(tab.locator(".said")).to_have_text("The camera is off.")
    assert tab.evaluate("window.track.readyState") == "ended"
    expect(tab.get_by_role("button", name="Start camera")).to_be_focused()


def test_a_hidden_page_lets_the_camera_go(tab, address):
    open_camera(tab, address)
    tab.evaluate("""() => {
        Object.defineProperty(document, "hidden", { value: true, configurable: true })
        document.dispatchEvent(new Event("visibilitychange"))
    }""")
    expect(tab.locator(".said")).to_contain_text("since the page was hidden")
    assert not is_filming(tab)


def test_where_the_camera_is_refused_one_sentence_says_so(browser, address):
    flags = [flag for flag in FLAGS if "fake-ui" not in flag] + ["--deny-permission-prompts"]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    tab = chromium.new_context().new_page()
    tab.goto(address)
    tab.get_by_role("button", name="Start camera").click(timeout=SLOW)
    expect(tab.locator(".said")).to_contain_text("does not let this page use the camera", timeout=SLOW)
    expect(tab.get_by_role("button", name="Start camera")).to_be_enabled()
    tab.get_by_role("button", name="Something else").click()
    expect(tab.get_by_text("clicks 1")).to_be_visible(timeout=SLOW)
    chromium.close()


def test_without_https_one_sentence_says_so(browser, address):
    """A page that is neither https nor on this very computer by name: browsers hide the camera from it."""
    flags = [*FLAGS, "--host-resolver-rules=MAP lessons.test 127.0.0.1"]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    tab = chromium.new_context().new_page()
    tab.goto(address.replace("127.0.0.1", "lessons.test"))
    expect(tab.locator(".said")).to_contain_text("Browsers open the camera on https pages only", timeout=SLOW)
    expect(tab.get_by_role("button", name="Start camera")).to_be_hidden()
    tab.get_by_role("button", name="Something else").click()
    expect(tab.get_by_text("clicks 1")).to_be_visible(timeout=SLOW)
    chromium.close()
