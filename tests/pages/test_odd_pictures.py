"""Pictures of odd shapes and contents, on every page that looks into the picture."""

from functools import cache

import numpy as np
import pytest

from lessons.catalog import CATALOG, lesson
from tests.pages.apps import open_app, png_bytes, upload

pytestmark = pytest.mark.slow

ODD_PICTURES = {
    "one pixel": np.full((1, 1, 3), 7, np.uint8),
    "one row": np.arange(300, dtype=np.uint8).reshape(1, 100, 3),
    "ten thousand pixels wide": np.tile(np.arange(250, dtype=np.uint8)[None, :, None], (20, 40, 3)),
    "black": np.zeros((60, 80, 3), np.uint8),
    "an icon": np.random.default_rng(0).integers(0, 256, (12, 12, 3), dtype=np.uint8),
}


SHAPES = ("one pixel", "ten thousand pixels wide")
LOOKED_AT = {"layers": tuple(ODD_PICTURES), "networks": (*SHAPES, "black")}  # a network is shown a square of its own size
"""Section -> the pictures that its pages are given; in all others a picture is only asked about."""

ODD = [
    (picture, entry.slug)
    for entry in CATALOG
    if entry.teaches and entry.picture
    for picture in LOOKED_AT.get(entry.section, SHAPES)
]


@cache
def session_with(picture):
    """A session that has brought a picture; it goes from page to page."""
    return upload(open_app(), "odd.png", png_bytes(ODD_PICTURES[picture]))


@pytest.mark.parametrize(("picture", "slug"), ODD)
def test_odd_pictures_crash_nothing(picture, slug):
    app = session_with(picture)
    app.switch_page(lesson(slug).page).run()
    assert not app.exception
    if picture == "one pixel" and slug in ("convolution", "filters", "learn_kernel", "activation", "pooling"):
        assert app.info or app.error
    if picture == "ten thousand pixels wide":
        assert "1024 pixels wide, 2 high" in app.button(key="frame_change").help
