import itertools
import math
from fractions import Fraction

import cv2
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.preprocessing import MinMaxScaler

from lessons.core.scaling import lit, luma, min_max, signed_limit

values = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=1, max_dims=3, max_side=8),
    elements=st.floats(-1e6, 1e6, allow_subnormal=False, width=32),
)


@given(values)
def test_min_max_equals_scikit_learn(image):
    assume(np.ptp(image) == 0 or np.ptp(image) > 1e-12)  # scikit-learn takes smaller ranges for none
    expected = MinMaxScaler().fit_transform(image.reshape(-1, 1).astype(np.float64)).reshape(image.shape)
    result = min_max(image)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, expected, atol=1e-6)


@given(values)
def test_min_max_reaches_both_ends_unless_constant(image):
    result = min_max(image)
    if image.min() == image.max():
        assert not result.any()
    else:
        assert (result.min(), result.max()) == (0, 1)


@pytest.mark.parametrize("image", [[], [np.nan, 1], [np.inf]])
def test_min_max_refuses_what_has_no_range(image):
    with pytest.raises(ValueError, match="finite"):
        min_max(image)


@given(values)
def test_the_signed_scale_is_symmetric_and_never_zero(image):
    limit = signed_limit(image)
    assert limit > 0
    assert np.abs(image).max() <= limit


def test_luma_is_opencvs_grey(rng):
    image = rng.integers(0, 256, (20, 30, 3), dtype=np.uint8)
    np.testing.assert_allclose(luma(image), cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), atol=0.6)


def test_luma_leaves_grey_alone_and_refuses_four_channels():
    np.testing.assert_array_equal(luma([[1, 2]]), [[1, 2]])
    with pytest.raises(ValueError, match=r"Received: shape \(2, 2, 4\)"):
        luma(np.zeros((2, 2, 4)))


def test_light_is_turned_up_and_down_as_fractions_say_and_stops_at_255(rng):
    image = rng.integers(0, 256, (6, 7, 3), dtype=np.uint8)
    np.testing.assert_array_equal(lit(image, (100, 100, 100)), image)
    for light in ((0, 50, 200), (5, 95, 130)):
        wanted = [
            min(math.floor(Fraction(int(value) * percent, 100) + Fraction(1, 2)), 255)
            for value, percent in zip(image.ravel(), itertools.cycle(light), strict=False)
        ]
        np.testing.assert_array_equal(lit(image, light).ravel(), wanted)
    with pytest.raises(ValueError, match=r"Received: \(2, 2\)"):
        lit([[1, 2], [3, 4]], (100, 100, 100))
    with pytest.raises(ValueError, match="Received"):
        lit(image, (100, -5, 100))
