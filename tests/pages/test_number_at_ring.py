"""What is told of a single number is what the engine makes of it."""

import re

import numpy as np
import pytest

from lessons.core import blocks as engine
from lessons.figures.block_maps import number_card
from pages.networks.parts.number_at_ring import cells_at_ring, number_story, ringed_cell

LEARNING = [(block, learning) for block in engine.BLOCKS for learning in (True, False)]


@pytest.fixture
def told(rng):
    """A function of a block, and whether it learns, to what comes in, what comes out, and what is told."""
    maps = rng.random((16, 16, engine.MAPS), dtype=np.float32)
    batch = np.stack([maps, rng.random(maps.shape, dtype=np.float32)])

    def tell(block, learning):
        figures = engine.figures_of(batch)
        passed = engine.pass_through(block, maps, seed=0, learning=learning, batch=batch, running=figures)
        return maps, passed, number_story(block, maps, passed, figures, learning=learning)

    return tell


def last_number(made):
    return float(re.findall(r"[−\d.]+", made)[-1].replace("−", "-"))


@pytest.mark.parametrize(("block", "learning"), LEARNING)
def test_the_number_is_the_one_that_comes_out_at_the_ring(told, block, learning):
    maps, passed, (made, said) = told(block, learning)
    row, column = ringed_cell(block, maps, passed)
    step = 2 if block == engine.STRIDED else 1
    out = float(passed.maps[row // step, column // step, 0])
    assert last_number(made) == pytest.approx(out, rel=0.01, abs=1e-3)
    assert "{" not in said
    assert made in number_card(made, said)


def test_products_are_counted(told):
    assert told(engine.PLAIN, True)[2][0].startswith("72 products")
    assert told(engine.POINT, True)[2][0].startswith("8 products")
    assert told(engine.SEPARABLE, True)[2][0].startswith("9 + 8 products")
    assert "64 sums a map in place of 256" in told(engine.STRIDED, True)[2][1].replace("\n", " ")


def test_with_steps_of_two_the_number_is_that_of_a_plain_convolution(told):
    (plain, _), (strided, _) = (told(block, True)[2] for block in (engine.PLAIN, engine.STRIDED))
    assert plain == strided


def test_in_use_nothing_is_dropped(told):
    came, out = told(engine.DROPOUT, False)[2][0].split(" → ")
    assert came == out
    assert float(told(engine.DROPOUT, True)[2][0].split(" → ")[1]) in (0, pytest.approx(2 * float(came), rel=0.01))


@pytest.mark.parametrize(("block", "side"), [(engine.PLAIN, 3), (engine.STRIDED, 3), (engine.POINT, 1)])
def test_the_cells_shown_are_those_that_count_for_the_number(told, block, side):
    """Of maps that are empty but for one cell: where something comes out at the ring, that cell is among those shown."""
    maps, passed, _ = told(block, True)
    row, column = ringed_cell(block, maps, passed)
    shown = cells_at_ring(block, maps, passed)
    assert [cell.shape for cell in shown] == [(side, side, 4)] * engine.MAPS
    step, seen = maps.shape[0] // passed.maps.shape[0], 0
    batch, figures = np.stack([maps, maps]), engine.figures_of(np.stack([maps, maps]))
    for down in range(max(row - 3, 0), min(row + 4, 16)):
        for across in range(max(column - 3, 0), min(column + 4, 16)):
            changed = maps.copy()
            changed[down, across] += 1
            again = engine.pass_through(block, changed, seed=0, learning=True, batch=batch, running=figures)
            counts = again.maps[row // step, column // step, 0] != passed.maps[row // step, column // step, 0]
            first = {engine.PLAIN: -1, engine.STRIDED: -1, engine.POINT: 0}[block]
            inside = 0 <= down - row - first < side and 0 <= across - column - first < side
            assert counts == inside
            seen += inside
    assert 0 < seen <= side * side
    expected = np.pad(maps[..., 0], 1)[row + 1 + first : row + 1 + first + side, column + 1 + first : column + 1 + first + side]
    strengths = shown[0][..., 3].ravel()
    np.testing.assert_array_equal(np.argsort(strengths, kind="stable")[-1:], np.argsort(expected.ravel(), kind="stable")[-1:])
