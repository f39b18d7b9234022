"""What a visitor does in every browser test: open a page, go to another, choose a file, draw."""

import io

from PIL import Image

SLOW = 120_000  # milliseconds: TensorFlow starts, networks are trained, and the machine may be busy


def open_page(tab, address=""):
    """Open a page of the app by its address, such as "pooling?pooling_size=3", and wait until it is whole."""
    tab.goto(f"/{address}")
    tab.get_by_text("Pixels to Predictions · networks run on").wait_for(state="attached", timeout=SLOW)


def go_to(tab, title):
    """Go to another page by the menu, in the same session."""
    tab.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    tab.get_by_role("heading", name=title, exact=True).wait_for()


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
