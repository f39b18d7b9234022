"""The stack as piles of maps: as high as they are, filled where numbers are learned."""

import re

from lessons.core.architecture import PRESETS, describe, parse_stack
from lessons.figures.stack_blocks import HIGH, sheets_of, stack_blocks

BOX = re.compile(r'<div style="width: ([\d.]+)px; height: ([\d.]+)px;[^"]*?background: var\(--(\w+)\);([^"]*)"')


def test_piles_are_drawn_to_scale_and_filled_where_something_is_learned():
    for preset in PRESETS.values():
        rows = describe(parse_stack(preset), (32, 32, 3), 6)
        html, words = stack_blocks(rows, 32)
        piles = [(float(wide), float(high), look == "accent", rest) for wide, high, look, rest in BOX.findall(html)]
        assert len(piles) == len(rows)
        for row, (wide, high, filled, rest) in zip(rows, piles, strict=True):
            assert filled == (row.parameters > 0)
            assert rest.count("0 -1px") == sheets_of(row) - 1
            if len(row.shape) == 3:
                assert abs(high - HIGH * row.shape[0] / 32) < 0.1 or high == 8
                assert wide == high
        maps = [(row.shape[2], sheets_of(row)) for row in rows if len(row.shape) == 3]
        assert sorted(maps) == sorted(maps, key=lambda pair: pair[1])  # more maps, more sheets
        assert all(f"{row.name} " in words and f"{row.parameters:,}" in html for row in rows)
        assert f"{sum(row.learned for row in rows):,} numbers in all" in html


def test_layers_have_the_names_of_the_field_and_their_sizes_in_words():
    html, _ = stack_blocks(describe(parse_stack("conv 8; max; flatten; dense 32"), (32, 32, 3), 6), 32, "data:,")
    for name in ("picture", "convolution", "max pooling", "flatten", "dense", "answer"):
        assert f"<b>{name}</b>" in html
    assert "8 maps" in html
    assert "30 × 30" in html
    assert "url(data:,)" in html
