"""Sentences that depend on a result: every way that it can come out has its own, and it is the one that is shown."""

import numpy as np
import pytest

from lessons.core.composition import two_layers
from lessons.core.kernels import KERNELS
from lessons.core.scaling import luma
from lessons.faces.verification import Pairs, error_rates
from lessons.images.resizing import fit_within
from lessons.images.samples import SAMPLES
from lessons.texts import parts, words
from lessons.texts.versions import learned, relu_between, two_groups

CAT = np.rint(luma(fit_within(SAMPLES["chelsea"].load(), 64)))


@pytest.mark.parametrize("second", ["sobel_x", "laplacian", "box_blur"])
@pytest.mark.parametrize("first", list(KERNELS))
def test_relu_is_praised_only_where_it_changes_something(first, second):
    """Blurs of a picture are never negative: ReLU has nothing to do there, whichever picture it is."""
    found = two_layers(CAT, KERNELS[first], KERNELS[second])
    part = relu_between(found)
    never_negative = bool((np.asarray(KERNELS[first]) >= 0).all())
    assert (part == "relu_idle") == never_negative
    told = words("activation", part, size=5, error=found.error, negative=found.negative).replace("\n", " ")
    assert ("no negative values" in told) == (found.negative == 0)
    assert "**0%**" not in told


def test_relu_that_leaves_nothing_or_hardly_anything_changed_is_told_as_that():
    edges = KERNELS["sobel_x"]
    assert relu_between(two_layers(np.full((20, 20), 7.0), edges, edges)) == "relu_nothing"
    assert relu_between(two_layers(CAT, edges, edges)) == "relu"
    bright = CAT + 100
    bright[30, 30] = 0  # one dark pixel, which sharpening turns negative
    found = two_layers(bright, KERNELS["sharpen"], KERNELS["identity"])
    assert 0 < found.negative < 0.01
    assert relu_between(found) in ("relu", "relu_little")
    faint = 1e4 + np.random.default_rng(0).normal(size=(30, 30))
    faint[10, 10] -= 2500
    found = two_layers(faint, KERNELS["sharpen"], KERNELS["identity"])
    assert found.negative > 0
    assert found.error < 0.01
    assert relu_between(found) == "relu_little"


@pytest.mark.parametrize(
    ("training", "test", "part", "told"),
    [
        (1.0, 0.88, "overfits", "sign of **overfitting**"),
        (0.65, 0.40, "overfits", "sign of **overfitting**"),
        (0.30, 0.30, "underfits", "sign of **underfitting**"),
        (0.30, 0.60, "underfits", "does not even know"),
        (0.95, 0.93, "generalises", "about as well"),
        (0.93, 0.95, "generalises", "about as well"),
        (0.80, 0.95, "better_on_test", "even better"),
    ],
)
def test_a_network_that_knows_nothing_is_not_told_to_do_well(training, test, part, told):
    assert learned(training, test) == part
    assert told in words("build", part).replace("\n", " ")


def test_groups_with_the_same_rates_are_not_told_to_differ():
    table = np.random.default_rng(0).uniform(0, 1, (20, 20))
    one, other = (error_rates(Pairs(some), 0.5) for some in (table, table**2))
    assert one != other
    assert two_groups(one, other) == "uneven_differs"
    assert two_groups(one, one) == "uneven_equal"
    assert two_groups((0.12301, 0.4), (0.12304, 0.4)) == "uneven_equal"  # the page writes 12.3% for both
    assert {"uneven_equal", "uneven_differs"} <= parts("faces").keys()
