"""What a visitor sees first, and how evenly a sweep moves, each against plain Streamlit or an empty page in the same run.

`python -m tests.benchmarks.first_views` takes about six minutes. Asked are: the largest paint of a page at most 1.5 times that
of a plain Streamlit page with a picture, and a frame of a sweep at most 1.5 times one of an empty page (p95).
"""

import statistics

from playwright.sync_api import sync_playwright

from lessons.catalog import CATALOG, lesson
from tests.benchmarks.serving import serving
from tests.benchmarks.timing import HEADER, Comparison
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.visiting import open_page

WITH_PICTURE = """
import numpy as np
import streamlit as st
st.title("What does a network see in a picture?")
st.image(np.random.default_rng(0).integers(0, 255, (300, 451, 3), np.uint8))
st.slider("Stride", 1, 8)
st.write("A few words below the picture, as a page has them. " * 5)
"""
ROUNDS = 3
SETTLING = 1500  # milliseconds after which nothing large is painted any more
SWEEPS = ("convolution", "pooling", "filters")
SWEPT = 3000  # milliseconds

LARGEST = """
new PerformanceObserver(list => { window.largest = list.getEntries().at(-1).startTime })
  .observe({ type: "largest-contentful-paint", buffered: true })
"""

FRAMES = """
milliseconds => new Promise(resolve => {
  const frames = [], began = performance.now()
  let last = began
  const next = now => {
    frames.push(now - last)
    last = now
    now - began < milliseconds ? requestAnimationFrame(next) : resolve(frames.slice(2))
  }
  requestAnimationFrame(next)
})
"""


def largest_paint(tab, url, ready):
    """Seconds from asking for a page to its largest paint."""
    tab.goto(url)
    ready(tab)
    tab.wait_for_timeout(SETTLING)
    return tab.evaluate("() => window.largest") / 1000


def largest_paints(chromium):
    """A row for each page, in a browser that has the app's files: a plain page and all pages in turn, in each round."""
    with serving("app.py") as ours, serving(WITH_PICTURE) as theirs:
        tab, plain = (_new_tab(chromium) for _ in range(2))
        seconds = {entry.slug: [] for entry in CATALOG}
        reference = []
        for round_ in range(ROUNDS + 1):  # the first one wakes the networks and fills the browser's cache
            for entry in CATALOG:
                path = "" if entry is CATALOG[0] else entry.slug
                taken = largest_paint(tab, f"{ours}/{path}", _is_ours)
                if round_:
                    seconds[entry.slug].append(taken)
            for _ in range(ROUNDS):
                taken = largest_paint(plain, theirs, _is_plain)
                if round_:
                    reference.append(taken)
    plain_seconds = statistics.median(reference)
    return [
        Comparison(
            f"largest paint of {lesson(slug).title}",
            "plain, with a picture",
            statistics.median(taken),
            plain_seconds,
            "at most 1.5",
        )
        for slug, taken in sorted(seconds.items(), key=lambda each: -statistics.median(each[1]))
    ]


def sweeps(chromium):
    """A row for each page whose map is swept: the 95th of a hundred frames."""
    rows = []
    empty = chromium.new_page(viewport={"width": 1280, "height": 720})
    with serving("app.py") as address:
        for slug in SWEEPS:
            tab = chromium.new_page(viewport={"width": 1280, "height": 720}, base_url=address)
            open_page(tab, slug)
            play = tab.get_by_role("button", name="Play").first
            if play.count():
                play.click()
            moving, still = [], []
            for _ in range(3):
                tab.bring_to_front()
                moving += tab.evaluate(FRAMES, SWEPT)
                empty.bring_to_front()
                still += empty.evaluate(FRAMES, SWEPT)
            what = f"a sweep's frame on {lesson(slug).title}, p95"
            ours, theirs = (statistics.quantiles(frames, n=20)[-1] / 1000 for frames in (moving, still))
            rows.append(Comparison(what, "an empty page's", ours, theirs, "at most 1.5"))
            tab.close()
    return rows


def _new_tab(chromium):
    tab = chromium.new_context(viewport={"width": 1280, "height": 720}).new_page()
    tab.add_init_script(LARGEST)
    return tab


def _is_ours(tab):
    tab.get_by_text("networks run on:").wait_for(state="attached", timeout=120_000)


def _is_plain(tab):
    tab.get_by_text("A few words below").wait_for()


def main():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = [*sweeps(chromium), *largest_paints(chromium)]
        chromium.close()
    print(HEADER)
    print("\n".join(row.row for row in rows))


if __name__ == "__main__":
    main()
