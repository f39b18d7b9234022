"""What answers while one paints, pulls a slider or holds something before the camera, in a real browser.

`python -m tests.benchmarks.live` takes about three minutes. Asked are: Erase and ask from the end of a stroke to the new bars
within 250 ms, and at most 1.5 times a forward pass and a step of a one-slider page; the detector's forward pass at most 1.3
times that of ONNX Runtime, and four pictures a second from the camera.
"""

import os
import statistics
import time

import numpy as np
from playwright.sync_api import sync_playwright

from tests.benchmarks.pages import slider_steps
from tests.benchmarks.serving import ONE_SLIDER, serving
from tests.benchmarks.timing import HEADER, Comparison
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.visiting import open_section

STROKES, STEPS, SECONDS = 16, 24, 10
WARM = 120_000  # milliseconds that a fresh server may take to wake a network

# Waits for an event, and then for other words in a part of the page. Milliseconds from the event to the words.
WATCH = """
([event, name]) => {
  const roots = [document, ...[...document.querySelectorAll('*')].map(element => element.shadowRoot).filter(Boolean)]
  const told = () => roots.map(root => root.querySelector(name)).find(Boolean)?.textContent
  const before = told()
  window.step = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('nothing changed within ten seconds')), 10000)
    window.addEventListener(event, begun => {
      const look = () => (told() !== before ? resolve(performance.now() - begun.timeStamp) : requestAnimationFrame(look))
      look()
    }, { once: true, capture: true })
  })
}
"""


def opened(chromium, address, path):
    """A page of a server of its own."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 720}, bypass_csp=True)
    tab.goto(f"{address}/{path}")
    return tab


def strokes(chromium):
    """Median and slowest of the seconds from the end of a stroke to the new bars."""
    with serving("app.py") as address:
        tab = opened(chromium, address, "erase?erase_pen=12")
        tab.locator('[data-testid="stHtml"] .bars').wait_for(timeout=WARM)
        tab.wait_for_timeout(5000)
        box = tab.locator("canvas:visible").first.bounding_box()
        taken = []
        for stroke in range(STROKES):
            x, y = box["x"] + 40 + 9 * stroke, box["y"] + 60 + 37 * (stroke % 4)
            tab.mouse.move(x, y)
            tab.mouse.down()
            tab.mouse.move(x + 40, y + 12, steps=4)
            tab.evaluate(WATCH, ["pointerup", '[data-testid="stHtml"]:has(.bars)'])
            tab.mouse.up()
            taken.append(tab.evaluate("() => window.step") / 1000)
            tab.wait_for_timeout(700)
        tab.close()
    return statistics.median(taken[3:]), max(taken[3:])


def thresholds(chromium):
    """Median seconds from a step of the detector's threshold to the new boxes."""
    with serving("app.py") as address:
        tab = opened(chromium, address, "yolo?yolo_show=With+doubles&yolo_least=10")
        slider = tab.get_by_role("slider", name="Score at least")
        slider.wait_for(timeout=WARM)
        tab.locator(".detector .found").wait_for(timeout=WARM)
        tab.wait_for_timeout(4000)
        taken = []
        for step in range(STEPS):
            tab.evaluate(WATCH, ["keydown", ".found"])
            slider.press("ArrowLeft" if step % 2 else "ArrowRight")
            taken.append(tab.evaluate("() => window.step") / 1000)
            tab.wait_for_timeout(200)
        tab.close()
    return statistics.median(taken[4:])


def camera(chromium):
    """Pictures a second that the detector answers, from Chromium's own picture of a camera."""
    with serving("app.py") as address:
        context = chromium.new_context(viewport={"width": 1280, "height": 720}, permissions=["camera"])
        tab = context.new_page()
        tab.goto(f"{address}/yolo")
        tab.locator(".detector .found").wait_for(timeout=WARM)
        open_section(tab, "With the camera")
        tab.get_by_role("button", name="Start the camera").click(timeout=WARM)
        live = tab.locator(".live")
        tab.wait_for_timeout(6000)
        first, began = int(live.get_attribute("data-answers")), time.perf_counter()
        tab.wait_for_timeout(SECONDS * 1000)
        rate = (int(live.get_attribute("data-answers")) - first) / (time.perf_counter() - began)
        context.close()
    return rate


def forward_pass():
    """Median seconds of EfficientNet-Lite0 for one picture, as the page asks it."""
    from lessons.images.resizing import square
    from lessons.images.samples import SAMPLES
    from lessons.nets.classification import answer
    from lessons.nets.imagenet import classifier

    model, picture, taken = classifier(), square(SAMPLES["chelsea"].load(), 224), []
    for number in range(25):
        shown = np.roll(picture, number, axis=0)
        began = time.perf_counter()
        answer(model, shown)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[5:])


def main():
    """Print the rows of the table, and how busy the machine was."""
    busy = os.getloadavg()[0]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        plain = slider_steps(chromium, ONE_SLIDER, "")
        stroke, slowest = strokes(chromium)
        threshold, rate = thresholds(chromium), camera(chromium)
        chromium.close()
    once = forward_pass()
    print(f"{os.cpu_count()} cores; waiting or running at the start and the end: {busy:.1f}, {os.getloadavg()[0]:.1f}\n")
    print(HEADER)
    reference = "a one-slider page and a forward pass"
    rows = [
        Comparison("Erase and ask: end of a stroke to the new bars", reference, stroke, plain + once, "at most 1.5"),
        Comparison("the same, the slowest of 13", "the time that was asked for", slowest, 0.25, "at most 1"),
        Comparison(
            "YOLOv3-tiny: a step of the threshold to the new boxes", "a one-slider page", threshold, plain, "at most 1.5"
        ),
        Comparison("YOLOv3-tiny: a picture of the camera to its boxes", "four a second", 1 / rate, 0.25, "at most 1"),
    ]
    from tests.benchmarks import engine

    print("\n".join(row.row for row in [*rows, *engine.detection()]))


if __name__ == "__main__":
    main()
