"""The living network in a real browser, against an empty page in the same run.

`python -m tests.benchmarks.living` takes about five minutes; with a number of minutes behind it, it flies that long for the
tab's memory. Asked are: a pointer's move to the painted frame at most 1.5 times the empty page's (p95), the first view in at
most 300 kB, another picture on the screen within 1.2 s (p95, warm), a level of detail within 250 ms, a tab under 250 MB.
"""

import itertools
import random
import statistics
import sys
import time

from playwright.sync_api import sync_playwright

from tests.benchmarks.pages import MOVES, PAINTS, ROUNDS, paints
from tests.benchmarks.serving import serving
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.visiting import change_picture

PICTURES = ("Coffee", "Astronaut", "Rocket", "Flower", "Cat")
LAYERS = ("block1_conv2", "block2_conv1", "block3_conv2", "block3_conv3", "block4_conv1", "block4_conv3", "block5_conv2")
WARMED = 60.0  # seconds that a server is given to make what it makes beside the pages

LIVING = "[...document.querySelectorAll('*')].map(each => each.shadowRoot?.querySelector('.living')).find(Boolean)"


def p95(values):
    """The value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20)[-1]


def open_network(chromium, address, query=""):
    """A tab with the living network, once its first view is there."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 720}, bypass_csp=True)
    tab.goto(f"{address}/vgg16{query}")
    tab.locator(".living[data-view]").wait_for(timeout=120_000)
    tab.wait_for_timeout(1500)
    return tab


def pointer(chromium, address):
    """Milliseconds from a pointer's move to its paint: (an empty page's, at maps, dragging while near, at a layer's maps)."""
    empty = chromium.new_page(viewport={"width": 1280, "height": 720})
    empty.evaluate(PAINTS)
    tab = open_network(chromium, address)
    tab.evaluate(PAINTS)
    box = tab.locator(".living .base").bounding_box()
    x, y = box["x"], box["y"]
    nothing, maps, layer, drag = [], [], [], []
    for _ in range(ROUNDS):
        empty.bring_to_front()
        nothing += paints(empty, [(300 + 10 * move, 300 + move % 7 * 9) for move in range(MOVES)])
        tab.bring_to_front()
        maps += paints(tab, [(x + 130 + 14 * move, y + 60 + move % 9 * 28) for move in range(MOVES)])
        tab.mouse.move(x + 500, y + 200)
        tab.mouse.wheel(0, -400)
        tab.wait_for_timeout(600)
        tab.mouse.down()
        drag += paints(tab, [(x + 500 + 4 * (move % 40), y + 200 + move % 7 * 5) for move in range(MOVES)])
        tab.mouse.up()
        tab.evaluate(f"() => {LIVING}.querySelector('[data-level=layer]').click()")
        tab.wait_for_timeout(1500)
        layer += paints(tab, [(x + 160 + 11 * move, y + 70 + move % 9 * 30) for move in range(MOVES)])
        tab.evaluate(f"() => {LIVING}.querySelector('.zoom [data-level=network]').click()")
        tab.wait_for_timeout(900)
    empty.close()
    tab.close()
    return nothing, maps, drag, layer


def first_view_bytes(chromium, address):
    """Bytes that the network's routes and its widget's modules take until the first view is there, by what they are."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    tab, counted = context.new_page(), {"overview": 0, "modules": 0, "more of the network": 0}

    def count(response):
        if "/network/" in response.url:
            counted["overview" if response.url.endswith("/overview") else "more of the network"] += len(response.body())
        elif "/widgets/" in response.url and "living" in response.url:
            counted["modules"] += len(response.body())

    tab.on("response", count)
    tab.goto(f"{address}/vgg16")
    tab.locator(".living[data-view]").wait_for(timeout=120_000)
    tab.wait_for_timeout(1500)
    context.close()
    return counted


def another_picture(chromium, address):
    """Seconds from choosing another picture to the network with it."""
    tab, taken = open_network(chromium, address), []
    for title in itertools.islice(itertools.cycle(PICTURES), 20):
        change_picture(tab)
        button = tab.get_by_role("dialog").get_by_role("button", name=title, exact=True)
        button.wait_for()
        tab.wait_for_timeout(500)
        before = tab.locator(".living").get_attribute("data-view")
        began = time.perf_counter()
        button.click()
        tab.wait_for_function(f"before => {LIVING}?.dataset.view !== before", arg=before, polling="raf")
        taken.append(time.perf_counter() - began)
        tab.wait_for_timeout(800)
    tab.close()
    return taken[5:]


def details(chromium, address):
    """Milliseconds from the wish for a layer, its links, a map and a cell to its bytes in the browser, the first time each."""
    tab, found = open_network(chromium, address), {"layer": [], "links": [], "map": [], "cell": []}
    view = tab.locator(".living").get_attribute("data-view")
    fetched = """async path => {
      const began = performance.now()
      await (await fetch(new URL(path, document.baseURI))).arrayBuffer()
      return performance.now() - began
    }"""
    for layer in LAYERS:
        for kind, rest in (("layer", ""), ("links", ""), ("map", "/5"), ("cell", "/5/3/4")):
            found[kind].append(tab.evaluate(fetched, f"./network/{view}/{kind}/{layer}{rest}"))
    tab.close()
    return found


def memory(chromium, address, minutes):
    """Megabytes of the tab's JavaScript, and of what its pictures take, after so long of flying at random."""
    tab = open_network(chromium, address)
    devtools = tab.context.new_cdp_session(tab)
    chance, box = random.Random(0), tab.locator(".living .base").bounding_box()
    until, flights = time.monotonic() + 60 * minutes, 0
    while time.monotonic() < until:
        tab.mouse.click(box["x"] + chance.uniform(130, 1020), box["y"] + chance.uniform(50, 440))
        tab.wait_for_timeout(700)
        if chance.random() < 0.4:
            tab.keyboard.press("Escape")
            tab.wait_for_timeout(500)
        flights += 1
    devtools.send("HeapProfiler.collectGarbage")
    heap = devtools.send("Runtime.getHeapUsage")
    resident = resident_megabytes(chromium)
    tab.close()
    return flights, heap["usedSize"] / 1e6, resident


def resident_megabytes(chromium):
    """What the largest process of the browser that draws a tab holds, in its own memory."""
    devtools = chromium.new_browser_cdp_session()
    processes = devtools.send("SystemInfo.getProcessInfo")["processInfo"]
    return max(_own_megabytes(process["id"]) for process in processes if process["type"] == "renderer")


def _own_megabytes(process):
    with open(f"/proc/{process}/smaps_rollup") as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty:", "Private_Clean:"))) / 1000


def main(minutes=10.0):
    """Measure everything and print it."""
    with sync_playwright() as playwright, serving("app.py") as address:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        open_network(chromium, address).close()
        time.sleep(WARMED)
        nothing, *pointed = pointer(chromium, address)
        for what, readings in zip(("maps of the network", "dragged while near", "maps of a layer"), pointed, strict=True):
            ratio = p95(readings) / p95(nothing)
            print(f"pointer to paint, {what}: p95 {p95(readings):.1f} ms, empty page {p95(nothing):.1f}: {ratio:.2f}")
        print("first view, kB:", {what: round(count / 1000) for what, count in first_view_bytes(chromium, address).items()})
        for kind, readings in details(chromium, address).items():
            print(f"{kind}: median {statistics.median(readings):.0f} ms, at most {max(readings):.0f}")
        taken = another_picture(chromium, address)
        print(f"another picture: median {statistics.median(taken):.2f} s, p95 {p95(taken):.2f}")
        flights, heap, resident = memory(chromium, address, minutes)
        print(f"after {flights} flights in {minutes:g} minutes: heap {heap:.0f} MB, the tab's own memory {resident:.0f} MB")
        chromium.close()


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
