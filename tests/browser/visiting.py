"""What a visitor does in every browser test: open a page, go to another, choose a file, draw."""

import io

from PIL import Image
from playwright.sync_api import expect

from lessons.catalog import CATALOG
from lessons.texts import words
from tests.browser.conftest import until

SLOW = 240_000  # milliseconds: TensorFlow starts, networks are trained, and the machine may be busy

# Whether the modules of all widgets have arrived: where Streamlit has yet to fetch its own for an element, a grey bar stands.
# The canvas to draw on is another project's, and brings its own.
LISTENS = """
() => !document.querySelector("[data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")].every(
    host => host.hasAttribute("data-listens") || host.shadowRoot?.querySelector(".canvas-root")
  )
"""


def open_page(tab, address=""):
    """Open a page of the app by its address, such as "pooling?pooling_size=3", and wait until it is whole."""
    tab.goto(f"/{address}")
    tab.get_by_text("Pixels to Predictions · networks run on").wait_for(state="attached", timeout=SLOW)
    until(tab, LISTENS)


def is_whole(tab):
    """Wait until the page is whole: its footer is there, and its script has ended."""
    expect(tab.get_by_text("networks run on:")).to_be_attached(timeout=SLOW)
    expect(tab.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_attached(timeout=SLOW)
    until(tab, LISTENS)


def go_to(tab, title):
    """Go to another page by the menu, in the same session."""
    menu_of(tab, title).click()
    expect(tab.get_by_role("heading", name=heading_of(title), exact=True, level=1)).to_be_visible(timeout=SLOW)


def menu_of(tab, title):
    """The menu's link to a lesson, once the menu is open."""
    tab.locator(".st-key-frame_bar").get_by_test_id("stPopoverButton").first.click()
    return tab.locator(".st-key-frame_lessons").get_by_role("link", name=title, exact=True)


def heading_of(title):
    """What stands over the page of a lesson."""
    return words(next(lesson.slug for lesson in CATALOG if lesson.title == title), "question")


def expect_picture(tab, columns, rows):
    """The first page shows the current picture with its size."""
    expect(tab.get_by_text(f"{columns} × {rows} pixels")).to_be_visible()


def forget_everything(tab):
    """Press the button in the menu, and say it again."""
    tab.locator(".st-key-frame_bar").get_by_test_id("stPopoverButton").first.click()
    tab.get_by_role("button", name="Forget everything here").click()
    with tab.expect_event("framenavigated"):  # the visit begins anew
        tab.get_by_role("dialog").get_by_role("button", name="Forget everything", exact=True).click()


def open_section(tab, name):
    """Open a section below a lesson's stage, or a part of one."""
    tab.get_by_role("tab", name=name, exact=True).click(timeout=SLOW)


def change_picture(tab):
    """Open the dialog in which another picture is chosen."""
    tab.locator(".st-key-frame_change button").first.click()


def expect_named(tab, name):
    """Wait until the bar names the current picture so."""
    expect(tab.locator(".st-key-frame_change button").first).to_contain_text(name, timeout=SLOW)


def open_questions(tab):
    """Open the questions of a lesson with sections. Returns the answers to the one that is shown."""
    section = tab.get_by_role("tab", name="Check yourself")
    section.click()
    expect(section).to_have_attribute("aria-selected", "true")
    answers = tab.get_by_test_id("stRadio").get_by_role("radiogroup")
    expect(answers).to_be_visible()
    return answers


def photo(image, name="my photo.png"):
    """A picture as a file to upload."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": file.getvalue()}


def draw(tab, places, steps=1):
    """Draw a line on the paper, through these places of it."""
    canvas = tab.locator("canvas.upper-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    tab.mouse.move(box["x"] + places[0][0], box["y"] + places[0][1])
    tab.mouse.down()
    for x, y in places[1:]:
        tab.mouse.move(box["x"] + x, box["y"] + y, steps=steps)
    tab.mouse.up()
