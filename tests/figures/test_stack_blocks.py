"""The stack as blocks: as high as its maps are, filled where numbers are learned."""

import re

from lessons.core.architecture import PRESETS, describe, parse_stack
from lessons.figures.stack_blocks import HIGH, stack_blocks

BOX = re.compile(r'<div style="width: ([\d.]+)px; height: ([\d.]+)px; border-radius: 3px; (background|border)')


def test_blocks_are_drawn_to_scale_and_filled_where_something_is_learned():
    for preset in PRESETS.values():
        rows = describe(parse_stack(preset), (32, 32, 3), 6)
        html, words = stack_blocks(rows, 32)
        picture, *blocks = [(float(wide), float(high), look == "background") for wide, high, look in BOX.findall(html)]
        assert picture == (14, HIGH, False)
        assert len(blocks) == len(rows)
        for row, (_, high, filled) in zip(rows, blocks, strict=True):
            assert filled == (row.parameters > 0)
            if len(row.shape) == 3:
                assert abs(high - HIGH * row.shape[0] / 32) < 0.1 or high == 8
        maps = [(row.shape[2], wide) for row, (wide, *_) in zip(rows, blocks, strict=True) if len(row.shape) == 3]
        assert sorted(maps) == sorted(maps, key=lambda pair: pair[1])  # more maps, a wider block
        assert all(f"{row.name} " in words and f"{row.parameters:,}" in html for row in rows)
