"""The U of a network for pixels: a block for each level, and a line for each skip connection."""

import pytest

from lessons.figures.u_shape import u_shape
from lessons.finding.segmenters import SEGMENTERS
from pages.shared.session import beyond_caches


@pytest.mark.parametrize("name", SEGMENTERS)
def test_each_block_is_drawn_and_each_skip_connection(name):
    rows = beyond_caches.segmenter_rows(name, 48)
    parts = [row["part"] for row in rows]
    drawn, told = u_shape(rows)
    skips = sum(part.startswith("join") for part in parts)
    assert drawn.count("background: var(--accent)") == sum(part == "bottom" or part[:2] in ("up", "do") for part in parts)
    assert drawn.count("dashed") == skips
    assert told.endswith(f"{skips} skip connections.")
    assert "down1 48 × 48" in told
