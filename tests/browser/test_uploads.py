"""Uploads in a real browser: a large ZIP of one's own pictures arrives."""

import io
import zipfile

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import until
from tests.browser.visiting import SLOW, open_page


def write_large_zip(path):
    """A ZIP of some 25 MB: coarse blobs, unlike one another, with noise that does not shrink."""
    rng = np.random.default_rng(0)
    with zipfile.ZipFile(path, "w") as archive:
        for label in ("brick", "coins"):
            for index in range(10):
                blobs = rng.integers(0, 200, (8, 8, 3), dtype=np.uint8).repeat(80, axis=0).repeat(80, axis=1)
                picture = blobs + rng.integers(0, 56, blobs.shape, dtype=np.uint8)
                data = io.BytesIO()
                Image.fromarray(picture).save(data, "BMP")
                archive.writestr(f"{label}/{index}.bmp", data.getvalue())


def test_a_zip_of_more_than_twenty_megabytes_is_taken(page, tmp_path):
    file = tmp_path / "mine.zip"
    write_large_zip(file)
    assert file.stat().st_size > 21_000_000
    open_page(page, "collect")
    page.get_by_role("radio", name="ZIP").click(timeout=SLOW)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    expect(page.get_by_text("16 pictures are for training. 4 more")).to_be_visible(timeout=SLOW)


def test_the_tools_of_the_paper_cover_nothing(page):
    open_page(page)
    page.get_by_role("button", name="Draw", exact=True).click()
    canvas = page.locator("canvas.upper-canvas")
    canvas.hover(timeout=SLOW)
    tools = page.locator(".dc-toolbar-card")
    expect(tools).to_have_css("opacity", "1")
    paper = page.locator(".dc-root").element_handle()
    until(page, "paper => paper.getAnimations({ subtree: true }).length === 0", paper)
    above = [
        page.get_by_role("slider", name="Pen"),
        page.get_by_text("Colour", exact=True),
        page.get_by_test_id("stColorPickerBlock"),
    ]
    lowest = max(box["y"] + box["height"] for box in (element.bounding_box() for element in above))
    assert lowest <= tools.bounding_box()["y"]
    assert tools.bounding_box()["y"] < canvas.bounding_box()["y"]
    expect(page.get_by_text("The bin clears it")).to_be_visible()
