"""The reliability diagram in HTML: a bar and a gap for each bin, and nothing of what is right before it is counted."""

import numpy as np
import pytest

from lessons.core.calibration import Bins, confidence_bins
from lessons.figures.reliability_bars import reliability_bars


def bins(said, right, pictures=50):
    return Bins(np.array([0.9]), np.array([said]), np.array([right]), np.array([pictures]))


@pytest.mark.parametrize(
    ("said", "right", "told"),
    [(0.95, 0.6, "surer than it is right"), (0.95, 1.0, "less sure than it is right"), (0.95, 0.95, "about as sure")],
)
def test_the_finding_says_which_way_it_leans(said, right, told):
    drawn, finding = reliability_bars(bins(said, right))
    assert told in finding
    assert f"{abs(said - right):.1%}" in finding
    assert f'aria-label="{finding}"' in drawn


def test_a_bar_ends_where_the_share_is():
    """The bar of a share of 1 is as high as the axis, and the gap below the diagonal has its own colour."""
    full, none, sure = (reliability_bars(bins(*pair))[0] for pair in ((1.0, 1.0), (1.0, 0.0), (0.95, 0.6)))
    assert "height: 76.67%" in full  # the axis: 300 less 12 and 58 of 300
    assert "height: 76.67%" in none
    assert "#b2402c" in sure
    assert "#2a659c" not in sure


def test_nothing_is_told_before_it_is_counted():
    rng = np.random.default_rng(0)
    shares = rng.dirichlet(np.full(4, 0.3), 300)
    found = confidence_bins(shares, rng.integers(0, 4, 300))
    hidden, finding = reliability_bars(found, counted=False)
    assert hidden.count(">?<") == len(found.pictures)
    assert "%" not in finding
    assert hidden != reliability_bars(found)[0]
    for pictures in found.pictures:
        assert f">{pictures}<" in hidden
