"""What learners cost the server in memory: each brings a photo of their own, looks at VGG16, and stays; then all leave.

`python -m tests.benchmarks.memory 20` measures 20 sessions; it needs Chromium and some eight minutes.
"""

import sys
import time

from playwright.sync_api import sync_playwright

from tests.benchmarks.load import photo
from tests.benchmarks.serving import resident, started
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.visiting import change_picture

LEFT = 300  # seconds after the last one left
ASKED, ASKED_LEFT = 45, 300  # megabytes: of a session, and of all that remains after LEFT


def visit(chromium, address, seed):
    """A learner who brings a photo, and looks at a layer, a map and a cell of VGG16. Returns the open browser context."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(f"{address}/vgg16")
    view = tab.locator(".living[data-view]")
    view.wait_for(timeout=120_000)
    change_picture(tab)
    dialog = tab.get_by_role("dialog")
    dialog.get_by_text("Upload", exact=True).click()
    before = view.get_attribute("data-view")
    file = {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": photo(seed)}
    dialog.locator("input[type=file]").set_input_files(file)
    tab.wait_for_function(
        """before => [...document.querySelectorAll('*')].some(element => {
             const view = element.shadowRoot?.querySelector('.living')
             return view && view.dataset.view !== before
           })""",
        arg=before,
        timeout=120_000,
    )
    for level in ("Layer", "Map", "Cell"):
        view.get_by_role("button", name=level, exact=True).click()
        tab.wait_for_timeout(1500)
    return context


def measure(sessions):
    """Megabytes that each of some sessions took, and that were still there LEFT seconds after they ended."""
    with sync_playwright() as playwright, started("app.py") as (process, address):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for seed in range(2):  # wakes the networks, and fills what all share
            visit(chromium, address, seed).close()
        time.sleep(5)
        before = resident(process)
        contexts = [visit(chromium, address, 100 + seed) for seed in range(sessions)]
        time.sleep(5)
        each = (resident(process) - before) / sessions
        for context in contexts:
            context.close()
        chromium.close()
        time.sleep(LEFT)
        return each, resident(process) - before


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    session, left = measure(count)
    print(f"{count} sessions: {session:.1f} MB each (asked: {ASKED}), {left:.0f} MB after {LEFT} s (asked: {ASKED_LEFT})")
