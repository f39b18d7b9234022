"""Every page in a browser: its title, whom it asks, the server's policy, what axe-core finds, and what a reload leaves."""

import itertools
from importlib.resources import files

import pytest
from playwright.sync_api import expect

from lessons.catalog import CATALOG
from lessons.texts.steps import steps_of
from tests.browser.conftest import until, watched
from tests.browser.visiting import SLOW, go_to, heading_of, is_whole, open_page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# Width, colours, and the rules that a view is asked for: of all of them only contrast depends on the colours.
VIEWS = [(1280, "light", []), (1280, "dark", ["color-contrast"]), (390, "dark", []), (390, "light", ["color-contrast"])]

# What axe-core finds, once whatever fades in or out has done so: half faded, it has half of its contrast.
FAULTS = """
async rules => {
  const fades = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  await Promise.all(fades.map(fade => fade.finished.catch(() => {})))
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...(rules?.length && { runOnly: rules }) })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => {
    return { id, html: html.slice(0, 160), why: any[0]?.message ?? "" }
  }))
}
"""


# What the first view holds: letters that are too small, and where the first figure and the step to try begin.
FIRST_VIEW = """
() => {
  const FIGURES = "img, canvas, svg, table, [role=img], [role=group][aria-label], .st-key-stage_row"
  const small = [], figures = []
  const look = root => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot)
      const { top, width, height } = element.getBoundingClientRect()
      if (width <= 1 || height <= 1 || element.closest("[data-testid=stHeader], sup, tspan")) continue
      const style = getComputedStyle(element)
      const says = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
      if (says && style.visibility !== "hidden" && parseFloat(style.fontSize) < 12.99)
        small.push(`${element.textContent.trim().slice(0, 40)}: ${style.fontSize}`)
      if (top > 60 && width > 90 && height > 60 && element.matches(FIGURES)) figures.push(top)
    }
  }
  look(document)
  return {
    small: [...new Set(small)],
    height: document.querySelector("[data-testid=stMainBlockContainer]").scrollHeight,
    stepBegins: document.querySelector(".st-key-stage_steps")?.getBoundingClientRect().top,
    stepEnds: document.querySelector(".st-key-stage_steps")?.getBoundingClientRect().bottom,
    figureBegins: Math.min(...figures),
  }
}
"""


# How far what a learner looks at jumps: of the window's area, times the way, as browsers reckon it.
STEADY = 0.02
WATCH_SHIFTS = """
() => {
  window.shifts = []
  new PerformanceObserver(list => {
    for (const { value, sources } of list.getEntries())
      window.shifts.push([value, sources.map(({ node }) => (node?.nodeType === 1 ? node.className : node?.textContent) ?? "")])
  }).observe({ type: "layout-shift" })
}
"""

CONTROLS = """
() => [...document.querySelectorAll('[data-testid=stMain] :is(input, textarea, [role=radio])')]
  .filter(control => control.type !== 'file' && control.checkVisibility())
  .map(control => [control.ariaLabel ?? control.innerText, control.value, control.checked ?? control.ariaChecked].join(' '))
"""


@pytest.fixture(scope="module")
def visit(laptop, server):
    """One visitor who goes through the course, and what the tab did that it must not."""
    laptop.clear_cookies()
    tab = laptop.new_page()
    wrong = watched(tab, server)
    open_page(tab)
    yield tab, wrong
    tab.close()


@pytest.fixture(scope="module")
def lesson(request, visit):
    """A lesson, at whose page the visitor is."""
    tab, _ = visit
    tab.set_viewport_size({"width": 1280, "height": 900})
    go_to(tab, request.param.title)
    return request.param


def of_lessons(*lessons):
    """Visit their pages, each for all tests that want it."""
    return pytest.mark.parametrize("lesson", lessons, ids=lambda lesson: lesson.slug, indirect=True)


@of_lessons(*CATALOG)
def test_a_page_has_its_own_title_asks_nobody_outside_and_can_be_read_by_all(visit, lesson):
    """Read by all: axe-core's rules, the contrast of WCAG AA among them, light and dark, on a laptop and on a phone."""
    tab, wrong = visit
    expect(tab).to_have_title(f"{lesson.title} · Pixels to Predictions")
    is_whole(tab)
    assert wrong == []
    assert tab.locator("link[rel='shortcut icon']").get_attribute("href").startswith("data:image/svg+xml")
    tab.set_viewport_size({"width": 1280, "height": 720})
    if steps_of(lesson.slug):
        until(tab, f"() => ({FIRST_VIEW})().figureBegins < 360")  # the stage is in the first view
    seen = tab.evaluate(FIRST_VIEW)
    assert seen["small"] == []
    assert seen["height"] <= 2200
    if steps_of(lesson.slug):
        assert seen["stepBegins"] < 690, "the step to try is not in the first view"
    assert list(_faults(tab)) == []


def _faults(tab):
    tab.evaluate(AXE)
    tab.mouse.move(0, 0)  # not on a slider, whose ends are shown then
    for width, scheme, rules in VIEWS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)
        is_whole(tab)
        wide = tab.get_by_test_id("stMain").evaluate("element => element.scrollWidth")
        if wide > width:
            yield f"{width} {scheme}: the page is {wide} pixels wide"
        ends = tab.evaluate(FIRST_VIEW).get("stepEnds") if width == 390 else None
        if ends and ends > 840:
            yield f"the step to try ends at {ends:.0f} on a phone, below the way on"
        for fault in tab.evaluate(FAULTS, rules):
            yield f"{width} {scheme}: {fault['id']}: {fault['html']} {fault['why']}"


@of_lessons(*(lesson for lesson in CATALOG if lesson.teaches))
def test_a_control_moves_nothing_else_and_a_reload_leaves_it_where_it_stood(visit, lesson):
    tab, _ = visit
    tab.set_viewport_size({"width": 1280, "height": 900})
    before = settled(tab)
    tab.evaluate(WATCH_SHIFTS)
    main = tab.get_by_test_id("stMain")
    sliders = main.locator("[data-testid=stSlider] input[type=range]:visible")
    numbers = main.locator("[data-testid=stNumberInput] input:visible")
    if sliders.count():
        is_at_end = sliders.last.evaluate("slider => slider.value === slider.max")
        sliders.last.press("ArrowLeft" if is_at_end else "ArrowRight")
    elif numbers.count():
        numbers.last.press("ArrowUp")
        numbers.last.press("Enter")
    else:
        main.get_by_role("radiogroup").first.get_by_role("radio").nth(1).click()
    moved = settled(tab, lambda controls: controls != before)
    shifts = tab.evaluate("() => window.shifts")
    assert sum(shift for shift, _ in shifts) < STEADY, shifts
    tab.reload()
    is_whole(tab)
    assert settled(tab, lambda controls: controls == moved) == moved != before
    expect(tab.get_by_text("Your own settings of this page are kept.")).to_have_count(0)
    expect(tab.get_by_text("asks for something that its controls do not have")).to_have_count(0)


def settled(tab, wanted=bool):
    """The controls of a page once they are as wanted and stay so for a moment, or as they are after a while."""
    last = None
    for _ in range(25):
        is_whole(tab)
        controls = tab.evaluate(CONTROLS)
        if controls and controls == last and wanted(controls):
            break
        last = controls
        tab.wait_for_timeout(150)
    return controls


def test_on_a_phone_the_menu_closes_after_a_choice_and_the_page_begins_at_its_top(phone):
    open_page(phone)
    main = phone.get_by_test_id("stMain")
    convolution = next(entry for entry in CATALOG if entry.slug == "convolution")
    for lesson in (CATALOG[1], convolution):
        main.evaluate("main => main.scrollTo(0, 900)")
        go_to(phone, lesson.title)
        expect(phone.locator(".st-key-frame_lessons")).to_have_count(0)
        is_whole(phone)
        assert main.evaluate("main => main.scrollTop") == 0
    go_to(phone, CATALOG[0].title)
    go_to(phone, convolution.title)
    phone.get_by_role("link", name="Next:").tap()  # along the path of one lesson
    expect(phone.get_by_role("heading", name=heading_of("Pooling"), level=1)).to_be_visible(timeout=SLOW)
    is_whole(phone)
    assert main.evaluate("main => main.scrollTop") == 0


def test_on_a_phone_the_step_to_try_folds_away_and_its_row_alone_moves_sideways(phone):
    open_page(phone, "network")
    is_whole(phone)
    card = phone.locator(".st-key-stage_steps")
    task = card.get_by_text("Click the first upright drawing.")
    card.get_by_role("button", name="The step to try").tap()
    expect(task).not_to_be_visible()
    assert card.bounding_box()["height"] < 60
    card.get_by_role("button", name="The step to try").tap()
    expect(task).to_be_visible()
    assert card.evaluate("card => card.scrollWidth - card.clientWidth") == 0
    row = phone.locator(".st-key-stage_presets")
    assert row.evaluate("row => row.scrollWidth - row.clientWidth") > 0


def test_a_picture_is_chosen_by_a_tap_on_itself(phone):
    open_page(phone, "pixels")
    phone.get_by_role("button", name="Cat", exact=True).tap()
    phone.get_by_role("dialog").get_by_role("img").nth(1).tap(force=True)  # the button lies over it
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(phone.locator(".st-key-frame_change")).not_to_contain_text("Cat")


def test_on_a_phone_nothing_in_the_bar_lies_over_anything_else(phone):
    """Also where the lesson's title is a long one."""
    open_page(phone, max((entry for entry in CATALOG if entry.teaches), key=lambda entry: len(entry.title)).slug)
    bar = phone.locator(".st-key-frame_bar").get_by_test_id("stPopoverButton")
    menu = phone.get_by_test_id("stMainMenu")
    expect(menu).to_be_visible()
    boxes = [button.bounding_box() for button in (*bar.all(), menu)]
    assert len(boxes) == 3
    for one, other in itertools.pairwise(boxes):
        assert one["x"] + one["width"] <= other["x"]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_menu_of_the_window_opens_under_the_pointer(page, width):
    """The bar and the window's header lie over each other."""
    page.set_viewport_size({"width": width, "height": 844})
    open_page(page, "pooling")
    menu = page.get_by_role("button", name="Main menu").bounding_box()
    page.mouse.click(menu["x"] + menu["width"] / 2, menu["y"] + menu["height"] / 2)
    expect(page.get_by_text("Print")).to_be_visible()


def test_a_projector_sees_the_page_without_its_bar_and_larger_on_every_page_until_it_is_left(page):
    open_page(page, "pooling?present=1")
    bar, heading = page.locator(".st-key-frame_bar"), page.get_by_role("heading", level=1)
    expect(heading).to_have_css("font-size", "40px")
    expect(bar).to_have_count(0)
    open_page(page, "dense?present=1")
    is_whole(page)
    rings = page.get_by_role("radiogroup", name="To try").get_by_role("radio")
    rings.nth(0).click()  # whatever was done before
    expect(rings.nth(0)).to_be_checked()
    page.keyboard.press("PageDown")
    expect(rings.nth(1)).to_be_checked()
    page.keyboard.press("PageUp")
    expect(rings.nth(0)).to_be_checked()
    page.get_by_role("button", name="Leave").click()
    expect(heading).to_have_css("font-size", "31px")
    expect(bar).to_be_visible()
    assert "present" not in page.url
    page.get_by_role("button", name="Present").click()
    expect(bar).to_have_count(0)
    until(page, "() => location.search.includes('present=1')")


def test_an_address_that_asks_for_what_is_not_there_says_so_and_going_back_harms_nothing(page):
    open_page(page)
    open_page(page, "segmentation?segmentation_scene=1e309&segmentation_most=3")
    is_whole(page)
    expect(page.get_by_text("asks for something that its controls do not have: segmentation_scene.")).to_be_visible()
    page.go_back()
    is_whole(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_link_beside_an_open_menu_leads_to_the_whole_page(page):
    """The menu closes then, too; were the server told of that, it would have thrown the new page away."""
    open_page(page)
    page.locator(".st-key-frame_bar").get_by_test_id("stPopoverButton").first.click()
    page.locator(".st-key-frame_lessons").wait_for()
    page.get_by_test_id("stMain").get_by_role("link", name="Learn a kernel").first.click()
    expect(page.get_by_role("tab", name="What you saw")).to_be_visible(timeout=SLOW)
    is_whole(page)
    expect(page.get_by_role("tab", name="What you saw")).to_be_visible()
