"""The whole course as a visitor takes it, in a real browser."""

import re

import numpy as np
from playwright.sync_api import expect

from lessons.core.convolution import convolve2d
from lessons.core.kernels import KERNELS
from lessons.core.scaling import luma
from lessons.images.resizing import fit_within
from lessons.images.samples import SAMPLES
from tests.browser.conftest import until
from tests.browser.visiting import SLOW, change_picture, draw, expect_named, expect_picture, go_to, open_page, photo


def grey(image, side=224):
    """The picture as the page Convolution shows it."""
    return np.rint(luma(fit_within(image, side)))


def upload(page, file):
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)


def test_from_a_photo_to_a_model_of_ones_own(page):
    # The photo: a part of a sample, so that it is a picture of its own and the classifier's answer is known.
    image = np.ascontiguousarray(SAMPLES["coffee"].load()[:, 60:540])
    open_page(page)
    upload(page, photo(image))
    expect_picture(page, 480, 400)

    go_to(page, "Convolution")
    output = convolve2d(grey(image, 60), KERNELS["sobel_x"])
    expect_named(page, "my photo.png")
    expect(page.get_by_text(f"Feature map {output.shape[0]} rows × {output.shape[1]} columns")).to_be_visible()
    expect(page.get_by_text(f"numbers from {output.min():.4g} to {output.max():.4g}")).to_be_visible()

    go_to(page, "Inside VGG16")
    expect(page.get_by_text("espresso").first).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("EfficientNet-Lite0 answered")).to_be_visible()
    living, stage = page.locator(".living[data-view]"), page.locator(".living .stage")
    expect(living.get_by_role("region", name="The answer")).to_contain_text("espresso")
    living.get_by_role("button", name="Layer", exact=True).click()
    expect(living).to_have_attribute("data-level", "layer", timeout=SLOW)
    stage.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(living).to_have_attribute("data-level", "map")
    page.wait_for_url("**vgg16_map=**")

    go_to(page, "Home")
    flow = page.get_by_role("group", name="EfficientNet-Lite0, calls it espresso")
    expect(flow).to_be_visible(timeout=SLOW)
    maps = flow.get_by_role("link", name="look inside")
    expect(maps).to_have_count(30)  # six of each of five blocks
    expect(maps.first).to_have_attribute("href", re.compile(r"vgg16_layer=block1_pool&vgg16_map=\d+$"))

    go_to(page, "Fine-tune")
    page.get_by_role("radio", name="faces").click()
    page.get_by_role("tab", name="The pictures").click()
    expect(page.get_by_text("120 to learn from, 80 kept apart")).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("link", name="Judge it on its test").click(timeout=SLOW)
    page.get_by_role("button", name="Open the test set").click(timeout=SLOW)
    expect(page.get_by_text("Test accuracy")).to_be_visible(timeout=SLOW)
    accuracy = float(page.get_by_test_id("stMetricValue").first.inner_text().strip("%"))
    assert accuracy >= 90
    page.get_by_role("tab", name="Saying no").click()
    expect(page.get_by_role("heading", name="Show it something that it has never seen")).to_be_visible()
    expect(page.get_by_text("It knows face, no face")).to_be_visible()
    expect(page.get_by_text("networks run on: CPU").or_(page.get_by_text("networks run on: GPU"))).to_be_visible()


def test_a_drawing_becomes_the_picture(page):
    open_page(page)
    page.get_by_role("button", name="Draw", exact=True).click()
    use = page.get_by_role("button", name="Use this drawing")
    expect(use).to_be_disabled()
    draw(page, [(160, 40), (160, 280)], steps=8)
    expect(use).to_be_enabled()
    use.click()
    expect_picture(page, 320, 320)
    go_to(page, "Convolution")
    expect_named(page, "Your drawing")
    # A dark vertical line on white: its left side gets darker, its right side brighter, and Sobel's sum is 4 * 255 at most.
    expect(page.get_by_text("numbers from -")).to_be_visible()


def test_the_camera_takes_a_picture(page):
    open_page(page)
    page.get_by_role("button", name="Camera", exact=True).click()
    until(page, "() => document.querySelector('video')?.videoWidth > 0")
    page.get_by_role("button", name="Take photo").click()
    expect(page.get_by_text("451 × 300 pixels")).to_be_hidden()
    go_to(page, "Convolution")
    expect_named(page, "Your photo")


def test_the_picture_can_be_changed_on_any_page(page):
    open_page(page, "convolution")
    change_picture(page)
    page.get_by_role("dialog").get_by_role("button", name="Rocket").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect_named(page, "Rocket")


def test_a_link_reproduces_the_screen(page):
    open_page(page, "convolution")
    page.get_by_role("radiogroup", name="Stride").get_by_role("radio", name="2").click()
    expect(page.get_by_text("Feature map 19 rows × 29 columns")).to_be_visible()
    page.wait_for_url("**convolution_stride=2**")
    other = page.context.browser.new_page()
    other.goto(page.url)
    expect(other.get_by_text("Feature map 19 rows × 29 columns")).to_be_visible()
    other.close()


def test_a_wrong_upload_gets_a_sentence(page):
    open_page(page)
    upload(page, {"name": "broken.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"?" * 40})
    expect(page.get_by_text("Your previous picture stays.")).to_be_visible()
    expect_picture(page, 451, 300)
