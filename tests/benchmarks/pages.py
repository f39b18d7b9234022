"""Pages in a real browser, against a one-line and a one-slider Streamlit page in the same run."""

import contextlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.timing import Comparison
from tests.browser.conftest import CHROMIUM, FLAGS

ROOT = Path(__file__).parents[2]
ROUNDS = 7
STEPS = 24

ONE_LINE = 'import streamlit as st; st.title("One line")\n'
ONE_SLIDER = """
import numpy as np
import streamlit as st
shade = st.slider("Stride", 1, 8)
st.image(np.full((147, 222, 3), shade * 30, np.uint8), width="stretch")
"""

# Waits for a key, and then for another picture: milliseconds from the key to the loaded picture.
WATCH = """
() => {
  const pictures = () => [...document.querySelectorAll('[data-testid="stImage"] img')]
  const before = pictures().at(-1).src
  window.step = new Promise(resolve => {
    window.addEventListener('keydown', event => {
      const look = () => {
        const now = pictures().at(-1)
        if (now && now.src !== before && now.complete && now.naturalWidth) resolve(performance.now() - event.timeStamp)
        else requestAnimationFrame(look)
      }
      look()
    }, { once: true, capture: true })
  })
}
"""


@contextlib.contextmanager
def serving(script):
    """A Streamlit server of its own for app.py, or for the text of a page with Streamlit's defaults; yields its address."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        if script != "app.py":
            (Path(folder) / "page.py").write_text(script, "utf-8")
        command = [sys.executable, "-m", "streamlit", "run", "app.py" if script == "app.py" else "page.py"]
        command += ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
        process = subprocess.Popen(
            command, cwd=ROOT if script == "app.py" else folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                    break
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait()


def first_load(chromium, script, path, ready):
    """Seconds from asking a fresh server, with an empty browser cache, to the words that end the page."""
    with serving(script) as address:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        tab = context.new_page()
        began = time.perf_counter()
        tab.goto(f"{address}/{path}")
        tab.get_by_text(ready).wait_for(state="attached")
        seconds = time.perf_counter() - began
        context.close()
    return seconds


def loads(chromium):
    """First loads of Home and Convolution. Their last words also say that TensorFlow has not been started."""
    rows = []
    for title, path in (("Home", ""), ("Convolution", "convolution")):
        ours, one_line = [], []
        for _ in range(ROUNDS):
            ours.append(first_load(chromium, "app.py", path, "networks run on: nothing yet"))
            one_line.append(first_load(chromium, ONE_LINE, "", "One line"))
        seconds = statistics.median(ours), statistics.median(one_line)
        rows.append(Comparison(f"first load of {title}", "a one-line Streamlit page", *seconds, "at most 2.5"))
    return rows


def slider_steps(chromium, script, path):
    """Median seconds of a slider step to the new picture, on a warm page."""
    with serving(script) as address:
        tab = chromium.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(address)
        tab.wait_for_timeout(1500)
        tab.goto(f"{address}/{path}")
        tab.locator('[data-testid="stImage"] img').last.wait_for()
        tab.wait_for_timeout(2000)
        taken = []
        for step in range(STEPS):
            tab.evaluate(WATCH)
            tab.get_by_role("slider").first.press("ArrowRight" if step % 8 < 4 else "ArrowLeft")
            taken.append(tab.evaluate("() => window.step") / 1000)
            tab.wait_for_timeout(150)
        tab.close()
    return statistics.median(taken[4:])


def page_comparisons():
    """All rows that need a browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        ours, trivial = slider_steps(chromium, "app.py", "convolution"), slider_steps(chromium, ONE_SLIDER, "")
        step = Comparison("a slider step on Convolution to the new picture", "a one-slider page", ours, trivial, "at most 1.5")
        rows = [*loads(chromium), step]
        chromium.close()
    return rows
