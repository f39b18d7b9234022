"""Memory of the real server: what visitors brought is gone when they are, and what it took is given back to the system."""

import io
import time

import numpy as np
import pytest
from PIL import Image

from tests.benchmarks.memory import resident
from tests.browser.conftest import running
from tests.pages.visitor import Visitor, answer

pytestmark = pytest.mark.slow

VISITORS, FILE = 6, 18  # megabytes
LEFT = 40  # megabytes that may be left of the 108 that they bring
APP = "tests/pages/quickly_forgetting_app.py"


def photo(seed):
    """A picture file that nobody else has."""
    noise = np.random.default_rng(seed).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).resize((3000, 2000), Image.Resampling.BICUBIC).save(file, "BMP")
    return file.getvalue()


def visit(address, seed):
    """Somebody who brings a photo to the first page."""
    visitor = Visitor(address)
    visitor.state_of("button_group", "home_source").string_array_value.data.append("Upload")
    visitor.turn_to("")
    visitor.bring("home_upload", photo(seed))
    return visitor


def leave(visitors):
    """All of them go, half of them from a page that shows a map of their photo. It takes until their pictures are gone."""
    for visitor in visitors[::2]:
        visitor.turn_to("convolution")
    pictures = {image.url for visitor in visitors for element in visitor.elements("imgs") for image in element.imgs}
    assert answer(f"{visitors[-1].address}{visitors[-1].elements('imgs')[-1].imgs[0].url}")[0] == 200
    for visitor in visitors:
        visitor.open.close()
    wait_until(lambda: {answer(f"{visitors[0].address}{url}")[0] for url in pictures} == {404})


def wait_until(holds):
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline


def test_what_visitors_brought_is_given_back_when_they_are_gone(tmp_path):
    with running(APP, tmp_path / "log", "--server.disconnectedSessionTTL", "1") as (process, address):
        leave([visit(address, seed) for seed in range(2)])  # fills what all visitors share
        before = resident(process)
        visitors = [visit(address, seed) for seed in range(2, 2 + VISITORS)]
        assert resident(process) - before > FILE * VISITORS
        leave(visitors)
        wait_until(lambda: resident(process) - before < LEFT)
        metrics = answer(f"{address}/_stcore/metrics")[2]
        assert "active_sessions 0" in metrics
        for kept in ("st_session_state", "st_memory_media_file_storage", "UploadedFileManager"):
            assert kept not in metrics
