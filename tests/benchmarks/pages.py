"""Pages in a real browser, against a one-line and a one-slider Streamlit page in the same run."""

import statistics
import time

from playwright.sync_api import sync_playwright

from lessons.catalog import lesson
from tests.benchmarks.serving import ONE_LINE, ONE_SLIDER, serving
from tests.benchmarks.timing import Comparison
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.visiting import change_picture, menu_of

ROUNDS = 7
STEPS = 24
SLIDERS = {"learn_kernel": "Step"}  # page -> its slider that is moved, where that is not the first one

# Waits for a key, and then for what the page shows to change. Milliseconds from the key to another size over the inspector's
# map or another number in its legend; to another figure in the stack, in a chart or beside a bar; or to the one-slider page's
# loaded picture.
WATCH = """
() => {
  const roots = [...document.querySelectorAll('*')].map(element => element.shadowRoot).filter(Boolean)
  const inside = name => roots.map(root => root.querySelector(name)).find(Boolean)
  const told = inside('.stage-out')?.closest('figure') ?? inside('.stack') ?? document.querySelector('.js-plotly-plot')
    ?? document.querySelector('[data-testid="stHtml"]:has(.bars)')
  const picture = () => [...document.querySelectorAll('[data-testid="stImage"] img')].at(-1)
  const state = () => told ? told.textContent : (picture().complete && picture().naturalWidth ? picture().src : before)
  const before = told ? told.textContent : picture().src
  window.step = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('nothing changed within ten seconds')), 10000)
    window.addEventListener('keydown', event => {
      const look = () => (state() !== before ? resolve(performance.now() - event.timeStamp) : requestAnimationFrame(look))
      look()
    }, { once: true, capture: true })
  })
}
"""

# Notes, for every pointer move, the milliseconds from the event to the paint that follows it.
PAINTS = """
() => {
  window.addEventListener('pointermove', event => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp)
      channel.port2.postMessage(null)
    })
  }, { capture: true })
}
"""
MOVES = 60
ROUNDS = 3


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
        tab = chromium.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        tab.goto(address)
        tab.wait_for_timeout(1500)
        tab.goto(f"{address}/{path}")
        taken = _steps(tab, path, 9000 if path == "build" else 4000)  # TensorFlow has to be awake
        tab.close()
    return taken


def _steps(tab, path, settling):
    """Median seconds of a slider step on a page that is open, after some milliseconds in which it settles."""
    slider = tab.get_by_role("slider", name=SLIDERS[path]) if path in SLIDERS else tab.get_by_role("slider").first
    slider.wait_for()
    tab.wait_for_timeout(settling)
    taken = []
    for step in range(STEPS):
        tab.evaluate(WATCH)
        slider.press("ArrowLeft" if step % 2 else "ArrowRight")
        taken.append(tab.evaluate("() => window.step") / 1000)
        tab.wait_for_timeout(150)
    return statistics.median(taken[4:])


def steps_while_training(chromium):
    """Median seconds of a slider step on Convolution before a training, and while one fine-tunes in the same process."""
    with serving("app.py") as address:
        trainer, tab = (chromium.new_page(viewport={"width": 1280, "height": 900}) for _ in range(2))
        trainer.goto(address)
        trainer.wait_for_timeout(1500)
        trainer.goto(f"{address}/fine_tune?fine_tune_epochs=1&fine_tune_fine_epochs=40")
        trainer.get_by_role("button", name="Pretrained, last layers").click(timeout=90_000)
        trainer.get_by_role("slider", name="More epochs").wait_for()
        tab.goto(f"{address}/convolution")
        idle = _steps(tab, "convolution", 4000)
        trainer.get_by_role("button", name="Train", exact=True).click()
        trainer.get_by_text("Fine-tuning the last layers too").wait_for(timeout=180_000)
        busy = _steps(tab, "convolution", 500)
        assert trainer.get_by_text("Fine-tuning the last layers too").is_visible(), "the training ended too early"
        trainer.close()
        tab.close()
    return idle, busy


def paints(tab, places):
    """Milliseconds from a pointer move to its paint, for a row of places on the page."""
    tab.evaluate("() => { window.paints = [] }")
    for x, y in places:
        tab.mouse.move(x, y)
        tab.wait_for_timeout(40)
    readings = tab.evaluate("() => window.paints")
    assert len(readings) >= MOVES // 2
    return readings


def inspector_paints(chromium):
    """Pointing at cells and editing the kernel of a 224 × 224 picture, against an empty page."""
    empty = chromium.new_page(viewport={"width": 1280, "height": 900})
    empty.evaluate(PAINTS)
    circle = [(600 + 3 * move, 400 + move % 7 * 5) for move in range(MOVES)]
    nothing, pointing, editing = [], [], []
    with serving("app.py") as address:
        tab = chromium.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        tab.goto(address)
        tab.get_by_role("button", name="Astronaut").click()
        tab.get_by_text("512 × 512 pixels").wait_for()
        menu_of(tab, "Convolution").click()
        stage, cell = tab.locator(".stage-out"), tab.get_by_role("textbox", name="row 2, column 3")
        stage.wait_for()
        tab.wait_for_timeout(2000)
        tab.evaluate(PAINTS)
        for _ in range(ROUNDS):
            empty.bring_to_front()
            nothing += paints(empty, circle)
            tab.bring_to_front()
            stage.evaluate("stage => stage.scrollIntoView({ block: 'center' })")
            box = stage.bounding_box()
            pointing += paints(tab, [(box["x"] + 20 + 3 * move, box["y"] + 30 + move % 7 * 5) for move in range(MOVES)])
            box = cell.bounding_box()
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            tab.mouse.move(x, y)
            tab.mouse.down()
            editing += paints(tab, [(x, y - 10 - 9 * (move % 12)) for move in range(MOVES)])
            tab.mouse.up()
            tab.wait_for_timeout(1000)
        tab.close()
    nothing, pointing, editing = (statistics.quantiles(readings, n=20)[-1] / 1000 for readings in (nothing, pointing, editing))
    reference = "the same on an empty page"
    return [
        Comparison("inspector: pointer move to paint, p95", reference, pointing, nothing, "at most 1.5"),
        Comparison("inspector: kernel edit to repaint of 224 × 224, p95", reference, editing, nothing, "at most 2.5"),
    ]


def overviews(chromium):
    """Seconds from choosing another picture to the whole of VGG16 with it, and from coming back to the page with the same."""
    changed, again = [], []
    with serving("app.py") as address:
        tab = chromium.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        tab.goto(address)
        menu_of(tab, "Inside VGG16").click()
        view = tab.locator(".living[data-view]")
        view.wait_for(timeout=90_000)
        tab.wait_for_timeout(5000)
        for title in ("Coffee", "Astronaut", "Rocket", "Flower", "Coffee", "Astronaut", "Rocket", "Cat"):
            change_picture(tab)
            button = tab.get_by_role("dialog").get_by_role("button", name=title, exact=True)
            button.wait_for()
            tab.wait_for_timeout(700)
            before = view.get_attribute("data-view")
            began = time.perf_counter()
            button.click()
            tab.wait_for_function(
                """before => [...document.querySelectorAll('*')].some(element => {
                     const view = element.shadowRoot?.querySelector('.living')
                     return view && view.dataset.view !== before
                   })""",
                arg=before,
                polling="raf",
            )
            changed.append(time.perf_counter() - began)
            tab.wait_for_timeout(1200)
        for _ in range(5):
            menu_of(tab, "Pooling").click()
            tab.locator(".stage-out").wait_for()
            tab.wait_for_timeout(800)
            began = time.perf_counter()
            menu_of(tab, "Inside VGG16").click()
            tab.locator(".living[data-view]").wait_for()
            again.append(time.perf_counter() - began)
            tab.wait_for_timeout(800)
        tab.close()
    return statistics.median(changed[2:]), statistics.median(again)


FORWARD = 0.1  # seconds of a forward pass of VGG16 on this machine: the table's row on all 18 maps

STEPPED = ("convolution", "filters", "learn_kernel", "activation", "pooling", "dense", "build")


def page_comparisons():
    """All rows that need a browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = inspector_paints(chromium)
        trivial = slider_steps(chromium, ONE_SLIDER, "")
        for slug in STEPPED:
            ours = slider_steps(chromium, "app.py", slug)
            what = f"a slider step on {lesson(slug).title} to the new picture"
            rows.append(Comparison(what, "a one-slider page", ours, trivial, "at most 1.5"))
        changed, again = overviews(chromium)
        reference = "a one-slider page and a forward pass"
        rows += [
            Comparison("another picture to the whole of VGG16", reference, changed, trivial + FORWARD, "at most 2.5"),
            Comparison("back to VGG16 with the same picture", reference, again, trivial + FORWARD, "no forward pass"),
        ]
        idle, busy = steps_while_training(chromium)
        what = "a slider step on Convolution while a network is fine-tuned"
        rows.append(Comparison(what, "the same while nothing trains", busy, idle, "at most 2.5"))
        rows = [*loads(chromium), *rows]
        chromium.close()
    return rows
