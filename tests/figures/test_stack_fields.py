"""What each layer of a stack sees of the picture, and what its last cell is made of."""

import re

import numpy as np
import pytest

from lessons.core.receptive_field import receptive_field
from lessons.figures.stack_fields import cells_below, stack_fields

STACKS = [[(3,)], [(3,)] * 6, [(3,), (2, 2)] * 3 + [(3,)], [(3,), (2, 2)] * 5 + [(3,)]]


@pytest.mark.parametrize("sliding", STACKS)
def test_one_cell_at_the_top_needs_as_many_pixels_as_its_receptive_field_has(sliding):
    counts = cells_below(sliding)
    assert counts[-1] == 1
    for level in range(len(sliding)):  # the cells of any level, seen from there as from a picture
        assert counts[level] == receptive_field(sliding[level:])[-1].size


@pytest.mark.parametrize("sliding", STACKS)
def test_every_layer_has_a_frame_and_a_row_of_cells_and_says_how_far_it_sees(sliding):
    html, finding = stack_fields(np.zeros((40, 60, 3), np.uint8), sliding, name="A stack")
    layers = [layer for layer in sliding if layer == (3,)]
    assert html.count("outline: 1px solid #fff") == len(layers)
    assert html.count("<i ") == sum(cells_below(sliding))
    size = receptive_field(sliding)[-1].size
    assert finding.endswith(f"Layer {len(layers)} sees {size} × {size} pixels.")


def test_the_pixels_at_the_bottom_are_the_pictures_own():
    picture = np.zeros((5, 5, 3), np.uint8)
    picture[2] = [[place, 10, 20] for place in range(5)]
    html, _ = stack_fields(picture, [(3,)], name="A stack")
    assert re.findall(r"rgb\((\d), 10, 20\)", html) == ["1", "2", "3"]
    assert stack_fields(picture, [(3,)] * 3, name="A stack")[0].count("var(--line);") == 2  # two of seven lie outside
