"""A map and its pooled map before and after a picture has moved."""

import base64
import io
import re

import numpy as np
from PIL import Image

from lessons.figures.moved_maps import moved_maps


def test_both_rows_show_before_after_and_what_has_changed():
    values = np.arange(24, dtype=np.float32).reshape(4, 6)
    pooled = values[::2, ::2]
    pairs = [(values, np.roll(values, 1, axis=1)), (pooled, pooled)]
    html = moved_maps(pairs, (0.94, 0.0), moved="1 pixel", limit=24)
    sheets = [
        np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))).astype(int) for data in re.findall(r"base64,([^\"]+)", html)
    ]
    assert len(sheets) == 6
    assert np.abs(sheets[0] - sheets[1]).max() > 20
    np.testing.assert_array_equal(sheets[3], sheets[4])  # nothing has changed there
    assert sheets[5].std(axis=(0, 1)).max() < 2
    assert "94%" in html
    assert "0%" in html
    assert html.count("Moved by 1 pixel") == 4  # said, and told to those who do not see it
