"""The figures of building blocks and of deep networks say in words what they draw."""

import re

import numpy as np
import pytest

from lessons.core import blocks
from lessons.figures.block_boxes import block_boxes
from lessons.figures.block_maps import cost_bars, in_a_row, ink, map_tiles
from lessons.figures.famous_chart import accuracy_chart, famous_chart
from lessons.figures.race_figure import race_curves, share_text, slope_bars
from lessons.nets.famous_costs import FamousNetwork
from lessons.nets.zoo import FETCHABLE
from lessons.work.progress import Epoch

NAMES = {"plain": "without shortcuts", "shortcuts": "with shortcuts"}


def test_zero_has_no_ink_and_the_sign_has_a_colour():
    maps = np.array([[[0.0], [1.0]], [[-1.0], [0.5]]], np.float32)
    drawn = ink(maps, one_scale=True)[0]
    assert drawn[0, 0, 3] == 0
    assert drawn[0, 1, 3] == drawn[1, 0, 3] == 255
    assert 0 < drawn[1, 1, 3] < 255
    assert tuple(drawn[0, 1, :3]) != tuple(drawn[1, 0, :3])


def test_a_weak_map_is_drawn_as_strong_as_others_unless_all_have_one_scale(rng):
    maps = rng.random((9, 9, 2), dtype=np.float32) * np.float32([1, 0.01])
    assert ink(maps, one_scale=False)[1, ..., 3].max() == 255
    assert ink(maps, one_scale=True)[1, ..., 3].max() < 40
    assert ink(np.zeros((4, 4, 2), np.float32), one_scale=False)[..., 3].max() == 0


def test_maps_half_as_large_are_drawn_half_as_large():
    drawn = map_tiles(np.ones((32, 32, 8), np.float32), "Comes out", "Half", whole=64, one_scale=False)
    assert drawn.count("<img") == 8
    assert "calc(var(--tile) * 0.5)" in drawn
    assert 'aria-label="Comes out: 8 maps of 32 × 32. Half"' in drawn
    row = in_a_row([drawn, drawn], "", "", "What it does")
    assert row.count("→") == 1
    assert 'aria-label="What it does"' in row


def test_bars_of_costs_are_to_scale():
    drawn = cost_bars("Cost", "New", blocks.Cost(100, 25), "Old", blocks.Cost(400, 100))
    widths = [float(width) for width in re.findall(r"width: ([\d.]+)%", drawn)]
    assert widths == [100, 25, 100, 25]
    assert ">400<" in drawn
    same = cost_bars("Cost", "Old", blocks.Cost(4, 1), "Old", blocks.Cost(4, 1))
    assert same.count("height: 12px") == 2
    assert cost_bars("Cost", "Free", blocks.Cost(0, 0), "Old", blocks.Cost(4, 1)).count("width: 0.00%") == 2


def test_a_tenth_of_a_slope_is_a_line_lower():
    slopes = {"plain": [0.001, 0.01, 0.1, 1.0], "shortcuts": [1.0] * 4}
    drawn, finding = slope_bars(slopes, NAMES, 4)
    highs = [float(high) for high in re.findall(r'data-high="([\d.]+)"', drawn)]
    assert len(highs) == 8
    steps = np.diff(highs[:4])
    np.testing.assert_allclose(steps, steps[0], atol=0.11)
    assert steps[0] > 5
    assert "without shortcuts: layer 1 gets 1/1,000 of the slope at layer 4" in finding
    assert drawn.count("data-arc") == 1
    empty, told = slope_bars(None, NAMES, 19)
    assert "data-high" not in empty
    assert empty.count("data-arc") == 9
    assert told in empty


def test_slopes_that_grow_on_their_way_are_seen_to_grow():
    drawn, finding = slope_bars({"plain": [100.0, 10.0, 1.0], "shortcuts": [1.0] * 3}, NAMES, 3)
    highs = [float(high) for high in re.findall(r'data-high="([\d.]+)"', drawn)]
    assert highs[0] > highs[1] > highs[2] == highs[3]
    assert "100.0 times the slope at layer 3" in finding


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (1, 640, "1/640 of"),
        (2, 1, "2.0 times"),
        (1, 1, "all of"),
        (0.7, 1, "70% of"),
        (0, 1, "nothing of"),
        (1, 0, "nothing of"),
    ],
)
def test_a_share_of_a_slope_in_words(first, last, told):
    assert share_text(first, last) == told


def history(*pairs):
    figures = [{f"val_{name}_accuracy": value for name, value in zip(NAMES, pair, strict=True)} for pair in pairs]
    both = [each | {name.removeprefix("val_"): value for name, value in each.items()} for each in figures]
    return [Epoch(number, 1.0, None, 1.0, None, each) for number, each in enumerate(both, 1)]


def test_the_curves_say_where_both_stand():
    drawn, finding = race_curves(history((0.2, 0.3), (0.2, 0.9)), NAMES, 12, title="Right", chance=1 / 6)
    assert finding == "After 2 of 12 epochs, of the pictures held back are right: without shortcuts, 20%; with shortcuts, 90%."
    assert drawn.count("guessing: 17%") == 2
    ends = [tuple(map(float, pair.split(","))) for pair in re.findall(r'data-end="([^"]+)"', drawn)]
    assert len(ends) == 4  # two lines, for two widths
    assert ends[0][1] > ends[1][1]
    assert race_curves((), NAMES, 12, title="Right", chance=1 / 6)[1] == "No epoch is finished yet."


def test_names_of_lines_that_end_together_do_not_lie_on_each_other():
    drawn, _ = race_curves(history((0.97, 0.98)), NAMES, 12, title="Right", chance=1 / 6)
    tops = [float(top) for top in re.findall(r"top: ([\d.-]+)px; width: 108px", drawn)]
    assert abs(tops[0] - tops[1]) >= 36
    assert min(tops) >= 0


def test_famous_networks_lie_where_their_costs_put_them():
    networks = [
        FamousNetwork("Large", "", 224, 71.3, 138_000_000, 15_000_000_000),
        FamousNetwork("Small", "", 224, 70.4, 4_000_000, 500_000_000),
    ]
    figure, finding = famous_chart(networks)
    assert list(figure.data[0].x) == [138, 4]
    assert list(figure.data[0].y) == [15, 0.5]
    assert "34 times the parameters of Small and needs 30 times" in finding


@pytest.mark.parametrize("block", blocks.BLOCKS)
def test_a_block_is_drawn_with_a_box_for_each_part_and_its_count(block):
    parts = blocks.parts(block, 512)
    drawn = block_boxes(block, parts)
    assert drawn.count('class="box"') == len(parts)
    for part in parts:
        assert f"{part.parameters:,} parameters" in drawn
    assert ("box-over" in drawn) == (block == blocks.SHORTCUT)


def test_the_figures_of_a_race_move_only_once_it_was_started():
    slopes = {"plain": [0.1, 1.0], "shortcuts": [1.0, 1.0]}
    assert "race-runs" not in slope_bars(slopes, NAMES, 2)[0]
    assert 'data-run="3"' in slope_bars(slopes, NAMES, 2, 3)[0]
    assert 'data-run="3"' in race_curves(history((0.2, 0.3)), NAMES, 12, title="Right", chance=1 / 6, run=3)[0]


def test_networks_stand_where_their_figures_are_and_their_dots_areas_are_what_a_picture_costs():
    networks = list(FETCHABLE.values())
    figure, finding = accuracy_chart(networks)
    (dots,) = figure.data
    assert list(zip(dots.text, dots.x, dots.y, strict=True)) == [(each.title, each.parameters, each.top_1) for each in networks]
    areas = np.square(dots.marker.size)
    np.testing.assert_allclose(areas / areas.max(), [each.multiply_adds / 15.5 for each in networks])
    assert "VGG16 with its classifier has most parameters, 138.4 million" in finding
    assert "ConvNeXtTiny, with 28.6 million, is right most often: 81.3%" in finding
