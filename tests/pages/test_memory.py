"""Memory of the real server: what visitors brought is gone when they are, and what it took is given back to the system."""

import io
import threading
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
    visitor.state_of("button", "home_own_upload").trigger_value = True
    visitor.turn_to("")
    visitor.bring("home_upload", photo(seed))
    return visitor


def holds(address):
    """What of sessions the server tells that it holds."""
    metrics = answer(f"{address}/_stcore/metrics")[2]
    return {kind for kind in ("st_session_state", "UploadedFileManager", "st_memory_media_file_storage") if kind in metrics}


def leave(address, visitors):
    """All of them go, half of them from a page that shows a map of their photo. It takes until nothing of theirs is held."""
    for visitor in visitors[::2]:
        visitor.turn_to("convolution")
    assert {"st_session_state", "UploadedFileManager"} <= holds(address)
    for visitor in visitors:
        visitor.open.close()
    wait_until(lambda: not holds(address))


def wait_until(true):
    pause, deadline = threading.Event(), time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        pause.wait(0.05)


def test_what_visitors_brought_is_given_back_when_they_are_gone(tmp_path):
    with running(APP, tmp_path / "log", "--server.disconnectedSessionTTL", "1") as (process, address):
        leave(address, [visit(address, seed) for seed in range(2)])  # fills what all visitors share
        before = resident(process)
        visitors = [visit(address, seed) for seed in range(2, 2 + VISITORS)]
        assert resident(process) - before > FILE * VISITORS
        leave(address, visitors)
        wait_until(lambda: resident(process) - before < LEFT)
