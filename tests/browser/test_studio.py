"""From the camera to a model that works elsewhere: as somebody does it who has never trained one."""

import json
import re
import zipfile

import keras
import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.data.datasets import DATASETS
from lessons.images.resizing import square
from tests.browser.conftest import CHROMIUM, FLAGS, visiting
from tests.browser.visiting import SLOW, go_to, open_page, open_section, photo

FROZEN = "fine_tune_arms=Pretrained%2C+frozen"  # one way alone


def video(path):
    """Forty different pictures of bricks, as uncompressed video: what the browser takes for its camera."""
    pictures = [square(image, 128) for image in DATASETS["textures"].train.images[:40]]
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W128 H128 F4:1 Ip A1:1 C420jpeg\n")
        for picture in pictures:
            luminance = picture.mean(axis=2).astype(np.uint8)
            file.write(b"FRAME\n" + luminance.tobytes() + np.full(2 * 64 * 64, 128, np.uint8).tobytes())
    return path


@pytest.fixture
def visitor(browser, server, tmp_path):
    """A visitor whose camera shows the video."""
    flags = [*FLAGS, f"--use-file-for-fake-video-capture={video(tmp_path / 'camera.y4m')}"]
    other = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    context = other.new_context(base_url=server, viewport={"width": 1280, "height": 900}, permissions=["camera"])
    with visiting(context, server) as page:
        yield page
    other.close()


def record(page):
    """Hold the button until some frames are there, and let go."""
    button = page.locator(".act")
    expect(button).to_be_enabled(timeout=SLOW)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    expect(page.get_by_text(re.compile(r"^([89]|\d\d) / 40"))).to_be_visible(timeout=SLOW)
    page.mouse.up()


def test_from_the_camera_to_a_model_that_works_elsewhere(visitor, tmp_path):
    page = visitor
    open_page(page, "collect")
    page.get_by_role("button", name="Take pictures").click()
    page.get_by_role("textbox", name="Name of the class").fill("thing")
    page.get_by_role("textbox", name="Name of the class").press("Enter")
    page.get_by_role("button", name="Start camera").click(timeout=SLOW)
    record(page)
    expect(page.get_by_text(re.compile(r"^thing: \d+$")).first).to_be_visible(timeout=SLOW)
    first = page.get_by_text(re.compile(r"^thing: \d+$")).first.inner_text()
    record(page)
    expect(page.get_by_text(first, exact=True)).to_be_hidden(timeout=SLOW)
    page.get_by_role("radio", name="Files").click()
    page.get_by_role("radio", name="a new class").or_(page.get_by_role("button", name="a new class")).click()
    page.get_by_role("textbox", name="Name of the class").fill("face")
    page.get_by_role("textbox", name="Name of the class").press("Enter")
    faces = DATASETS["faces"].train.images[:12]
    dropzone = page.get_by_test_id("stFileUploaderDropzoneInput")
    expect(dropzone).to_be_enabled(timeout=SLOW)
    dropzone.set_input_files([photo(image, f"{number}.png") for number, image in enumerate(faces)])
    expect(page.get_by_text("face: 12")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Train a network on them").click()
    open_section(page, "The pictures")
    expect(page.get_by_text("pictures of your own, in 2 classes.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("link", name="Judge it on its test").click(timeout=SLOW)
    page.get_by_role("button", name="Open the test set").click(timeout=SLOW)
    expect(page.get_by_text("Test accuracy")).to_be_visible(timeout=SLOW)
    assert float(page.get_by_test_id("stMetricValue").first.inner_text().strip("%")) >= 70

    go_to(page, "Take it home")
    expect(page.locator(".journey .says").first).to_have_text(re.compile(r"\d%"), timeout=SLOW)
    page.get_by_role("button", name="Pack it into one file").click()
    with page.expect_download(timeout=SLOW) as download:
        page.get_by_role("button", name="Download my_network.zip").click(timeout=SLOW)
    with zipfile.ZipFile(download.value.path()) as archive:  # that its script agrees: tests/takehome/test_export.py
        assert archive.testzip() is None
        assert {"check.py", "golden.json", "model.keras", "retrain.ipynb"} <= set(archive.namelist())
        assert sorted(json.loads(archive.read("labels.json"))) == ["face", "thing"]
        (tmp_path / "model.keras").write_bytes(archive.read("model.keras"))
    assert keras.saving.load_model(tmp_path / "model.keras").output_shape == (None, 2)


def test_pictures_are_chosen_removed_and_brought_back(own_page, pictures_held):
    page = own_page
    open_page(page, "collect")
    page.get_by_role("radio", name="Files").click()
    page.get_by_role("textbox", name="Name of the class").fill("face")
    page.get_by_role("textbox", name="Name of the class").press("Enter")
    dropzone = page.get_by_test_id("stFileUploaderDropzoneInput")
    expect(dropzone).to_be_enabled(timeout=SLOW)
    files = [photo(image, f"{number}.png") for number, image in enumerate(DATASETS["faces"].train.images[:6])]
    dropzone.set_input_files(files)
    expect(page.get_by_text("face: 6")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    open_section(page, "Look through")
    page.get_by_role("button", name="Picture 2", exact=True).click()
    page.get_by_role("button", name="Picture 5", exact=True).press("Space")
    expect(page.get_by_text("2 chosen")).to_be_visible()
    expect(page.get_by_role("button", name="Remove 2")).to_be_enabled()
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_attached()
    page.get_by_role("button", name="Remove 2").click()
    expect(page.get_by_text("face: 4")).to_be_visible()
    expect(page.get_by_text("None chosen")).to_be_visible()
    pictures_held(2)  # on the table, and to choose from
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("face: 6")).to_be_visible()
    pictures_held(2)
    go_to(page, "Convolution")
    pictures_held(0)


def test_pointing_at_a_dot_shows_the_picture_its_class_and_the_answer(page):
    """By mouse and by keys; and nothing of the controls moves when a training begins."""
    open_page(page, f"fine_tune?fine_tune_set=faces&fine_tune_epochs=2&fine_tune_size=64&{FROZEN}")
    train = page.get_by_role("button", name="Train", exact=True)
    before = train.bounding_box()
    train.click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible(timeout=SLOW)
    assert train.bounding_box() == before
    wall = page.get_by_role("slider", name=re.compile(r"^24 pictures, \d+ right"))
    expect(wall).to_be_visible(timeout=SLOW)
    assert train.bounding_box() == before
    dots, preview = page.locator(".dot"), page.locator(".preview")
    expect(dots).to_have_count(24)
    dots.nth(3).hover()
    expect(preview).to_be_visible()
    expect(preview).to_contain_text(re.compile(r"^face *called (face|no face), "))
    assert "jpeg" in preview.locator(".picture").evaluate("element => element.style.backgroundImage")
    page.mouse.move(0, 0)
    expect(preview).to_be_hidden()
    wall.focus()
    page.keyboard.press("End")
    expect(wall).to_have_attribute("aria-valuenow", "24")
    expect(wall).to_have_attribute("aria-valuetext", re.compile(r"^no face, called (face|no face), \d+%|> 99%$"))
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()


def test_what_went_wrong_in_the_test_is_in_the_first_view_of_judge_it(page):
    """A network that has hardly learned anything: its mistakes are shown, and each dot tells of its picture."""
    open_page(page, f"fine_tune?fine_tune_set=textures&fine_tune_epochs=1&fine_tune_size=64&fine_tune_amount=5&{FROZEN}")
    page.get_by_role("button", name="Train", exact=True).click()
    page.get_by_role("link", name="Judge it on its test").click(timeout=SLOW)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Open the test set").click(timeout=SLOW)
    first = page.locator(".st-key-wrong_pictures img").first
    expect(first).to_be_visible(timeout=SLOW)
    expect(first).to_be_in_viewport(ratio=1)
    assert re.match(r"A picture of \w+ that was called \w+", first.get_attribute("alt"))
    page.locator(".dot:not(.right)").first.hover()
    expect(page.locator(".preview .said.wrong")).to_have_text(re.compile(r"^called \w+, "))
    assert "jpeg" in page.locator(".preview .picture").evaluate("element => element.style.backgroundImage")
    page.set_viewport_size({"width": 1280, "height": 900})
